/** The only clock that counts. Milliseconds since 1970; never steps back but by a rebase. */
export interface Clock {
  now(): number;
  /** True once after the wall clock was set back so far that waiting for it made no sense: leases must be released. */
  takeRebase(): boolean;
}

/** Set back by no more than this, the clock stands still until the wall has caught up: 10 minutes outlast any NTP correction. */
const patienceMs = 10 * 60_000;

/**
 * A clock over the wall's that never goes behind `floor`, the latest time the database has seen.
 * @param wall milliseconds since 1970, such as `Date.now`
 */
export function createClock(wall: () => number, floor: number): Clock {
  let last = floor;
  let rebased = false;
  return {
    now() {
      const time = wall();
      if (time < last - patienceMs) {
        rebased = true;
        last = time;
      } else if (time > last) {
        last = time;
      }
      return last;
    },
    takeRebase() {
      const was = rebased;
      rebased = false;
      return was;
    },
  };
}
