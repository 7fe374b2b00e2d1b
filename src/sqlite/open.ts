import type Database from 'better-sqlite3';
import { StartError } from '../errors.ts';
import { prepareHome } from '../home.ts';
import { openReader, openWriter } from './connections.ts';
import { Disk, type FreeBytes } from './disk.ts';
import { SqliteEngine } from './engine.ts';
import { EngineError, isFatal, resultCode } from './errors.ts';
import { type Files, filesIn } from './files.ts';
import { refuseNetworkFileSystem } from './filesystem.ts';
import { establishIdentity, type Origin, readIdentity, refuseStranger } from './identity.ts';
import { inspect } from './inspect.ts';
import { type Lock, takeLock } from './lock.ts';
import { latestOf, type Migration, migrate } from './migrate.ts';

const MIB = 1024 * 1024;

/** What the embedded engine runs with. */
export interface EngineOptions<Tx extends object> extends Origin {
  /** Absolute path of the directory that holds the database. */
  readonly home: string;
  /** Where the broker listens, for the message that a second one gets. */
  readonly address: string;
  readonly migrations: readonly Migration[];
  /** Prepares the verbs on rows for a connection. */
  readonly openTables: (database: Database.Database) => Tx;
  /** Hears once when the database fails in use: the process has to end with the error's exit code. */
  readonly onFatal: (error: EngineError) => void;
  /** Size that the database may grow to, in bytes; 16 GiB if absent. */
  readonly maxBytes?: number;
  /** Bytes of the disk that stay free, except for work that frees space; 64 MiB if absent. */
  readonly freeFloorBytes?: number;
  readonly freeBytes?: FreeBytes;
}

/**
 * Opens the database of a home as its only broker: takes the lock, looks the database over, migrates it and makes sure
 * that it is the one that belongs there. Nothing that is refused is changed.
 * Throws {@link EngineError} (or {@link StartError} for the directory itself): one sentence what is wrong, one what to
 * do, and the exit code.
 */
export async function openEngine<Tx extends object>(options: EngineOptions<Tx>): Promise<SqliteEngine<Tx>> {
  const files = filesIn(options.home);
  try {
    prepareHome(options.home);
    refuseNetworkFileSystem(options.home);
    const started_at = new Date(options.now()).toISOString();
    const lock = takeLock(files, { pid: process.pid, address: options.address, started_at });
    try {
      return await openLocked(options, files, lock);
    } catch (cause) {
      lock.release();
      throw cause;
    }
  } catch (cause) {
    throw refusal(cause, files);
  }
}

async function openLocked<Tx extends object>(
  options: EngineOptions<Tx>,
  files: Files,
  lock: Lock,
): Promise<SqliteEngine<Tx>> {
  const known = readIdentity(files);
  refuseStranger(files, inspect(files, latestOf(options.migrations)), known);
  const opened: Database.Database[] = [];
  try {
    const writer = openWriter(files, options.maxBytes ?? 16 * 1024 * MIB);
    opened.unshift(writer);
    await migrate(writer, files, options.migrations, options.now());
    const identity = establishIdentity(writer, files, known, options);
    const reader = openReader(files);
    opened.unshift(reader);
    return new SqliteEngine({
      files,
      lock,
      identity,
      writer,
      reader,
      writing: options.openTables(writer),
      reading: options.openTables(reader),
      disk: new Disk(files, options.freeFloorBytes ?? 64 * MIB, options.freeBytes),
      onFatal: options.onFatal,
    });
  } catch (cause) {
    for (const database of opened) database.close();
    throw cause;
  }
}

/** What a start that failed tells the user; a mistake of the program itself stays what it is. */
function refusal(cause: unknown, files: Files): unknown {
  if (cause instanceof StartError) return cause;
  const code = resultCode(cause) ?? (cause as NodeJS.ErrnoException).syscall;
  if (code === undefined) return cause;
  const fault = `The database ${files.database} cannot be opened: ${(cause as Error).message}.`;
  if (isFatal(cause)) return new EngineError('damaged', fault, 'Check the disk, or restore a backup.', { cause });
  if (code === 'SQLITE_ERROR') {
    return new EngineError('damaged', fault, 'Its tables are not those of its schema: restore a backup.', { cause });
  }
  const hint = `Make sure that no other program has it open, and that ${files.home} can be written and has room.`;
  return new EngineError('unavailable', fault, hint, { cause });
}
