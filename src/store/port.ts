/**
 * What an engine must offer. Rules live in `service/`; an engine stores rows and answers verbs on them. SQLite fills this
 * port today; PostgreSQL is to follow, which is why verbs may answer promises and services always await them.
 */
import type { ChannelTable } from './channels.ts';
import type { EventTable } from './events.ts';
import type { IdempotencyTable } from './idempotency.ts';
import type { MemoryTable } from './memory.ts';
import type { MeshTable } from './mesh.ts';
import type { MessageTable } from './messages.ts';
import type { PeerTable } from './peers.ts';
import type { TaskTable } from './tasks.ts';

/** A value, or the promise of one. */
export type Awaitable<T> = T | Promise<T>;

/** Milliseconds since 1970 by the broker's clock. */
export type Millis = number;

/** The verbs of one transaction, by tag. Nothing but these may be awaited inside it. */
export interface Tx {
  readonly mesh: MeshTable;
  readonly peers: PeerTable;
  readonly messages: MessageTable;
  readonly channels: ChannelTable;
  readonly memory: MemoryTable;
  readonly tasks: TaskTable;
  readonly events: EventTable;
  readonly idempotency: IdempotencyTable;
}

/** How one piece of work is treated by the write batch. */
export interface RunOptions {
  /** Bytes of payload it brings, for the cap of a batch. */
  readonly bytes?: number;
  /** Whether it frees space: it then runs below the free-space floor too. */
  readonly freeing?: boolean;
}

/** Sizes and names that health reports. Bytes are bytes on disk. */
export interface EngineHealth {
  readonly engine: string;
  readonly engine_version: string;
  readonly durability: 'full';
  readonly wal_bytes: number;
  readonly database_bytes: number;
  readonly free_bytes: number;
}

/** A store of rows with serializable transactions that are on disk when they resolve. */
export interface Engine {
  /**
   * Runs one serializable transaction and resolves after its commit is on disk. What `work` throws rolls it back, alone.
   * @throws MeshError `storage_full` when disk or quota is full, `unavailable` when the engine has stopped
   */
  run<T>(work: (tx: Tx) => Promise<T>, options?: RunOptions): Promise<T>;
  /** Reads committed rows without waiting for the write batch. `work` must not write. */
  read<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Reports sizes and durability. */
  health(): Promise<EngineHealth>;
  /** Finishes what is queued and lets go of the database. */
  close(): Promise<void>;
}
