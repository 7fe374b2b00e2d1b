import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { monotonicFactory } from 'ulid';
import { MeshError, type Problem } from '../../generated/errors.gen.ts';
import { readObject, writeDurably } from '../durable.ts';

/** What can wait in an outbox: operations whose effect does not depend on when they happen. */
export type Outgoing = 'sendMessage' | 'publishMessage';

/** A request that could not be confirmed yet. */
export interface OutboxEntry {
  readonly id: string;
  readonly operation: Outgoing;
  /** The body with its idempotency key, which stays the same for every try. */
  readonly body: Readonly<Record<string, unknown>>;
  /** Milliseconds since 1970. */
  readonly queued_at: number;
  /** Why the broker refused it for good; absent while it waits. */
  readonly problem?: Pick<Problem, 'code' | 'detail' | 'hint'>;
}

/** Requests on disk that wait for the broker, in order. One file each, so that none is ever rewritten beside another. */
export interface Outbox {
  /** Keeps a request. Throws MeshError `storage_full` when the disk cannot take it, and then keeps nothing. */
  add(operation: Outgoing, body: OutboxEntry['body']): OutboxEntry;
  /** How many wait. */
  waiting(): number;
  /**
   * Delivers what waits, oldest first, until `send` throws something for which `later` is true. What the broker refuses
   * for good is kept as failed.
   */
  flush(send: (entry: OutboxEntry) => Promise<void>, later: (error: unknown) => boolean): Promise<void>;
  /** What was refused for good and not reported yet. */
  failures(): readonly OutboxEntry[];
  /** Forgets failures that were reported. */
  reported(entries: readonly OutboxEntry[]): void;
}

/** A key is kept by the broker for 24 hours; a repetition after that could be a second effect. */
const MOST_AGE_MS = 23 * 3600_000;
const MOST_ENTRIES = 1_000;

/**
 * Opens the outbox of a session.
 * @param directory of this session alone; made with the first request
 * @param now milliseconds since 1970
 */
export function openOutbox(directory: string, now: () => number): Outbox {
  const entries = new Map(readAll(directory).map((entry) => [entry.id, entry]));
  const newId = monotonicFactory();
  const path = (id: string) => join(directory, `${id}.json`);
  let flushing: Promise<void> | undefined;

  const remove = ({ id }: OutboxEntry) => {
    rmSync(path(id), { force: true });
    entries.delete(id);
  };
  const keep = (entry: OutboxEntry) => {
    writeDurably(path(entry.id), `${JSON.stringify(entry)}\n`);
    entries.set(entry.id, entry);
  };
  const pending = () => [...entries.values()].filter(({ problem }) => problem === undefined);
  const failed = (entry: OutboxEntry, { code, detail, hint }: Pick<Problem, 'code' | 'detail' | 'hint'>) => {
    const failure = { ...entry, problem: { code, detail, hint } };
    entries.set(entry.id, failure);
    try {
      keep(failure);
    } catch {
      // Told from memory then; on disk it waits still and is refused again, which does no harm.
    }
  };

  async function flush(send: (entry: OutboxEntry) => Promise<void>, later: (error: unknown) => boolean) {
    for (const entry of pending()) {
      if (now() - entry.queued_at > MOST_AGE_MS) {
        failed(entry, tooOld);
        continue;
      }
      try {
        await send(entry);
        remove(entry);
      } catch (error) {
        if (!(error instanceof MeshError) || later(error)) return;
        failed(entry, error);
      }
    }
  }

  return {
    add(operation, body) {
      if (entries.size >= MOST_ENTRIES) throw full(`${MOST_ENTRIES} messages wait in it already`);
      const entry = { id: newId(now()), operation, body, queued_at: now() };
      try {
        keep(entry);
      } catch (error) {
        throw full((error as Error).message);
      }
      return entry;
    },
    waiting: () => pending().length,
    flush(send, later) {
      flushing ??= flush(send, later).finally(() => {
        flushing = undefined;
      });
      return flushing;
    },
    failures: () => [...entries.values()].filter(({ problem }) => problem !== undefined),
    reported: (done) => done.forEach(remove),
  };
}

const tooOld = {
  code: 'unavailable' as const,
  detail: 'The broker was away for 23 hours.',
  hint: 'Send it again if it still matters.',
};

function full(why: string): MeshError {
  return new MeshError(
    'storage_full',
    `The broker is away, and the outbox cannot keep the message (${why}). Nothing was sent.`,
    {
      hint: 'Free some space, or try again when the broker is back.',
    },
  );
}

/** The entries on disk in the order they were made, less what a damaged disk left half of. */
function readAll(directory: string): OutboxEntry[] {
  return namesIn(directory).flatMap((name) => (readObject(join(directory, name)) as OutboxEntry | undefined) ?? []);
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory)
      .filter((name) => /^[0-9A-Z]{26}\.json$/.test(name))
      .sort();
  } catch {
    return [];
  }
}
