import type { Awaitable, Millis } from './port.ts';

/** What a message is: from a peer, a post, about a task, or from the broker. */
export type Kind = 'direct' | 'channel' | 'task' | 'system';
/** Whether an answer is wanted. */
export type Intent = 'request' | 'inform' | 'ack';
/** Whether a message is marked urgent. */
export type Priority = 'normal' | 'urgent';

/** The states of a delivery, by their stored numbers. */
export const deliveryStates = ['queued', 'leased', 'acked', 'expired', 'dead'] as const;
/** Where a delivery is. */
export type DeliveryState = (typeof deliveryStates)[number];

/** A message as it is stored, once, whoever receives it. */
export interface MessageRow {
  readonly num: number;
  readonly id: string;
  readonly kind: Kind;
  readonly sender: number | null;
  /** Null for a post to a channel. */
  readonly recipient: number | null;
  readonly channel: string | null;
  readonly thread_id: string;
  readonly in_reply_to: string | null;
  readonly task_id: string | null;
  readonly intent: Intent;
  readonly priority: Priority;
  readonly hops: number;
  readonly body: string;
  /** JSON of a map of strings. */
  readonly metadata: string | null;
  readonly sent_at: Millis;
  readonly expires_at: Millis;
}

/** The sender as recipients see it; all null for the broker. */
export interface SenderColumns {
  readonly from_id: string | null;
  readonly from_alias: string | null;
  readonly from_label: string | null;
  readonly from_host: string | null;
  readonly from_runtime: string | null;
}

/** A message in an inbox. */
export interface InboxMessage extends MessageRow, SenderColumns {
  readonly seq: number;
  readonly attempt: number;
}

/** One delivery of a message. */
export interface DeliveryRow {
  readonly recipient: number;
  readonly seq: number;
  readonly message: number;
  readonly message_id: string;
  readonly sender: number | null;
  readonly state: DeliveryState;
  readonly attempt: number;
  readonly lease_epoch: number | null;
  readonly lease_until: Millis | null;
  readonly leased_at: Millis | null;
  readonly ended_at: Millis | null;
}

/** Where a message was queued, and the mailbox right after. */
export interface Queued {
  readonly seq: number;
  readonly unread: number;
  readonly last_drained: Millis | null;
}

/** The counters of a mailbox. */
export interface Inbox {
  readonly unread: number;
  readonly requests: number;
  readonly bytes: number;
  readonly last_drained: Millis | null;
}

/** Which waiting messages a poll wants. Null does not filter. */
export interface InboxFilter {
  readonly sender: number | null;
  readonly channel: string | null;
  readonly thread_id: string | null;
  readonly kind: Kind | null;
  readonly intent: Intent | null;
}

/** Which past messages a history wants. */
export interface HistoryFilter {
  /** Rows older than this message number. */
  readonly before: number;
  readonly with: number | null;
  readonly channel: string | null;
  readonly thread_id: string | null;
  /** An FTS5 expression made by the service, never raw text. */
  readonly match: string | null;
  /** Hits older than this number are left for the next page; 0 for all. */
  readonly floor: number;
  readonly limit: number;
}

/** A message of the past, with the recipient and state of a direct one. */
export interface HistoryRow extends MessageRow, SenderColumns {
  readonly to_id: string | null;
  readonly to_alias: string | null;
  readonly to_label: string | null;
  readonly to_host: string | null;
  readonly to_runtime: string | null;
  readonly state: DeliveryState | null;
  /** Whether the caller has a delivery of it. */
  readonly mine: number;
}

/** One recipient of a message. */
export interface RecipientRow {
  readonly id: string;
  readonly alias: string;
  readonly label: string;
  readonly state: DeliveryState;
  readonly attempt: number;
  readonly leased_at: Millis | null;
  readonly ended_at: Millis | null;
}

