import type { Awaitable, Millis } from './port.ts';

/** What happened. */
export type EventKind =
  | 'peer_joined'
  | 'peer_left'
  | 'peer_reattached'
  | 'message_queued'
  | 'message_acked'
  | 'message_expired'
  | 'message_dead'
  | 'channel_created'
  | 'channel_post'
  | 'task_transition'
  | 'memory_set'
  | 'memory_deleted';

/** What happened. Peers by number; absent fields do not apply. */
export interface NewEvent {
  readonly at: Millis;
  readonly kind: EventKind;
  readonly actor?: number | null;
  readonly peer?: number | null;
  readonly message_id?: string;
  readonly channel?: string;
  readonly task_id?: string;
  readonly status?: string;
  readonly key?: string;
  readonly version?: number;
  readonly detail?: string;
}

/** A row of the feed, peers by label. */
export interface EventRow {
  readonly seq: number;
  readonly at: Millis;
  readonly kind: EventKind;
  readonly actor: string | null;
  readonly peer: string | null;
  readonly message_id: string | null;
  readonly channel: string | null;
  readonly task_id: string | null;
  readonly status: string | null;
  readonly key: string | null;
  readonly version: number | null;
  readonly detail: string | null;
}

/** The activity feed. */
export interface EventTable {
  append(event: NewEvent): Awaitable<void>;
  /** Events after one place in the feed and up to another, oldest first; an empty list of kinds means all. */
  list(after: number, to: number, kinds: readonly EventKind[], limit: number): Awaitable<EventRow[]>;
  /** Place of the newest event, 0 when there is none. */
  last(): Awaitable<number>;
  collect(before: Millis, limit: number): Awaitable<number>;
}
