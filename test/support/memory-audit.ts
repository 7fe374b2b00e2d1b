import Database from 'better-sqlite3';
import { filesIn } from '../../src/sqlite/files.ts';
import { termsOf } from '../../src/sqlite/memory-index.ts';

/**
 * What is wrong with shared memory in the database of a home, in sentences: terms of an entry that its index lacks or has too many
 * of, and keys that have both an entry and a tombstone. A broker may have it open.
 */
export function memoryFaultsIn(home: string): string[] {
  const db = new Database(filesIn(home).database, { readonly: true, fileMustExist: true });
  try {
    const rows = db
      .prepare<[], { num: number; key: string; tags: string; value: string }>(
        'SELECT num, key, tags, value FROM memory',
      )
      .all();
    const wanted = rows.flatMap((row) =>
      termsOf({ ...row, tags: JSON.parse(row.tags) })
        .split(' ')
        .map((term) => `${row.num} ${term}`),
    );
    db.exec('CREATE VIRTUAL TABLE temp.indexed USING fts5vocab (main, memory_fts, instance)');
    const given = db.prepare<[], string>("SELECT doc || ' ' || term FROM temp.indexed").pluck().all();
    const both = db
      .prepare<[], string>('SELECT key FROM memory WHERE key IN (SELECT key FROM memory_tombstones)')
      .pluck();
    return [
      ...difference(wanted, given).map((term) => `the index lacks ${term}`),
      ...difference(given, wanted).map((term) => `the index has ${term} too many`),
      ...both.all().map((key) => `${key} has a tombstone and an entry`),
    ];
  } finally {
    db.close();
  }
}

const difference = (some: readonly string[], others: readonly string[]) => [
  ...new Set(some).difference(new Set(others)),
];
