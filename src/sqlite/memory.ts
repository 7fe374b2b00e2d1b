import type { Database } from 'better-sqlite3';
import type { MemoryTable } from '../store/memory.ts';
import { termsOf } from './memory-index.ts';
import { entryColumns, entryOf, memorySearch, type StoredEntry } from './memory-search.ts';

/** Shared memory in SQLite. */
export function memoryTable(db: Database): MemoryTable {
  const get = db.prepare<[object], StoredEntry>(`SELECT ${entryColumns}, m.value
    FROM memory m LEFT JOIN peers p ON p.num = m.author
    WHERE m.key = @key AND (m.expires_at IS NULL OR m.expires_at > @now)`);
  const lastVersion = db
    .prepare<[object], number>(`SELECT coalesce((SELECT version FROM memory WHERE key = @key),
      (SELECT version FROM memory_tombstones WHERE key = @key), 0)`)
    .pluck();
  const insert =
    db.prepare(`INSERT INTO memory (key, version, format, tags, author, created_at, updated_at, expires_at, value)
    VALUES (@key, @version, @format, @tags, @author, @created_at, @updated_at, @expires_at, @value)`);
  const remove = db.prepare<[string], number>('DELETE FROM memory WHERE key = ? RETURNING num').pluck();
  // The index is kept by statements, not triggers: its terms are cut here, and SQL has no words for that.
  const index = db.prepare('INSERT INTO memory_fts (rowid, words) VALUES (?, ?)');
  const unindex = db.prepare('DELETE FROM memory_fts WHERE rowid = ?');
  const lay = db.prepare('INSERT INTO memory_tombstones (key, version, laid_at) VALUES (@key, @version, @laid_at)');
  const lift = db.prepare('DELETE FROM memory_tombstones WHERE key = ?');
  const expired = db.prepare<[object], { key: string; version: number; laid_at: number }>(
    'SELECT key, version, expires_at AS laid_at FROM memory WHERE expires_at <= @now ORDER BY expires_at LIMIT @limit',
  );
  const collect = db.prepare(
    'DELETE FROM memory_tombstones WHERE key IN (SELECT key FROM memory_tombstones WHERE laid_at < ? ORDER BY laid_at LIMIT ?)',
  );

  function takeAway(key: string): void {
    const num = remove.get(key);
    if (num !== undefined) unindex.run(num);
    lift.run(key);
  }

  return {
    ...memorySearch(db),
    get(key, now) {
      const row = get.get({ key, now });
      return row && entryOf(row);
    },
    lastVersion: (key) => lastVersion.get({ key })!,
    put(row) {
      takeAway(row.key);
      index.run(insert.run({ ...row, tags: JSON.stringify(row.tags) }).lastInsertRowid, termsOf(row));
    },
    bury(key, version, now) {
      takeAway(key);
      lay.run({ key, version, laid_at: now });
    },
    expire(now, limit) {
      const rows = expired.all({ now, limit });
      for (const row of rows) {
        takeAway(row.key);
        lay.run(row);
      }
      return rows.length;
    },
    collect: (before, limit) => collect.run(before, limit).changes,
  };
}
