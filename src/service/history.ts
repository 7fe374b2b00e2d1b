import type { ListMessagesInput } from '../../generated/service.gen.ts';
import type { HistoryMessage, ListMessagesResponse } from '../../generated/types.gen.ts';
import { invalid } from '../errors.ts';
import type { HistoryRow } from '../store/messages.ts';
import { channelNamed } from './channel-names.ts';
import type { Caller, Deps } from './deps.ts';
import { iso, present, resolvePeer, senderOf } from './names.ts';
import { fromCursor, isPlace, toCursor } from './page.ts';
import { toMatch } from './query.ts';

/** How far a page of a search looks, newest first: about 40 ms at 2 µs a hit, and at twelve words that everyone uses. */
const pageOfSearch = { messages: 100_000, hits: 10_000 };

/** Reads the past; nothing is consumed. */
export async function history(
  { engine, clock }: Deps,
  caller: Caller,
  input: ListMessagesInput,
): Promise<ListMessagesResponse> {
  const now = clock.now();
  if (input.with !== undefined && input.channel !== undefined) {
    throw invalid('channel', 'cannot be combined with "with", which is about direct messages.', 'Give one of the two.');
  }
  const before = fromCursor(input.cursor, Number.MAX_SAFE_INTEGER, isPlace);
  const match = input.query === undefined ? null : toMatch(input.query);
  return engine.read(async (tx) => {
    const places = {
      with: input.with === undefined ? null : (await resolvePeer(tx, input.with)).num,
      channel: input.channel === undefined ? null : (await channelNamed(tx, input.channel)).name,
      thread_id: input.thread_id ?? null,
    };
    const unindexed = match === null ? 0 : await tx.messages.unindexed();
    if (match === undefined) return { messages: [], unindexed };
    const floor = match === null ? 0 : await tx.messages.searchFloor(match, before, pageOfSearch);
    const rows = await tx.messages.history(
      caller.num,
      { ...places, match, before, floor, limit: input.limit + 1 },
      now,
    );
    const page = rows.slice(0, input.limit);
    const next = rows.length > input.limit ? page.at(-1)!.num : floor;
    return {
      messages: page.map((row) => past(row, caller)),
      unindexed,
      ...(next > 0 && { next_cursor: toCursor(next) }),
    };
  });
}

/** A stored message as the caller may look back on it. */
export function past(row: HistoryRow, caller: Caller): HistoryMessage {
  const to =
    row.to_id === null
      ? null
      : { id: row.to_id, alias: row.to_alias!, label: row.to_label!, host: row.to_host!, runtime: row.to_runtime! };
  return {
    id: row.id,
    kind: row.kind,
    direction: row.sender === caller.num ? 'sent' : row.mine ? 'received' : 'seen',
    from: senderOf(row),
    body: row.body,
    intent: row.intent,
    thread_id: row.thread_id,
    sent_at: iso(row.sent_at),
    ...present({ to, channel: row.channel, in_reply_to: row.in_reply_to, task_id: row.task_id, status: row.state }),
  };
}
