import { MeshError } from '../../generated/errors.gen.ts';

/** A token bucket: so many at once, then so many a second. */
export interface Allowance {
  readonly burst: number;
  readonly perSecond: number;
}

/** Rate limits, in memory: they bound floods and loops, they need not survive a restart. */
export interface Pace {
  /**
   * Takes one from the bucket of `key`.
   * @throws MeshError `rate_limited`, with the seconds until there is one again
   */
  take(key: string, allowance: Allowance, now: number, what: string, hint: string): void;
}

/** A full bucket says nothing that an absent one does not, so they are dropped when there are this many. */
const sweepAt = 10_000;

/** Token buckets of our own, 20 lines: the kept libraries read the wall clock or hold a timer for each key. */
export function createPace(): Pace {
  const buckets = new Map<string, { tokens: number; at: number; allowance: Allowance }>();
  const refill = (bucket: { tokens: number; at: number; allowance: Allowance }, now: number) =>
    Math.min(
      bucket.allowance.burst,
      bucket.tokens + (Math.max(0, now - bucket.at) / 1000) * bucket.allowance.perSecond,
    );

  return {
    take(key, allowance, now, what, hint) {
      if (buckets.size >= sweepAt) {
        for (const [name, bucket] of buckets) if (refill(bucket, now) >= bucket.allowance.burst) buckets.delete(name);
      }
      const bucket = buckets.get(key) ?? { tokens: allowance.burst, at: now, allowance };
      const tokens = refill(bucket, now);
      if (tokens < 1) {
        const retryAfter = Math.max(1, Math.ceil((1 - tokens) / allowance.perSecond));
        throw new MeshError('rate_limited', what, { hint, retryAfter });
      }
      buckets.set(key, { tokens: tokens - 1, at: now, allowance });
    },
  };
}