/** Messages, mailboxes and deliveries. */
export interface MessageTable {
  /** Stores a message; answers its number. */
  insert(row: Omit<MessageRow, 'num'>): Awaitable<number>;
  byId(id: string): Awaitable<MessageRow | undefined>;
  /**
   * Puts a stored message into an inbox and counts it.
   * @returns undefined when the inbox is full and nothing was done
   */
  enqueue(
    recipient: number,
    message: Pick<MessageRow, 'num' | 'intent' | 'body' | 'sent_at' | 'expires_at'>,
    limits: { messages: number; bytes: number },
  ): Awaitable<Queued | undefined>;
  /** A mailbox, or zeros. */
  inbox(peer: number): Awaitable<Inbox>;
  /** When the oldest unread message of a mailbox was sent. */
  oldestUnread(peer: number): Awaitable<Millis | undefined>;
  /** Whether anything can be leased, or a lease has run out. */
  hasReady(peer: number, now: Millis): Awaitable<boolean>;
  /** Gives back leases that have run out and have attempts left; answers how many. */
  requeue(peer: number, now: Millis, attempts: number): Awaitable<number>;
  /** Unread deliveries past their last attempt whose lease has run out. */
  exhausted(peer: number, now: Millis, attempts: number): Awaitable<DeliveryRow[]>;
  /** Queued messages that match and are not expired, oldest first. */
  ready(peer: number, filter: InboxFilter, now: Millis, limit: number): Awaitable<InboxMessage[]>;
  /** How many `ready` would answer without a limit; a look at all that waits, so only for filtered polls. */
  countReady(peer: number, filter: InboxFilter, now: Millis): Awaitable<number>;
  /** How many unread messages cannot be leased now: they are leased, or expired since the last sweep. */
  countHeldBack(peer: number, now: Millis): Awaitable<number>;
  /** Leases one delivery to a session: attempt + 1. */
  lease(peer: number, seq: number, epoch: number, now: Millis, until: Millis): Awaitable<void>;
  /** Ends every lease of a mailbox at once, so that what it held is ready again; answers how many. */
  releaseAll(peer: number): Awaitable<number>;
  delivery(peer: number, seq: number): Awaitable<DeliveryRow | undefined>;
  /** Ends one lease, so that the message is ready again. */
  release(peer: number, seq: number): Awaitable<void>;
  extend(peer: number, seq: number, until: Millis): Awaitable<void>;
  /** Ends an unread delivery and takes it off the counters. */
  end(peer: number, seq: number, state: 'acked' | 'expired' | 'dead', now: Millis): Awaitable<void>;
  /** Unread deliveries whose time to live has ended, whichever mailbox. */
  overdue(now: Millis, limit: number): Awaitable<DeliveryRow[]>;
  /** Leases past their last attempt that have run out, whichever mailbox. */
  spent(now: Millis, attempts: number, limit: number): Awaitable<DeliveryRow[]>;
  /** Marks that the sender was told of an end; answers the message the first time, undefined later. */
  tell(message: number): Awaitable<MessageRow | undefined>;
  /** Every recipient of a message, in the order of fan-out. */
  recipients(message: number, now: Millis): Awaitable<RecipientRow[]>;
  /** What a peer may see of the past, newest first. */
  history(peer: number, filter: HistoryFilter, now: Millis): Awaitable<HistoryRow[]>;
  /**
   * How far back a page of a search looks, so that its work is bounded: through so many messages before `before`, or so many hits.
   * @returns a message number, 0 when the page reaches the oldest
   */
  searchFloor(match: string, before: number, most: { messages: number; hits: number }): Awaitable<number>;
  /** Messages behind the search index. */
  unindexed(): Awaitable<number>;
  /** Brings the search index forward by at most `limit` messages; answers how many it took. */
  index(limit: number): Awaitable<number>;
  /** A task notice to this peer that was never given out, which a newer one may replace. */
  pendingNotice(peer: number, taskId: string): Awaitable<{ readonly num: number; readonly seq: number } | undefined>;
  /** Replaces the text of a notice that was never given out. */
  rewriteNotice(
    peer: number,
    notice: { num: number; seq: number },
    row: { sender: number | null; intent: Intent; body: string; sent_at: Millis },
  ): Awaitable<void>;
  /** Deletes ended messages sent before `ended`, and any sent before `all`; answers how many. */
  collect(ended: Millis, all: Millis, limit: number): Awaitable<number>;
}
