import { hash } from 'node:crypto';
import Database from 'better-sqlite3';

/** Rows done and rows there are. */
export type OnRows = (done: number, all: number) => void;

/** Faults listed at most: the first say what kind of damage it is. */
const shown = 20;
/** Bodies read between two words of progress. */
const step = 1_000;

/** Schema that brought the tables of a recount, where it was not the first: a backup may be of an older release. */
const since: Readonly<Record<string, number>> = { 'entry that is dead and alive': 2 };

/** What a recount must equal; each query answers the rows that differ. */
const recounts = {
  'counters of an inbox': `SELECT i.peer, i.unread, i.requests, i.bytes, count(m.num) AS deliveries, coalesce(sum(m.intent = 'request'), 0) AS asking,
      coalesce(sum(m.bytes), 0) AS size
    FROM inboxes i LEFT JOIN deliveries d ON d.recipient = i.peer AND d.ended = 0 LEFT JOIN messages m ON m.num = d.message
    GROUP BY i.peer HAVING i.unread <> deliveries OR i.requests <> asking OR i.bytes <> size`,
  'delivery without message': 'SELECT recipient, seq FROM deliveries WHERE message NOT IN (SELECT num FROM messages)',
  'message delivered twice':
    'SELECT recipient, message FROM deliveries GROUP BY recipient, message HAVING count(*) > 1',
  lease: `SELECT recipient, seq FROM deliveries
    WHERE (state = 1) <> (lease_until IS NOT NULL) OR (state = 1) <> (lease_epoch IS NOT NULL) OR (state = 1 AND attempt = 0)`,
  'subscribers of a channel': `SELECT c.name, c.subscribers, count(s.peer) AS subscriptions FROM channels c
    LEFT JOIN subscriptions s ON s.channel = c.num GROUP BY c.num HAVING c.subscribers <> subscriptions`,
  'entry that is dead and alive': 'SELECT key FROM memory WHERE key IN (SELECT key FROM memory_tombstones)',
  'search index ahead of its messages':
    'SELECT up_to FROM messages_indexed WHERE up_to > (SELECT coalesce(max(num), 0) FROM messages)',
};

/**
 * Looks a whole database over: the structure of the file, the search indexes, counters against a recount, and the text of every message
 * against its sum, since a flipped bit inside a cell passes SQLite's own check. A broker may have it open.
 * @param path the database, or a backup of one
 * @returns what is wrong, in sentences, at most 20; empty when nothing is
 */
export function verify(path: string, onRows: OnRows = () => {}): string[] {
  const database = new Database(path, { readonly: true, fileMustExist: true });
  try {
    const structure = database.pragma(`integrity_check(${shown})`) as { integrity_check: string }[];
    const faults = structure.map((row) => row.integrity_check).filter((verdict) => verdict !== 'ok');
    // What stands on a broken structure says nothing.
    return (faults.length > 0 ? faults : [...recounted(database), ...changedTexts(database, onRows)]).slice(0, shown);
  } finally {
    database.close();
  }
}

function* recounted(database: Database.Database): Generator<string> {
  const schema = database.pragma('user_version', { simple: true }) as number;
  for (const [what, query] of Object.entries(recounts)) {
    if ((since[what] ?? 1) > schema) continue;
    for (const row of database.prepare(query).iterate()) yield `${what}: ${JSON.stringify(row)}`;
  }
}

function* changedTexts(database: Database.Database, onRows: OnRows): Generator<string> {
  const all = database.prepare<[], number>('SELECT count(*) FROM messages').pluck().get()!;
  const rows = database.prepare<[], { id: string; body: string; body_sha256: Buffer }>(
    'SELECT id, body, body_sha256 FROM messages ORDER BY num',
  );
  let done = 0;
  for (const { id, body, body_sha256 } of rows.iterate()) {
    if (!hash('sha256', body, 'buffer').equals(body_sha256)) yield `the text of message ${id} is not what was stored`;
    if (++done % step === 0 || done === all) onRows(done, all);
  }
}
