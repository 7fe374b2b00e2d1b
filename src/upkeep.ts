import { closeSync, createReadStream, existsSync, fsyncSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import Database from 'better-sqlite3';
import { migrations } from '../generated/migrations.gen.ts';
import { moveDurably } from './durable.ts';
import { prepareHome } from './home.ts';
import { backUp, type OnProgress } from './sqlite/backup.ts';
import { EngineError } from './sqlite/errors.ts';
import { exportLines, importLines } from './sqlite/export.ts';
import { type Files, filesIn } from './sqlite/files.ts';
import { APPLICATION_ID, inspect } from './sqlite/inspect.ts';
import { copySound, type Installed, inspectCopy, install } from './sqlite/install.ts';
import { migrate } from './sqlite/migrate.ts';
import { type OnRows, verify } from './sqlite/verify.ts';

/**
 * Copies the database of a home to one private file, also while a broker uses it: the copy is of the moment it began.
 * @param target a file that does not exist; by default one in `backups/` of the home
 * @returns the path of the copy
 * @throws EngineError
 */
export async function backUpHome(
  home: string,
  target: string | undefined,
  now: number,
  onProgress?: OnProgress,
): Promise<string> {
  const files = existing(home);
  const path = target ?? join(files.backups, `backup-${new Date(now).toISOString().replaceAll(/[-:.]/g, '')}.db`);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const database = new Database(files.database, { readonly: true, fileMustExist: true });
  try {
    // A snapshot held open: without it the copy would start over at each write of the broker, and under load never end.
    database.exec('BEGIN');
    database.prepare('SELECT count(*) FROM mesh').get();
    await backUp(database, path, onProgress);
  } finally {
    database.close();
  }
  return path;
}

/**
 * Looks a database over, by default that of a home.
 * @returns the path looked at, and what is wrong with it, in sentences
 * @throws EngineError `damaged` when it cannot even be opened
 */
export function verifyFile(
  home: string,
  file: string | undefined,
  onRows?: OnRows,
): { path: string; faults: string[] } {
  if (file !== undefined) inspectCopy(file, migrations.length);
  const path = file ?? existing(home).database;
  if (file === undefined) inspect(filesIn(home), migrations.length);
  return { path, faults: verify(path, onRows) };
}

/**
 * Puts a backup in the place of a home's database; the one before is kept in `backups/`. No broker may run.
 * @throws EngineError
 */
export async function restoreHome(
  home: string,
  backup: string,
  now: number,
  onProgress?: OnProgress,
): Promise<Installed> {
  prepareHome(home);
  return install(filesIn(home), now, (draft) => copySound(backup, draft, migrations.length, onProgress));
}

/**
 * Writes everything a home holds to a private file of JSON Lines, also while a broker uses it.
 * @throws EngineError `config` when the file exists
 */
export function exportHome(home: string, target: string, now: number, onRows?: OnRows): void {
  const files = existing(home);
  if (existsSync(target))
    throw new EngineError('config', `An export goes to a new file, and "${target}" exists.`, 'Name another one.');
  const draft = `${target}.partial`;
  rmSync(draft, { force: true });
  const database = new Database(files.database, { readonly: true, fileMustExist: true });
  const fd = openSync(draft, 'wx', 0o600);
  try {
    for (const line of exportLines(database, now, onRows)) writeSync(fd, `${line}\n`);
    fsyncSync(fd);
    moveDurably(draft, target);
  } finally {
    closeSync(fd);
    rmSync(draft, { force: true });
    database.close();
  }
}

/**
 * Makes the database of a home out of an export; one that is there is kept in `backups/`. No broker may run.
 * @throws EngineError
 */
export async function importHome(home: string, source: string, now: number, onRows?: OnRows): Promise<Installed> {
  if (!existsSync(source))
    throw new EngineError('config', `There is no export at ${source}.`, 'Name the file that "peermesh export" made.');
  prepareHome(home);
  const files = filesIn(home);
  return install(files, now, async (draft) => {
    const database = new Database(draft);
    try {
      database.pragma('auto_vacuum = 2');
      database.pragma(`application_id = ${APPLICATION_ID}`);
      const migrateTo = (version: number) =>
        migrate(database, { ...files, database: draft }, migrations.slice(0, version), now);
      const lines = createInterface({ input: createReadStream(source), crlfDelay: Number.POSITIVE_INFINITY });
      await importLines(database, lines, migrations, migrateTo, onRows);
    } finally {
      database.close();
    }
  });
}

function existing(home: string): Files {
  const files = filesIn(home);
  if (existsSync(files.database)) return files;
  throw new EngineError(
    'config',
    `There is no database in ${home}.`,
    'Name the home with --home or PEERMESH_HOME; the first start of a broker makes it.',
  );
}
