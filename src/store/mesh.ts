import type { Awaitable, Millis } from './port.ts';

/** What the database knows of itself and how much it holds. */
export interface MeshTable {
  /** The epoch of this database: changes when it was restored or made anew. */
  epoch(): Awaitable<string>;
  /** The latest time that was written down. */
  clock(): Awaitable<Millis>;
  /** Writes the time down. */
  setClock(now: Millis): Awaitable<void>;
  /** After a clock that was set back far: gives all message leases back and lets no sign of life lie ahead of now. */
  rebase(now: Millis): Awaitable<void>;
  /** How many rows of each kind there are. */
  counts(now: Millis): Awaitable<{
    peers: number;
    messages: number;
    unread: number;
    channels: number;
    tasks: number;
    memory: number;
  }>;
}
