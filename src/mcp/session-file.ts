import { hash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readObject, writeDurably } from '../durable.ts';
import { createSecret, readSecret } from '../secret.ts';
import { type FileLock, tryLock } from './lock.ts';

/** What a home keeps of a session, so that the next process of its label, and hooks beside it, can be that session. */
export interface StoredSession {
  /** The label that the broker gave, which may be `label#2` of the one asked for. */
  readonly label: string;
  readonly peer_id: string;
  readonly session_token: string;
  readonly alias: string;
  /** Process of the shim. */
  readonly pid: number;
}

/** The file of one session and the right to write it. */
export interface SessionSlot {
  /** The label to ask for when the file does not name another. */
  readonly label: string;
  /** Names the files of the session: `<id>.json`, `<id>.lock`. */
  readonly id: string;
  read(): StoredSession | undefined;
  /** Throws the system's error when the disk is full or read-only. */
  write(session: StoredSession): void;
  release(): void;
}

/** Sessions of one label on one machine; past these the lock is not looked for any more. */
const MOST_SLOTS = 99;

/** Directory of the session files in a home. */
export const sessionsIn = (home: string): string => join(home, 'sessions');

/** Hash of a label and the broker that knows it: a session of one broker is not shown to another. */
export function sessionId(url: string, label: string): string {
  return hash('sha256', `${url} ${label}`).slice(0, 32);
}

/**
 * Reads the session of a label without taking part in it, as a hook does. Undefined when there is none, or only half a file.
 */
export function readSession(home: string, id: string): StoredSession | undefined {
  const found = readObject(join(sessionsIn(home), `${id}.json`));
  if (!found) return undefined;
  const { label, peer_id, session_token, alias } = found;
  const whole = [label, peer_id, session_token, alias].every((value) => typeof value === 'string' && value !== '');
  return whole ? (found as unknown as StoredSession) : undefined;
}

/** The sessions of a label that this machine has had, in the order in which their files are taken. */
export function sessionsOf(home: string, url: string, label: string): { id: string; session: StoredSession }[] {
  const files = new Set(existsSync(sessionsIn(home)) ? readdirSync(sessionsIn(home)) : []);
  return labelsOf(label).flatMap((wanted) => {
    const id = sessionId(url, wanted);
    const session = files.has(`${id}.json`) ? readSession(home, id) : undefined;
    return session ? [{ id, session }] : [];
  });
}

/**
 * Takes the session file of a label for this process. While another living process has it, the next one is taken, of
 * `label#2` and so on: a second session of one label never steals the first one's, and finds its own again.
 */
export async function takeSlot(home: string, url: string, label: string): Promise<SessionSlot> {
  for (const wanted of labelsOf(label)) {
    const id = sessionId(url, wanted);
    const lock = await tryLock(join(sessionsIn(home), `${id}.lock`));
    if (lock) return slot(home, wanted, id, lock);
  }
  throw new Error(`${MOST_SLOTS} sessions called "${label}" run on this machine already.`);
}

/** A label, and those of further sessions beside it. */
function labelsOf(label: string): string[] {
  const base = label.replace(/#\d+$/, '');
  const others = Array.from({ length: MOST_SLOTS - 1 }, (_, n) => `${base}#${n + 2}`);
  return [label, ...others.filter((other) => other !== label)];
}

function slot(home: string, label: string, id: string, lock: FileLock): SessionSlot {
  const path = join(sessionsIn(home), `${id}.json`);
  return {
    label,
    id,
    read: () => readSession(home, id),
    write: (session) => writeDurably(path, `${JSON.stringify(session)}\n`),
    release: () => lock.release(),
  };
}

/**
 * The key that proves to the broker which home a label belongs to, made at first use. Undefined when it can be neither read
 * nor made: then a lost session token is lost.
 */
export function ownerKey(home: string): string | undefined {
  const path = join(home, 'owner-key');
  try {
    return readSecret(path) ?? createSecret(path);
  } catch {
    return undefined;
  }
}
