import { rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { moveDurably } from '../durable.ts';
import { EngineError } from './errors.ts';
import { ensurePrivate, type Files, keepPrivate, plainFile } from './files.ts';
import { APPLICATION_ID } from './inspect.ts';

type Settings = Readonly<Record<string, number | string>>;

const MIB = 1024 * 1024;

const bothConnections: Settings = {
  busy_timeout: 5000,
  trusted_schema: 0,
  cell_size_check: 1,
  // KiB when negative. SQLite's 2 MB is below the index pages of 200,000 entries.
  cache_size: -32 * 1024,
  // Sorting must neither fill /tmp nor leave bodies there.
  temp_store: 2,
};

/** Written into the file when it is made. */
const atCreation: Settings = { auto_vacuum: 2, application_id: APPLICATION_ID };

const writerOnly: Settings = {
  journal_mode: 'wal',
  // FULL. better-sqlite3 opens a database in WAL mode with NORMAL, which loses confirmed rows in a power cut.
  synchronous: 2,
  foreign_keys: 1,
  wal_autocheckpoint: 1000,
  journal_size_limit: 64 * MIB,
  // fsync on macOS leaves data in the cache of the drive.
  ...(process.platform === 'darwin' ? { fullfsync: 1, checkpoint_fullfsync: 1 } : {}),
};

/**
 * Opens the one connection that writes, and makes the database if there is none. Every setting that the promises rest
 * on is read back. Throws {@link EngineError} `config` when one does not hold.
 *
 * @param maxBytes Size that the database may grow to. A quota of SQLite's own, unlike a full disk, leaves room to
 * delete rows.
 */
export function openWriter(files: Files, maxBytes: number): Database.Database {
  if (!plainFile(files.database)?.size) create(files.database);
  keepPrivate(files.database);
  const database = new Database(files.database, { fileMustExist: true });
  try {
    set(database, { ...bothConnections, ...writerOnly });
    limit(database, maxBytes);
    assertSettings(database, { ...bothConnections, ...atCreation, ...writerOnly });
    for (const path of [files.wal, files.shm]) keepPrivate(path);
    return database;
  } catch (cause) {
    database.close();
    throw cause;
  }
}

/**
 * The file appears whole or not at all: a first start that is cut short must not look like a database that lost its
 * content.
 */
function create(path: string): void {
  const draft = `${path}.new`;
  for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(`${draft}${suffix}`, { force: true });
  ensurePrivate(draft);
  const database = new Database(draft);
  set(database, { ...atCreation, journal_mode: 'wal' });
  database.close();
  moveDurably(draft, path);
}

/** Opens the connection that only reads: it sees what is committed, also while the writer is in the middle of a batch. */
export function openReader(files: Files): Database.Database {
  const database = new Database(files.database, { readonly: true, fileMustExist: true });
  const settings = { ...bothConnections, query_only: 1 };
  set(database, settings);
  assertSettings(database, settings);
  return database;
}

/**
 * Moves the log into the database and empties it. Answers false when another program is reading and keeps it from
 * finishing; it never waits for one, and the rest is moved another time.
 */
export function emptyLog(database: Database.Database): boolean {
  database.pragma('busy_timeout = 0');
  try {
    return database.pragma('wal_checkpoint(TRUNCATE)', { simple: true }) === 0;
  } finally {
    set(database, bothConnections);
  }
}

function set(database: Database.Database, settings: Settings): void {
  for (const [name, value] of Object.entries(settings)) database.pragma(`${name} = ${value}`);
}

/** A database that is larger already keeps its size: SQLite then answers its page count as the limit. */
function limit(database: Database.Database, maxBytes: number): void {
  const pages = Math.floor(maxBytes / (database.pragma('page_size', { simple: true }) as number));
  const given = database.pragma(`max_page_count = ${pages}`, { simple: true });
  const used = database.pragma('page_count', { simple: true }) as number;
  if (given !== Math.max(pages, used)) throw unmet('max_page_count', pages, given);
}

function assertSettings(database: Database.Database, settings: Settings): void {
  for (const [name, wanted] of Object.entries(settings)) {
    const given = database.pragma(name, { simple: true });
    if (given !== wanted) throw unmet(name, wanted, given);
  }
}

function unmet(name: string, wanted: unknown, given: unknown): EngineError {
  const fault = `SQLite does not keep its promises here: ${name} is ${given} instead of ${wanted}.`;
  const hint = 'Put PEERMESH_HOME on a local disk, and keep other programs from changing its database.';
  return new EngineError('config', fault, hint);
}
