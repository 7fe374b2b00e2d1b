import type { Awaitable, Millis } from './port.ts';

/** Which posts of a channel a subscriber gets. */
export type Mode = 'all' | 'mentions';

/** A channel as it is stored. */
export interface ChannelRow {
  readonly num: number;
  readonly name: string;
  readonly topic: string | null;
  readonly created_by: string | null;
  readonly created_at: Millis;
  readonly last_post_at: Millis | null;
  readonly subscribers: number;
}

/** A channel as one peer sees it. */
export interface ChannelView extends ChannelRow {
  readonly mode: Mode | null;
  readonly unread: number;
}

/** Which channels a list wants. */
export interface ChannelFilter {
  /** Rows whose name comes after this one. */
  readonly after: string;
  /** Part of name or topic, any case. */
  readonly query: string | null;
  readonly subscribed: boolean | null;
  readonly limit: number;
}

/** Channels and subscriptions. */
export interface ChannelTable {
  byName(name: string): Awaitable<ChannelRow | undefined>;
  names(limit: number): Awaitable<string[]>;
  insert(row: { name: string; topic: string | null; created_by: number | null; created_at: Millis }): Awaitable<number>;
  view(name: string, peer: number): Awaitable<ChannelView | undefined>;
  list(peer: number, filter: ChannelFilter): Awaitable<ChannelView[]>;
  /** Subscribes, or changes the mode; true when it is new. */
  subscribe(channel: number, peer: number, mode: Mode, now: Millis): Awaitable<boolean>;
  /** True when there was a subscription. */
  unsubscribe(channel: number, peer: number): Awaitable<boolean>;
  subscriptions(peer: number): Awaitable<{ readonly channel: string; readonly mode: Mode }[]>;
  subscribers(
    channel: number,
  ): Awaitable<{ readonly peer: number; readonly label: string; readonly alias: string; readonly mode: Mode }[]>;
  posted(channel: number, now: Millis): Awaitable<void>;
}
