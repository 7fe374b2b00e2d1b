import { join } from 'node:path';
import { readObject, writeDurably } from '../durable.ts';
import { leaseSeconds } from './inbox.ts';
import type { Shown } from './ledger.ts';

/** What the hooks of a session have printed and not acknowledged yet. */
export interface HookLedger {
  /** When a hook looked last, milliseconds since 1970; 0 if never. */
  readonly at: number;
  readonly shown: readonly Shown[];
}

const pathOf = (home: string, id: string) => join(home, 'hooks', `${id}.json`);

/** Reads it by the name of the session's files; empty when no hook has run, or the file is half a one. */
export function readHookLedger(home: string, id: string): HookLedger {
  const found = readObject(pathOf(home, id));
  return {
    at: typeof found?.at === 'number' ? found.at : 0,
    shown: Array.isArray(found?.shown) ? (found.shown as Shown[]) : [],
  };
}

/** What a hook has shown that is leased to the session still, as the broker counts it: for 15 minutes at most. */
export function shownByHook(home: string, id: string, now: number): readonly Shown[] {
  const { at, shown } = readHookLedger(home, id);
  return now - at < leaseSeconds * 1000 ? shown : [];
}

/** Keeps it for the next hook, and for the shim beside it. Throws the system's error when the disk is full. */
export function writeHookLedger(home: string, id: string, ledger: HookLedger): void {
  writeDurably(pathOf(home, id), `${JSON.stringify(ledger)}\n`);
}
