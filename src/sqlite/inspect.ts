import { closeSync, openSync, readSync } from 'node:fs';
import Database from 'better-sqlite3';
import { EngineError, resultCode } from './errors.ts';
import { type Files, plainFile } from './files.ts';
import { walFault } from './wal.ts';

/** "PMsh", in the header of every database of PeerMesh. */
export const APPLICATION_ID = 0x504d7368;

/**
 * Largest database whose pages are all checked at start. quick_check takes 2.1 ms per MiB from the page cache
 * (measured), so this one costs 0.27 s of the second that a successor has; larger ones are left to `verify`.
 */
const CHECKED_BYTES = 128 * 1024 * 1024;

/** What a database says about itself. */
export interface Found {
  /** Last migration applied, 0 for none. */
  readonly version: number;
  /** Whose database it is; absent before the first start has written it. */
  readonly identity?: Identity;
}

/** Which mesh a database holds, and since when without a break. */
export interface Identity {
  readonly instanceId: string;
  /** Changes when a database is restored, moved or made anew, so that clients drop what they remember. */
  readonly epoch: string;
}

/** Reads the {@link Identity} that a database says it has; no row before the first start has written it. */
export const selectIdentity = 'SELECT instance_id AS instanceId, epoch FROM mesh WHERE id = 1';

/**
 * Looks at the database before anything opens it for writing, and answers undefined when there is none: no file, or an
 * empty one. Whatever it refuses stays as it was, since SQLite as a reader leaves database and log alone.
 * Throws {@link EngineError} `damaged`, or `newer` when a later release has migrated it beyond `known`.
 */
export function inspect(files: Files, known: number): Found | undefined {
  const size = plainFile(files.database)?.size ?? 0;
  const logged = plainFile(files.wal)?.size ?? 0;
  plainFile(files.shm);
  if (size === 0 && logged === 0) return undefined;
  const fault = size === 0 ? 'it is gone or empty, but its log is there' : headerFault(files, size, logged === 0);
  if (fault) throw damaged(files, fault);
  const lost = walFault(files.wal);
  if (lost) throw damagedLog(files, lost);
  const database = new Database(files.database, { readonly: true, fileMustExist: true });
  try {
    return examine(database, files, size, known);
  } catch (cause) {
    if (cause instanceof EngineError || resultCode(cause) === undefined) throw cause;
    throw damaged(files, (cause as Error).message, cause);
  } finally {
    database.close();
  }
}

/**
 * The first 100 bytes, whose layout is in section 1.3 of SQLite's file format. `settled` when no log may change what
 * they say.
 */
function headerFault(files: Files, size: number, settled: boolean): string | undefined {
  const header = Buffer.alloc(100);
  const fd = openSync(files.database, 'r');
  try {
    if (readSync(fd, header) < 100) return `it ends after ${size} bytes`;
  } finally {
    closeSync(fd);
  }
  if (header.toString('latin1', 0, 16) !== 'SQLite format 3\0')
    return 'its first bytes are not those of a SQLite database';
  const applicationId = header.readUInt32BE(68);
  if (applicationId !== APPLICATION_ID) return `it belongs to another program (application id ${applicationId})`;
  const pageSize = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16);
  const wanted = pageSize * header.readUInt32BE(28);
  if (settled && size < wanted) return `it has ${size} of ${wanted} bytes`;
  return undefined;
}

function examine(database: Database.Database, files: Files, size: number, known: number): Found {
  const version = database.pragma('user_version', { simple: true }) as number;
  if (version > known) throw newer(files, version, known);
  const scope = size <= CHECKED_BYTES || version === 0 ? '1' : 'mesh';
  const verdict = database.pragma(`quick_check(${scope})`, { simple: true }) as string;
  // SQLite says it in lines, the first of which names the database.
  if (verdict !== 'ok') throw damaged(files, verdict.replace(/^\*\*\* .* \*\*\*\n/, '').replaceAll('\n', '; '));
  if (version === 0) return { version };
  const identity = database.prepare<[], Identity>(selectIdentity).get();
  return identity ? { version, identity } : { version };
}

function damaged(files: Files, fault: string, cause?: unknown): EngineError {
  const hint = `Nothing was changed. Restore a backup: put it at this path and remove ${names(files, 'wal', 'shm', 'instance')}.`;
  return new EngineError('damaged', `The database ${files.database} cannot be trusted: ${fault}.`, hint, { cause });
}

function damagedLog(files: Files, fault: string): EngineError {
  const hint = `Nothing was changed. Restore a backup, or remove ${names(files, 'wal')} and lose the last changes, which it holds.`;
  return new EngineError('damaged', `The log ${files.wal} of the database cannot be trusted: ${fault}.`, hint);
}

function newer(files: Files, version: number, known: number): EngineError {
  const fault = `The database ${files.database} has schema ${version}, and this release knows schemas up to ${known}.`;
  return new EngineError('newer', fault, `Run the newer release again, or restore a copy from ${files.backups}.`);
}

function names(files: Files, ...which: (keyof Files)[]): string {
  return which.map((file) => files[file]).join(', ');
}
