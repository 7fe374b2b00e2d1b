import type { Database } from 'better-sqlite3';
import type { HistoryRow, MessageRow, MessageTable, RecipientRow } from '../store/messages.ts';
import { deliveryStates } from '../store/messages.ts';
import { wordsOf } from '../store/words.ts';

/** The verbs that look back. */
export type HistoryVerbs = Pick<MessageTable, 'recipients' | 'history' | 'searchFloor' | 'unindexed' | 'index'>;

type Stored<T extends { state: unknown }> = Omit<T, 'state'> & { readonly state: number | null };

// What the caller sent, what it was given, and posts of channels, which are open to all.
const visible = `(m.sender = @peer OR m.channel IS NOT NULL OR EXISTS (SELECT 1 FROM deliveries d WHERE d.message = m.num AND d.recipient = @peer))`;

const between =
  '(@with IS NULL OR (m.sender = @with AND m.recipient = @peer) OR (m.sender = @peer AND m.recipient = @with))';

// A lease or a life that has run out counts from that instant, whether or not it was written down yet.
const effective = (delivery: string) => `CASE WHEN ${delivery}.state < 2 AND ${delivery}.expires_at <= @now THEN 3
  WHEN ${delivery}.state = 1 AND ${delivery}.lease_until <= @now THEN 0 ELSE ${delivery}.state END`;

const columns = `m.num, m.id, m.kind, m.sender, m.recipient, m.channel, m.thread_id, m.in_reply_to, m.task_id, m.intent, m.priority, m.hops, m.body, m.metadata,
  m.sent_at, m.expires_at, p.id AS from_id, p.alias AS from_alias, p.label AS from_label, p.host AS from_host, p.runtime AS from_runtime,
  r.id AS to_id, r.alias AS to_alias, r.label AS to_label, r.host AS to_host, r.runtime AS to_runtime,
  ${effective('t')} AS state,
  EXISTS (SELECT 1 FROM deliveries d WHERE d.message = m.num AND d.recipient = @peer) AS mine`;

const parties = `LEFT JOIN peers p ON p.num = m.sender
  LEFT JOIN deliveries t ON t.message = m.num AND m.recipient IS NOT NULL
  LEFT JOIN peers r ON r.num = t.recipient`;

/** A message is found by its first so many different words: 64 KiB of prose have fewer. */
const wordsOfOne = 4_096;
/** Bodies that one batch cuts into words, in bytes: about 10 ms. */
const bytesOfBatch = 128 * 1024;

