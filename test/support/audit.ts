import { hash } from 'node:crypto';
import Database from 'better-sqlite3';
import { filesIn } from '../../src/sqlite/files.ts';

/** Counters that a recount must equal, each a query for the rows that differ. */
const recounts = {
  'unread counters': `SELECT i.peer, i.unread, i.requests, i.bytes, count(m.num) AS deliveries, coalesce(sum(m.intent = 'request'), 0) AS asking,
      coalesce(sum(m.bytes), 0) AS size
    FROM inboxes i LEFT JOIN deliveries d ON d.recipient = i.peer AND d.state < 2 LEFT JOIN messages m ON m.num = d.message
    GROUP BY i.peer HAVING i.unread <> deliveries OR i.requests <> asking OR i.bytes <> size`,
  'places without gaps': `SELECT i.peer, i.last_seq, count(d.seq) AS places, max(d.seq) AS last FROM inboxes i
    JOIN deliveries d ON d.recipient = i.peer GROUP BY i.peer HAVING last <> i.last_seq OR places <> i.last_seq`,
  'deliveries of messages': 'SELECT recipient, seq FROM deliveries WHERE message NOT IN (SELECT num FROM messages)',
  'one delivery each': 'SELECT recipient, message FROM deliveries GROUP BY recipient, message HAVING count(*) > 1',
  'leases of what is leased': `SELECT recipient, seq FROM deliveries
    WHERE (state = 1) <> (lease_until IS NOT NULL) OR (state = 1) <> (lease_epoch IS NOT NULL) OR (state = 1 AND attempt = 0)`,
  subscribers: `SELECT c.name, c.subscribers, count(s.peer) AS rows FROM channels c LEFT JOIN subscriptions s ON s.channel = c.num
    GROUP BY c.num HAVING c.subscribers <> rows`,
  'search index': 'SELECT up_to FROM messages_indexed WHERE up_to > (SELECT coalesce(max(num), 0) FROM messages)',
};

/**
 * What is wrong with the database of a home, in sentences: its structure, its counters, the sums of its texts. A broker may have it open.
 * Expects that nothing was collected yet, so that an inbox still has every place it ever gave.
 */
export function faultsIn(home: string): string[] {
  const db = new Database(filesIn(home).database, { readonly: true, fileMustExist: true });
  try {
    const structure = db.pragma('integrity_check') as { integrity_check: string }[];
    const bodies = db.prepare<[], { id: string; body: string; body_sha256: Buffer }>(
      'SELECT id, body, body_sha256 FROM messages',
    );
    return [
      ...structure.map((row) => row.integrity_check).filter((verdict) => verdict !== 'ok'),
      ...Object.entries(recounts).flatMap(([what, query]) =>
        db
          .prepare(query)
          .all()
          .map((row) => `${what}: ${JSON.stringify(row)}`),
      ),
      ...bodies
        .all()
        .flatMap(({ id, body, body_sha256 }) =>
          hash('sha256', body, 'buffer').equals(body_sha256) ? [] : [`the text of ${id} is not what was stored`],
        ),
    ];
  } finally {
    db.close();
  }
}
