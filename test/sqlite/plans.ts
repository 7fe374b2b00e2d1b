import Database from 'better-sqlite3';
import { migrations } from '../../generated/migrations.gen.ts';
import { openTables } from '../../src/sqlite/tables.ts';
import type { Tx } from '../../src/store/port.ts';

/** An empty database in memory with the tables as the broker prepares them, and the statements that ran since they were last forgotten. */
export function recording(): { db: Database.Database; tables: Tx; ran: Set<string> } {
  const ran = new Set<string>();
  const db = new Database(':memory:', { verbose: (sql) => void ran.add(String(sql)) });
  for (const { sql } of migrations) db.exec(sql);
  return { db, tables: openTables(db), ran };
}

/** How SQLite goes about a statement, step by step. */
export function planOf(db: Database.Database, sql: string): string[] {
  return db
    .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
    .all()
    .map(({ detail }) => detail);
}
