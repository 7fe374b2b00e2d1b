import Database from 'better-sqlite3';
import { MeshError } from '../../generated/errors.gen.ts';
import { exits, StartError } from '../errors.ts';

/** Why the engine does not start, or stops: the key of its exit code. */
export type EngineFault = keyof typeof exitCodes;

const exitCodes = {
  locked: exits.locked,
  damaged: exits.damaged,
  newer: exits.configuration,
  config: exits.configuration,
  unavailable: exits.unavailable,
} as const;

/** The embedded engine cannot start or go on. `message` is the whole text for a person: what is wrong, then `hint`. */
export class EngineError extends StartError {
  readonly kind: EngineFault;
  /** What to do about it, a sentence of its own. */
  readonly hint: string;

  constructor(kind: EngineFault, fault: string, hint: string, options?: ErrorOptions) {
    super(exitCodes[kind], `${fault} ${hint}`, options);
    this.kind = kind;
    this.hint = hint;
  }
}

/**
 * The result code of an error that SQLite gave (`SQLITE_FULL`, `SQLITE_IOERR_FSYNC`), undefined for every other error.
 */
export function resultCode(error: unknown): string | undefined {
  return error instanceof Database.SqliteError ? error.code : undefined;
}

/**
 * True after an I/O error or a corrupt page: what the process believes of the file may be wrong, and a repeated fsync
 * succeeds without having written, so that going on would be lying.
 */
export function isFatal(error: unknown): boolean {
  return /^SQLITE_(IOERR|CORRUPT|NOTADB)/.test(resultCode(error) ?? '');
}

/** `storage_full`: there is no room for what was asked, and nothing of it was written. */
export function storageFull(detail: string, cause?: unknown): MeshError {
  return new MeshError('storage_full', detail, {
    hint: 'Acknowledge messages or delete memory entries that are no longer needed, or tell whoever runs the broker that its disk is full.',
    cause,
  });
}

/** `unavailable`: the engine has stopped, or does not get at its file in time. */
export function unavailable(detail: string, cause?: unknown): MeshError {
  return new MeshError('unavailable', detail, {
    hint: 'Repeat the request with the same idempotency key in a few seconds.',
    cause,
  });
}

/** What a caller of the engine sees of an error: `storage_full` or `unavailable` where SQLite's means that, else itself. */
export function asMeshError(error: unknown): unknown {
  const code = resultCode(error);
  if (code === undefined) return error;
  if (isFatal(error)) return unavailable('The database failed; the broker stops.', error);
  if (code === 'SQLITE_FULL') return storageFull('The database has reached its size limit or the disk is full.', error);
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) return unavailable('Another program holds the database.', error);
  return error;
}
