import { setTimeout as delay } from 'node:timers/promises';
import { MeshError } from '../../generated/errors.gen.ts';
import { type Reach, UnprovedError, WireError } from './wire-error.ts';

/** What retries run on; tests bring their own. */
export interface Timing {
  /** Milliseconds since 1970. */
  now(): number;
  sleep(ms: number): Promise<unknown>;
  /** From 0 up to 1. */
  random(): number;
}

/** The real thing. */
export const realTiming: Timing = { now: Date.now, sleep: (ms) => delay(ms), random: Math.random };

/**
 * Waits between tries, in milliseconds: drawn from 0 to a bound that doubles from `first` to `most`. With 2,000 at most 7 of 2,800
 * calls slept through each of several seconds that a broker was there between ten restarts.
 */
const backoff = { first: 100, most: 500 };

/**
 * What an error says of the effect of a request: undefined when the broker answered it for good. Its 429 and 503 and a
 * connection that never came about did nothing; an answer that never arrived leaves it open.
 */
export function reachOf(error: unknown): Reach | undefined {
  if (!(error instanceof MeshError)) return undefined;
  if (error.cause instanceof UnprovedError) return undefined;
  if (error.cause instanceof WireError) return error.cause.reach;
  if (error.cause !== undefined) return undefined;
  return error.status === 429 || error.status === 503 ? 'refused' : undefined;
}

/** True when the broker could not be reached or is just stopping, in contrast to having answered something else. */
export function isAway(error: unknown): error is MeshError {
  return reachOf(error) !== undefined && (error as MeshError).status !== 429;
}

/** How to repeat a piece of work. */
export interface Retries {
  /** Whether to repeat it when it may have been done already: true for reads and for what carries an idempotency key. */
  readonly repeatable: boolean;
  /** Milliseconds in all, after which the last error is thrown. */
  readonly budget: number;
  readonly timing: Timing;
}

/** Does a piece of work until it succeeds, fails for good, or the next wait would go beyond the budget. Retry-After counts. */
export async function withRetries<T>(work: () => Promise<T>, { repeatable, budget, timing }: Retries): Promise<T> {
  const until = timing.now() + budget;
  for (let n = 0; ; n++) {
    try {
      return await work();
    } catch (error) {
      const reach = reachOf(error);
      const wait = waitBefore(n, (error as MeshError).retryAfter, timing);
      if (!reach || (reach === 'lost' && !repeatable) || timing.now() + wait > until) throw error;
      await timing.sleep(wait);
    }
  }
}

/** Full jitter: of many clients that lost the broker together no two come back together. */
export function waitBefore(n: number, retryAfter: number | undefined, { random }: Pick<Timing, 'random'>): number {
  const bound = Math.min(backoff.most, backoff.first * 2 ** n);
  return (retryAfter ?? 0) * 1000 + random() * bound;
}

/** Plus or minus a fifth, so that sessions that began together do not call together. */
export function spread(ms: number, { random }: Pick<Timing, 'random'>): number {
  return Math.round(ms * (0.8 + 0.4 * random()));
}
