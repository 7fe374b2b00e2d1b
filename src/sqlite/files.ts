import { chmodSync, closeSync, lstatSync, openSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { EngineError } from './errors.ts';

/** Absolute paths of everything that the engine keeps in its home. */
export interface Files {
  readonly home: string;
  readonly database: string;
  readonly wal: string;
  readonly shm: string;
  /** A SQLite database of its own, always empty: whoever holds it exclusively is the broker. */
  readonly lock: string;
  /** Who holds the lock, for people to read. */
  readonly holder: string;
  /** Which database belongs to this home. */
  readonly instance: string;
  /** Directory of the copies made before a migration. */
  readonly backups: string;
}

/** The files of the engine whose home is `home`, an absolute path. */
export function filesIn(home: string): Files {
  const database = join(home, 'peermesh.db');
  return {
    home,
    database,
    wal: `${database}-wal`,
    shm: `${database}-shm`,
    lock: join(home, 'lock'),
    holder: join(home, 'lock.json'),
    instance: join(home, 'instance.json'),
    backups: join(home, 'backups'),
  };
}

/**
 * Looks at a path without opening it. Undefined when nothing is there. Throws {@link EngineError} `config` when it is
 * anything but one plain file: SQLite's locks and its log go by name, so a link would let two brokers write one
 * database.
 */
export function plainFile(path: string): Stats | undefined {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found && (!found.isFile() || found.nlink > 1)) {
    throw new EngineError('config', `"${path}" is a link or no plain file.`, 'Put the file itself in its place.');
  }
  return found;
}

/**
 * Makes an empty file that only its owner may read, unless one is there, and takes others' permission away from that.
 * Opens only a file that it has just made: closing a descriptor of a database drops the locks that SQLite holds on it.
 * Throws {@link EngineError} `config` when the file cannot be made or kept private.
 */
export function ensurePrivate(path: string): void {
  try {
    if (!plainFile(path)) closeSync(openSync(path, 'wx', 0o600));
  } catch (cause) {
    if (cause instanceof EngineError) throw cause;
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw unusable(path, cause);
  }
  keepPrivate(path);
}

/**
 * Takes others' permission away from a file, by name, if it is there. Throws {@link EngineError} `config` when that
 * fails.
 */
export function keepPrivate(path: string): void {
  const found = plainFile(path);
  if (!found || process.platform === 'win32' || (found.mode & 0o077) === 0) return;
  try {
    chmodSync(path, 0o600);
  } catch (cause) {
    throw unusable(path, cause);
  }
}

function unusable(path: string, cause: unknown): EngineError {
  const hint =
    'Its directory and the file must belong to the user who runs the broker, with room and permission to write.';
  return new EngineError('config', `"${path}" cannot be used (${(cause as Error).message}).`, hint, { cause });
}
