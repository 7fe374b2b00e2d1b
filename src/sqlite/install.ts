import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { moveDurably } from '../durable.ts';
import { backUp, type OnProgress } from './backup.ts';
import { EngineError } from './errors.ts';
import type { Files } from './files.ts';
import { inspect } from './inspect.ts';
import { takeLock } from './lock.ts';
import { verify } from './verify.ts';

/** What happened to the database that was there. */
export interface Installed {
  /** Where the one before lies now; absent when there was none. */
  readonly before?: string;
}

/**
 * Puts another database in the place of a home's. The one before is set aside first, and the new one appears with one rename, so that a
 * start after a cut finds the one or the other, whole. Without its side file it gets a new epoch at the next start.
 * @param prepare makes the new database at the path it is given, a file beside the database
 * @param now milliseconds since 1970
 * @throws EngineError `locked` when a broker runs
 */
export async function install(
  files: Files,
  now: number,
  prepare: (draft: string) => Promise<void>,
): Promise<Installed> {
  const started_at = new Date(now).toISOString();
  const lock = takeLock(files, { pid: process.pid, address: 'a restore', started_at });
  const draft = `${files.database}.draft`;
  try {
    rmSync(draft, { force: true });
    await prepare(draft);
    const before = await setAside(files, started_at);
    rmSync(files.instance, { force: true });
    for (const path of [files.wal, files.shm]) rmSync(path, { force: true });
    moveDurably(draft, files.database);
    return before === undefined ? {} : { before };
  } finally {
    rmSync(draft, { force: true });
    lock.release();
  }
}

/** Copies a sound database with its log to one file; of a damaged one the files themselves are kept. */
async function setAside(files: Files, time: string): Promise<string | undefined> {
  if (!existsSync(files.database)) return undefined;
  mkdirSync(files.backups, { recursive: true, mode: 0o700 });
  const target = join(files.backups, `replaced-${time.replaceAll(/[-:.]/g, '')}.db`);
  try {
    const database = new Database(files.database, { fileMustExist: true });
    try {
      await backUp(database, target);
      database.pragma('wal_checkpoint(TRUNCATE)');
    } finally {
      database.close();
    }
  } catch {
    for (const suffix of ['-wal', ''])
      if (existsSync(files.database + suffix)) renameSync(files.database + suffix, target + suffix);
  }
  return target;
}

/**
 * Copies a backup to a draft after looking it over.
 * @param known the latest schema of this release
 * @throws EngineError `damaged` or `newer` when it is not fit to be restored
 */
export async function copySound(backup: string, draft: string, known: number, onProgress?: OnProgress): Promise<void> {
  inspectCopy(backup, known);
  const [fault] = verify(backup);
  if (fault !== undefined) throw unfit(backup, fault);
  const database = new Database(backup, { readonly: true, fileMustExist: true });
  try {
    await backUp(database, draft, onProgress);
  } finally {
    database.close();
  }
}

/**
 * Looks at a database that is no home's before anything else opens it.
 * @param known the latest schema of this release
 * @throws EngineError `config` when it is not there, `damaged` or `newer` when it is no database that this release can read
 */
export function inspectCopy(path: string, known: number): void {
  if (!existsSync(path)) {
    throw new EngineError('config', `There is no file ${path}.`, 'Name the file that "peermesh backup" made.');
  }
  const companions = { wal: `${path}-wal`, shm: `${path}-shm`, instance: `${path}.instance` };
  const found = inspect({ home: path, database: path, lock: '', holder: '', backups: '', ...companions }, known);
  if (!found?.identity) throw unfit(path, 'it holds no mesh');
}

function unfit(path: string, fault: string): EngineError {
  return new EngineError('damaged', `${path} cannot be trusted: ${fault}.`, 'Nothing was changed. Use another backup.');
}
