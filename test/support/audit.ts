import Database from 'better-sqlite3';
import { filesIn } from '../../src/sqlite/files.ts';
import { verify } from '../../src/sqlite/verify.ts';

/** Expects that nothing was collected yet, so that an inbox still has every place it ever gave. */
const places = `SELECT i.peer, i.last_seq, count(d.seq) AS places, max(d.seq) AS last FROM inboxes i
  JOIN deliveries d ON d.recipient = i.peer GROUP BY i.peer HAVING last <> i.last_seq OR places <> i.last_seq`;

/** What is wrong with the database of a home in which nothing was collected, in sentences. A broker may have it open. */
export function faultsIn(home: string): string[] {
  const { database: path } = filesIn(home);
  const database = new Database(path, { readonly: true, fileMustExist: true });
  try {
    const gaps = database.prepare(places).all();
    return [...verify(path), ...gaps.map((row) => `places without gaps: ${JSON.stringify(row)}`)];
  } finally {
    database.close();
  }
}
