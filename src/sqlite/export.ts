import type Database from 'better-sqlite3';
import { EngineError } from './errors.ts';
import { termsOf } from './memory-index.ts';
import type { Migration } from './migrate.ts';
import { openTables } from './tables.ts';
import type { OnRows } from './verify.ts';

/** The first line of an export. */
export interface ExportHead {
  readonly peermesh: 'export';
  /** The last migration of the database it comes from. */
  readonly schema: number;
  readonly exported_at: string;
}

/** What is made anew from the rest, and what belongs to the database itself. */
const left = new Set(['mesh', 'sent', 'messages_indexed']);
/** Rows written in one transaction, and between two words of progress. */
const step = 5_000;

/** The tables of a database that an export holds. */
function tablesOf(database: Database.Database): string[] {
  const tables = database.pragma('table_list') as { name: string; type: string }[];
  return tables
    .filter(({ name, type }) => type === 'table' && !name.startsWith('sqlite_') && !left.has(name))
    .map(({ name }) => name)
    .sort();
}

/** Hands out a database line by line, as JSON: a head, then each row with its table. All lines are of one moment. */
export function* exportLines(database: Database.Database, now: number, onRows: OnRows = () => {}): Generator<string> {
  const tables = tablesOf(database);
  const snapshot = database.prepare('BEGIN');
  snapshot.run();
  try {
    const all = tables.reduce(
      (sum, table) => sum + database.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get()!,
      0,
    );
    const schema = database.pragma('user_version', { simple: true }) as number;
    yield JSON.stringify({ peermesh: 'export', schema, exported_at: new Date(now).toISOString() } satisfies ExportHead);
    let done = 0;
    for (const table of tables) {
      for (const row of database.prepare<[], Record<string, unknown>>(`SELECT * FROM ${table}`).iterate()) {
        yield JSON.stringify({
          table,
          row: Object.fromEntries(Object.entries(row).map(([name, value]) => [name, toJson(value)])),
        });
        if (++done % step === 0 || done === all) onRows(done, all);
      }
    }
  } finally {
    database.exec('COMMIT');
  }
}

const toJson = (value: unknown) => (Buffer.isBuffer(value) ? { base64: value.toString('base64') } : value);
const fromJson = (value: unknown) =>
  value !== null && typeof value === 'object' ? Buffer.from((value as { base64: string }).base64, 'base64') : value;

/**
 * Fills an empty database with the lines of an export, brings it to the schema of this release, and makes its search indexes anew.
 * @param migrateTo applies the migrations up to a number
 * @throws EngineError `config` when a line is none of an export, `newer` when it comes from a later release
 */
export async function importLines(
  database: Database.Database,
  lines: AsyncIterable<string>,
  migrations: readonly Migration[],
  migrateTo: (version: number) => Promise<void>,
  onRows: OnRows = () => {},
): Promise<void> {
  const inserts = new Map<string, Database.Statement>();
  let number = 0;
  database.pragma('foreign_keys = OFF');
  for await (const line of lines) {
    number++;
    if (number === 1) {
      await migrateTo(schemaOf(line, migrations.length));
      for (const table of tablesOf(database)) database.exec(`DELETE FROM ${table}`);
      database.exec('BEGIN');
      continue;
    }
    insert(database, inserts, line, number);
    if (number % step === 0) {
      database.exec('COMMIT; BEGIN');
      onRows(number, number);
    }
  }
  if (number === 0) throw notAnExport(1);
  database.exec('COMMIT');
  await migrateTo(migrations.length);
  indexMemory(database);
  const { messages } = openTables(database);
  while ((await messages.index(step)) > 0);
}

function schemaOf(line: string, known: number): number {
  const head = parse(line, 1) as Partial<ExportHead>;
  if (head.peermesh !== 'export' || !Number.isInteger(head.schema)) throw notAnExport(1);
  if (head.schema! <= known) return head.schema!;
  throw new EngineError(
    'newer',
    `The export has schema ${head.schema}, and this release knows schemas up to ${known}.`,
    'Import it with the release that made it, or a later one.',
  );
}

function insert(
  database: Database.Database,
  inserts: Map<string, Database.Statement>,
  line: string,
  number: number,
): void {
  const { table, row } = parse(line, number) as { table?: string; row?: Record<string, unknown> };
  if (typeof table !== 'string' || !/^[a-z_]+$/.test(table) || row === null || typeof row !== 'object')
    throw notAnExport(number);
  const names = Object.keys(row);
  if (!names.every((name) => /^[a-z0-9_]+$/.test(name))) throw notAnExport(number);
  try {
    const sql = `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map((name) => `@${name}`).join(', ')})`;
    const statement = inserts.get(sql) ?? database.prepare(sql);
    inserts.set(sql, statement);
    statement.run(Object.fromEntries(Object.entries(row).map(([name, value]) => [name, fromJson(value)])));
  } catch (cause) {
    throw new EngineError(
      'config',
      `Line ${number} of the export does not fit (${(cause as Error).message}).`,
      'Nothing was changed. Use an export that was not edited.',
      { cause },
    );
  }
}

function parse(line: string, number: number): object {
  try {
    const value: unknown = JSON.parse(line);
    if (value !== null && typeof value === 'object') return value;
  } catch {}
  throw notAnExport(number);
}

function notAnExport(number: number): EngineError {
  return new EngineError(
    'config',
    `Line ${number} is not one of a PeerMesh export.`,
    'Nothing was changed. Give the file that "peermesh export" made.',
  );
}

function indexMemory(database: Database.Database): void {
  const rows = database
    .prepare<[], { num: number; key: string; tags: string; value: string }>('SELECT num, key, tags, value FROM memory')
    .all();
  const index = database.prepare('INSERT INTO memory_fts (rowid, words) VALUES (?, ?)');
  database.transaction(() => {
    for (const { num, key, tags, value } of rows)
      index.run(num, termsOf({ key, tags: JSON.parse(tags) as string[], value }));
  })();
}
