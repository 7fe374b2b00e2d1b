import type { SessionRow } from '../store/peers.ts';
import type { Caller, Deps } from './deps.ts';

/**
 * Finds who calls by the SHA-256 of a session token, and counts the call as a sign of life.
 * @returns undefined when no live session has this token
 */
export async function authenticate(deps: Deps, tokenSha256: Uint8Array): Promise<Caller | undefined> {
  const row = await deps.engine.read(async (tx) => tx.peers.bySession(tokenSha256));
  if (!row) return undefined;
  if (!row.used) await deps.engine.run(async (tx) => tx.peers.confirmSession(row.num), { freeing: true });
  deps.presence.seen(row.num, deps.clock.now(), false);
  return callerOf(row);
}

/** A stored peer as the one who calls. */
export function callerOf({ used: _, session_epoch: epoch, ...row }: SessionRow): Caller {
  return { ...row, epoch };
}
