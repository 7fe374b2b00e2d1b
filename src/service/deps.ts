import type { Limits } from '../limits.ts';
import type { Engine } from '../store/port.ts';
import type { Clock } from './clock.ts';
import type { Pace } from './pace.ts';
import type { Presence } from './presence.ts';
import type { Sessions } from './session.ts';

/** What a kind of id begins with. */
export type IdKind = 'peer' | 'msg' | 'task';

/** Everything the rules depend on; nothing else is reached for. */
export interface Deps {
  readonly engine: Engine;
  readonly clock: Clock;
  /** Makes a unique id that sorts by time, such as `msg_01K9…`. */
  readonly newId: (kind: IdKind, now: number) => string;
  /** Makes a secret of 32 random bytes, base64url. */
  readonly newSecret: () => string;
  readonly limits: Limits;
  readonly presence: Presence;
  readonly pace: Pace;
  readonly sessions: Sessions;
  /** Version of the broker. */
  readonly version: string;
  /** Epoch of the database, read when the engine opened. */
  readonly meshEpoch: string;
  /** Whether the broker is about to stop. */
  readonly draining: () => boolean;
}

/** The peer that calls, proven by its session token. */
export interface Caller {
  readonly num: number;
  readonly id: string;
  readonly label: string;
  readonly alias: string;
  readonly host: string;
  readonly runtime: string;
  readonly cwd: string | null;
  readonly repo: string | null;
  /** Session epoch: leases of older ones are void. */
  readonly epoch: number;
}
