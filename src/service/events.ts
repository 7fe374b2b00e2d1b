import type { EventsService } from '../../generated/service.gen.ts';
import type { Event } from '../../generated/types.gen.ts';
import type { EventRow } from '../store/events.ts';
import type { Caller, Deps } from './deps.ts';
import { iso, present } from './names.ts';
import { fromCursor, isPlace, toCursor } from './page.ts';

/** A filter for a rare kind looks through so many events a page, about 10 ms. */
const scan = 20_000;

/** The activity feed. */
export function events({ engine }: Deps): EventsService<Caller> {
  return {
    async listEvents(_caller, { after: cursor, kinds = [], limit }) {
      const after = fromCursor(cursor, 0, isPlace);
      return engine.read(async (tx) => {
        const to = Math.min(await tx.events.last(), after + scan);
        const rows = await tx.events.list(after, to, kinds, limit);
        // A full page ends at its last row; a page cut short has looked at everything up to `to`.
        const end = rows.length === limit ? rows.at(-1)!.seq : Math.max(after, to);
        return { events: rows.map(eventOf), next_cursor: toCursor(end) };
      });
    },
  };
}

function eventOf({ at, ...row }: EventRow): Event {
  return present({ ...row, at: iso(at) }) as Event;
}
