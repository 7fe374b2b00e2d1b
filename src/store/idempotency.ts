import type { Awaitable, Millis } from './port.ts';

/** The first result of an idempotency key. */
export interface FirstResult {
  readonly operation: string;
  /** Of the request. */
  readonly sha256: Uint8Array;
  /** JSON. */
  readonly answer: string;
}

/** Idempotency keys, per peer. */
export interface IdempotencyTable {
  find(peer: number, key: string): Awaitable<FirstResult | undefined>;
  put(peer: number, key: string, first: FirstResult, now: Millis): Awaitable<void>;
  collect(before: Millis, limit: number): Awaitable<number>;
}
