import type { Database } from 'better-sqlite3';
import type { FirstResult, IdempotencyTable } from '../store/idempotency.ts';

/** Idempotency keys in SQLite. */
export function idempotencyTable(db: Database): IdempotencyTable {
  const find = db.prepare<[number, string], FirstResult>(
    'SELECT operation, sha256, answer FROM idempotency WHERE peer = ? AND key = ?',
  );
  const put = db.prepare(`INSERT INTO idempotency (peer, key, operation, sha256, answer, at)
    VALUES (@peer, @key, @operation, @sha256, @answer, @now)`);
  const collect = db.prepare(
    'DELETE FROM idempotency WHERE (peer, key) IN (SELECT peer, key FROM idempotency WHERE at < ? ORDER BY at LIMIT ?)',
  );

  return {
    find: (peer, key) => find.get(peer, key),
    put: (peer, key, first, now) => void put.run({ peer, key, now, ...first }),
    collect: (before, limit) => collect.run(before, limit).changes,
  };
}
