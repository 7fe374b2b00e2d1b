import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { backUp } from './backup.ts';
import { EngineError, isFatal } from './errors.ts';
import type { Files } from './files.ts';

/** One step of the schema, from `NNNN_name.sql`. */
export interface Migration {
  /** 1, 2, 3, … without a gap. */
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

/**
 * The schema that a list of migrations leads to. Throws when its numbers are not 1, 2, 3, …: a mistake of this release.
 */
export function latestOf(migrations: readonly Migration[]): number {
  const gap = migrations.find(({ version }, index) => version !== index + 1);
  if (gap) throw new Error(`Migration "${gap.name}" has number ${gap.version} out of turn.`);
  return migrations.length;
}

/**
 * Applies the migrations that a database lacks, each in a transaction with its number, so that a start cut short goes
 * on at the next one. A database with data is copied to `backups/` first.
 * Throws {@link EngineError} `unavailable` when the copy or a migration fails; the database then has the schema of the
 * last one that succeeded.
 *
 * @param now Milliseconds since 1970, for the name of the copy.
 */
export async function migrate(
  database: Database.Database,
  files: Files,
  migrations: readonly Migration[],
  now: number,
): Promise<void> {
  const version = database.pragma('user_version', { simple: true }) as number;
  const missing = migrations.slice(version);
  if (missing.length === 0) return;
  try {
    if (version > 0) await backUpBefore(database, files, version + 1, now);
    for (const migration of missing) apply(database, migration);
  } catch (cause) {
    if (isFatal(cause)) throw cause;
    const fault = `The database ${files.database} could not be brought to schema ${latestOf(migrations)} (${(cause as Error).message}).`;
    const hint = `Make sure that the disk has room for a copy of it and start again, or restore a copy from ${files.backups} with the release before.`;
    throw new EngineError('unavailable', fault, hint, { cause });
  }
}

async function backUpBefore(database: Database.Database, files: Files, version: number, now: number): Promise<void> {
  mkdirSync(files.backups, { recursive: true, mode: 0o700 });
  // Copies that were cut short, with what SQLite kept beside them.
  for (const name of readdirSync(files.backups)) if (/\.partial(-\w+)?$/.test(name)) rmSync(join(files.backups, name));
  const time = new Date(now).toISOString().replaceAll(/[-:.]/g, '');
  await backUp(database, join(files.backups, `before-${version}-${time}.db`));
}

/**
 * Foreign keys are off meanwhile, since a table is changed by making it anew and dropping the old one, which would
 * delete the rows that point to it. They are checked before the commit instead.
 */
function apply(database: Database.Database, migration: Migration): void {
  database.pragma('foreign_keys = OFF');
  try {
    database
      .transaction(() => {
        database.exec(migration.sql);
        if (!database.inTransaction) throw new Error(`migration "${migration.name}" ends the transaction it runs in`);
        const orphans = database.pragma('foreign_key_check') as { table: string }[];
        if (orphans[0])
          throw new Error(`migration "${migration.name}" leaves ${orphans.length} orphans in ${orphans[0].table}`);
        database.pragma(`user_version = ${migration.version}`);
      })
      .exclusive();
  } finally {
    database.pragma('foreign_keys = ON');
  }
}
