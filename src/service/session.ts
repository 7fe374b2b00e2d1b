import type { Caller, Deps } from './deps.ts';

/** Sessions that called lately, so that most requests need no look-up to know their caller: 9 µs of an empty poll's 44. */
export interface Sessions {
  get(tokenSha256: Uint8Array): Caller | undefined;
  put(tokenSha256: Uint8Array, caller: Caller): void;
  /** Forgets a peer whose session or names have changed. To be called once the change is on disk, before anything else is awaited. */
  drop(num: number): void;
  /** Forgets all. */
  clear(): void;
}

/** More than online peers will ever be; then the cache begins anew. */
const most = 10_000;

/** An empty cache of sessions. */
export function createSessions(): Sessions {
  const bySum = new Map<string, Caller>();
  const sums = new Map<number, string>();
  const textOf = (sum: Uint8Array) => Buffer.from(sum.buffer, sum.byteOffset, sum.byteLength).toString('latin1');
  const clear = () => {
    bySum.clear();
    sums.clear();
  };
  return {
    get: (sum) => bySum.get(textOf(sum)),
    put(sum, caller) {
      if (bySum.size >= most) clear();
      bySum.set(textOf(sum), caller);
      sums.set(caller.num, textOf(sum));
    },
    drop(num) {
      const sum = sums.get(num);
      if (sum === undefined) return;
      sums.delete(num);
      bySum.delete(sum);
    },
    clear,
  };
}

/**
 * Finds who calls by the SHA-256 of a session token, and counts the call as a sign of life.
 * @returns undefined when no live session has this token
 */
export async function authenticate(deps: Deps, tokenSha256: Uint8Array): Promise<Caller | undefined> {
  const caller = deps.sessions.get(tokenSha256) ?? (await lookUp(deps, tokenSha256));
  if (caller) deps.presence.seen(caller.num, deps.clock.now(), false);
  return caller;
}

async function lookUp({ engine, sessions }: Deps, tokenSha256: Uint8Array): Promise<Caller | undefined> {
  const row = await engine.read(async (tx) => tx.peers.bySession(tokenSha256));
  if (!row) return undefined;
  const { used, session_epoch: epoch, ...names } = row;
  const caller = { ...names, epoch };
  // What was read may have changed while the first use was written down: only the next call may keep it.
  if (used) sessions.put(tokenSha256, caller);
  else await engine.run(async (tx) => tx.peers.confirmSession(row.num), { freeing: true });
  return caller;
}
