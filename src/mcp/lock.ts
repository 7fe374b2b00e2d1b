import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';

/** Held until it is released or the process ends, in whatever way. */
export interface FileLock {
  release(): void;
}

const SQLITE_BUSY = 5;

/**
 * Takes a lock that the kernel frees when this process dies, or answers undefined when another process holds it. Node has
 * no such lock of its own but in its built-in SQLite: an exclusive transaction on an empty database costs 1 ms and is the
 * same on every system. Where a file system knows no locks the answer is a lock that excludes nobody.
 * @param path a file for this alone: reading it in this process would free the lock
 */
export async function tryLock(path: string): Promise<FileLock | undefined> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  closeOnce(path);
  const { DatabaseSync } = await quietly(() => import('node:sqlite'));
  const database = new DatabaseSync(path);
  try {
    // Nothing is ever written: without this a journal would lie beside the lock.
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY) return undefined;
    return { release: () => {} };
  }
  return { release: () => database.close() };
}

/** Makes the file with its mode before SQLite would with its own; only a new one, since closing it frees locks on it. */
function closeOnce(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** Node 22 warns that its SQLite is experimental, on the stderr that clients show to people. */
async function quietly<T>(load: () => Promise<T>): Promise<T> {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return await load();
  } finally {
    process.emitWarning = emitWarning;
  }
}