/** History and its search index in SQLite. */
export function messageHistory(db: Database): HistoryVerbs {
  const page = (nums: string) =>
    db.prepare<[object], Stored<HistoryRow>>(
      `SELECT ${columns} FROM messages m ${parties} WHERE m.num IN (${nums}) ORDER BY m.num DESC`,
    );
  // Each way in walks one index from the newest back and stops at the limit.
  const inThread = `${visible} AND (@channel IS NULL OR m.channel = @channel) AND ${between}`;
  const byThread = page(`SELECT num FROM (
      SELECT m.num FROM messages m WHERE m.id = @thread_id AND m.num < @before AND ${inThread}
      UNION ALL
      SELECT * FROM (SELECT m.num FROM messages m WHERE m.thread_id = @thread_id AND m.thread_id <> m.id AND m.num < @before
        AND ${inThread} ORDER BY m.num DESC LIMIT @limit))
    ORDER BY num DESC LIMIT @limit`);
  const byChannel = page(
    'SELECT num FROM messages WHERE channel = @channel AND num < @before ORDER BY num DESC LIMIT @limit',
  );
  const sentBy = (sender: string, to: string) => `
      SELECT * FROM (SELECT num FROM sent WHERE sender = ${sender} AND num < @before AND ${to} ORDER BY num DESC LIMIT @limit)
      UNION
      SELECT * FROM (SELECT num FROM messages WHERE num > (SELECT up_to FROM messages_indexed) AND num < @before
        AND sender = ${sender} AND kind <> 'task' AND ${to} ORDER BY num DESC LIMIT @limit)`;
  const received = (ended: 0 | 1) => `SELECT * FROM (SELECT message AS num FROM deliveries
        WHERE recipient = @peer AND ended = ${ended} AND message < @before ORDER BY seq DESC LIMIT @limit)`;
  const mine = page(`SELECT num FROM (${sentBy('@peer', 'TRUE')} UNION ${received(0)} UNION ${received(1)})
    ORDER BY num DESC LIMIT @limit`);
  const withPeer =
    page(`SELECT num FROM (${sentBy('@peer', 'recipient = @with')} UNION ${sentBy('@with', 'recipient = @peer')})
    ORDER BY num DESC LIMIT @limit`);
  const byWords = page(`SELECT m.num FROM messages_fts f CROSS JOIN messages m ON m.num = f.rowid
    WHERE f.messages_fts MATCH @match AND f.rowid < @before AND f.rowid >= @floor AND ${visible}
      AND (@channel IS NULL OR m.channel = @channel) AND (@thread_id IS NULL OR m.thread_id = @thread_id)
      AND ${between}
    ORDER BY f.rowid DESC LIMIT @limit`);
  const newest = db.prepare<[], number | null>('SELECT max(num) FROM messages').pluck();
  const nthHit = db
    .prepare<[object], number>(`SELECT rowid FROM messages_fts
    WHERE messages_fts MATCH @match AND rowid < @before AND rowid >= @from ORDER BY rowid DESC LIMIT 1 OFFSET @hits`)
    .pluck();
  const recipients = db.prepare<
    [object],
    Stored<RecipientRow>
  >(`SELECT p.id, p.alias, p.label, ${effective('d')} AS state, d.attempt, d.leased_at, d.ended_at
    FROM deliveries d JOIN peers p ON p.num = d.recipient WHERE d.message = @message ORDER BY d.recipient`);

  const unindexed = db
    .prepare<[], number>('SELECT coalesce((SELECT max(num) FROM messages), 0) - up_to FROM messages_indexed')
    .pluck();
  const upTo = db
    .prepare<[object], number | null>(`SELECT max(num) FROM (
      SELECT num, sum(bytes) OVER (ORDER BY num) - bytes AS before FROM messages
      WHERE num > (SELECT up_to FROM messages_indexed) ORDER BY num LIMIT @limit) WHERE before < @bytes`)
    .pluck();
  const batch = db.prepare<[number], Pick<MessageRow, 'num' | 'kind' | 'body'>>(`SELECT num, kind, body FROM messages
    WHERE num > (SELECT up_to FROM messages_indexed) AND num <= ? ORDER BY num`);
  const index = db.prepare('INSERT INTO messages_fts (rowid, words) VALUES (?, ?)');
  const indexSent = db.prepare(`INSERT INTO sent (sender, num, recipient) SELECT sender, num, recipient FROM messages
    WHERE num > (SELECT up_to FROM messages_indexed) AND num <= ? AND kind IN ('direct', 'channel') ORDER BY sender, num`);
  const indexed = db.prepare('UPDATE messages_indexed SET up_to = ?');

  const nameOf = (state: number | null) => (state === null ? null : deliveryStates[state]!);
  return {
    recipients: (message, now) =>
      recipients.all({ message, now }).map((row) => ({ ...row, state: nameOf(row.state)! })),
    history(peer, filter, now) {
      const ways = [
        [filter.match, byWords],
        [filter.thread_id, byThread],
        [filter.with, withPeer],
        [filter.channel, byChannel],
      ] as const;
      const way = ways.find(([given]) => given !== null)?.[1] ?? mine;
      return way.all({ peer, now, ...filter }).map((row) => ({ ...row, state: nameOf(row.state) }));
    },
    searchFloor(match, before, { messages, hits }) {
      const from = Math.max(0, Math.min(before, (newest.get() ?? 0) + 1) - messages);
      return nthHit.get({ match, before, from, hits }) ?? from;
    },
    unindexed: () => Math.max(0, unindexed.get()!),
    index(limit) {
      const last = upTo.get({ limit, bytes: bytesOfBatch });
      if (typeof last !== 'number') return 0;
      const rows = batch.all(last);
      for (const { num, kind, body } of rows) {
        if (kind === 'direct' || kind === 'channel') index.run(num, [...wordsOf(body, wordsOfOne)].join(' '));
      }
      indexSent.run(last);
      indexed.run(last);
      return rows.length;
    },
  };
}
