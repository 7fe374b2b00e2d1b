import { readFileSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { writeDurably } from '../durable.ts';
import { EngineError, resultCode } from './errors.ts';
import { ensurePrivate, type Files } from './files.ts';

/** The broker that holds a home. */
export interface Holder {
  readonly pid: number;
  /** Where it listens, as people write it: `http://127.0.0.1:7337`. */
  readonly address: string;
  /** Start of the broker, RFC 3339. */
  readonly started_at: string;
}

/** The right to be the only broker of a home, until released or until the process ends in whatever way. */
export interface Lock {
  release(): void;
}

/**
 * Candidates look at the file in turn, so of several starts at once each may find it held for an instant by one that
 * fails: without waiting all of 20 can lose. They are through within some milliseconds.
 */
const WAIT_MS = 500;

/**
 * Takes the lock of a home for this process. It is an exclusive lock on a database of its own, since holding the data
 * file would shut out the reader, and the kernel frees it when the process dies.
 * Throws {@link EngineError} `locked`, naming the holder, or `damaged` when the file is not what this makes.
 */
export function takeLock(files: Files, holder: Holder): Lock {
  ensurePrivate(files.lock);
  const database = new Database(files.lock, { timeout: WAIT_MS });
  try {
    // Nothing is ever written, so there is no need for the journal that would lie beside the lock.
    database.pragma('journal_mode = MEMORY');
    database.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    database.close();
    throw resultCode(cause) === 'SQLITE_BUSY' ? heldBy(files, cause) : unusable(files, cause);
  }
  nameHolder(files, holder);
  return {
    release() {
      rmSync(files.holder, { force: true });
      database.close();
    },
  };
}

/** For people only, so that a disk without room for it does not keep the broker from starting and being cleared. */
function nameHolder(files: Files, holder: Holder): void {
  rmSync(files.holder, { force: true });
  try {
    writeDurably(files.holder, `${JSON.stringify(holder)}\n`, `${files.holder}.new`);
  } catch {}
}

function heldBy(files: Files, cause: unknown): EngineError {
  const holder = readHolder(files);
  const who = holder
    ? `process ${holder.pid} at ${holder.address}, started ${holder.started_at}`
    : 'it has only just started';
  const hint = 'Use that one, stop it first, or give this one a PEERMESH_HOME of its own.';
  return new EngineError('locked', `Another broker runs on ${files.home}: ${who}.`, hint, { cause });
}

function readHolder(files: Files): Holder | undefined {
  try {
    return JSON.parse(readFileSync(files.holder, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
}

function unusable(files: Files, cause: unknown): EngineError {
  const fault = `The lock file ${files.lock} cannot be used (${(cause as Error).message}).`;
  return new EngineError('damaged', fault, 'Make sure that no broker runs there and remove this one file.', { cause });
}
