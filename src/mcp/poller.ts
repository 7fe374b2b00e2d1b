import type { HeartbeatPeerResponse } from '../../generated/types.gen.ts';
import { spread, type Timing } from './retry.ts';

/** What a poller is made of. */
export interface PollerOptions {
  /** Sends a sign of life and learns what waits. */
  readonly beat: () => Promise<HeartbeatPeerResponse>;
  /** Hears of each answer. */
  readonly onBeat: (answer: HeartbeatPeerResponse) => Promise<void>;
  /** Whether someone would be told of a new message: then the broker's own interval is kept, else the heartbeat's. */
  readonly listening: () => boolean;
  readonly timing: Timing;
}

/** A poller at work. */
export interface Poller {
  /** Looks now, because somebody begins to listen. */
  look(): void;
  stop(): void;
}

/** Milliseconds. The broker counts a peer as online for 45 s after each sign of life. */
const HEARTBEAT_MS = 15_000;
const SOONEST_MS = 500;
const RETRY_MS = { first: 1_000, most: 15_000 };

/**
 * Keeps a session alive and learns what waits. It never leases: what nobody asked to read stays unread, and an idle session costs
 * its broker four requests a minute.
 */
export function startPoller({ beat, onBeat, listening, timing }: PollerOptions): Poller {
  let stopped = false;
  let failures = 0;
  let wake = () => {};

  async function turn(): Promise<number> {
    try {
      const answer = await beat();
      failures = 0;
      await onBeat(answer);
      return spread(listening() ? Math.max(SOONEST_MS, answer.poll_after_ms) : HEARTBEAT_MS, timing);
    } catch {
      // Nobody is waiting for this one; whoever calls a tool is told what is wrong.
      const wait = Math.min(RETRY_MS.most, RETRY_MS.first * 2 ** failures);
      failures += 1;
      return spread(wait, timing);
    }
  }

  const loop = async () => {
    while (!stopped) {
      const ms = await turn();
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      await Promise.race([timing.sleep(ms), woken]);
    }
  };
  void loop();
  return {
    look: () => wake(),
    stop() {
      stopped = true;
    },
  };
}
