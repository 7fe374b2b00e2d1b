import type { Database } from 'better-sqlite3';
import type { DeliveryRow, InboxMessage, MessageRow, MessageTable } from '../store/messages.ts';
import { deliveryStates } from '../store/messages.ts';

/** The verbs of leasing and acknowledging. */
export type LeaseVerbs = Pick<
  MessageTable,
  | 'hasReady'
  | 'requeue'
  | 'exhausted'
  | 'ready'
  | 'countReady'
  | 'countHeldBack'
  | 'lease'
  | 'releaseAll'
  | 'delivery'
  | 'release'
  | 'extend'
  | 'end'
  | 'overdue'
  | 'spent'
  | 'tell'
>;

type Stored = Omit<DeliveryRow, 'state'> & { readonly state: number };
const named = (row: Stored): DeliveryRow => ({ ...row, state: deliveryStates[row.state]! });

const delivery = `d.recipient, d.seq, d.message, m.id AS message_id, m.sender, d.state, d.attempt, d.lease_epoch, d.lease_until, d.leased_at, d.ended_at
  FROM deliveries d JOIN messages m ON m.num = d.message`;

const waiting = `FROM deliveries d CROSS JOIN messages m ON m.num = d.message
  LEFT JOIN peers p ON p.num = m.sender
  WHERE d.recipient = @peer AND d.ended = 0 AND d.state = 0 AND d.expires_at > @now
    AND (@sender IS NULL OR m.sender = @sender) AND (@channel IS NULL OR m.channel = @channel)
    AND (@thread_id IS NULL OR m.thread_id = @thread_id) AND (@kind IS NULL OR m.kind = @kind)
    AND (@intent IS NULL OR m.intent = @intent)`;

/** Leases in SQLite. */
export function messageLeases(db: Database): LeaseVerbs {
  const hasReady = db
    .prepare<[object], number>(`SELECT
    EXISTS (SELECT 1 FROM deliveries WHERE recipient = @peer AND ended = 0 AND state = 0)
    OR EXISTS (SELECT 1 FROM deliveries INDEXED BY deliveries_leases WHERE recipient = @peer AND state = 1 AND lease_until <= @now)`)
    .pluck();
  const requeue =
    db.prepare(`UPDATE deliveries INDEXED BY deliveries_leases SET state = 0, lease_until = NULL, lease_epoch = NULL
    WHERE recipient = @peer AND state = 1 AND lease_until <= @now AND attempt < @attempts`);
  // These three are in the order of their indexes: notices of one moment have a defined order, which costs no sort.
  const exhausted = db.prepare<[object], Stored>(`SELECT ${delivery}
    WHERE d.recipient = @peer AND d.state = 1 AND d.lease_until <= @now AND d.attempt >= @attempts ORDER BY d.lease_until, d.ended, d.seq`);
  const ready = db.prepare<
    [object],
    InboxMessage
  >(`SELECT m.num, m.id, m.kind, m.sender, m.recipient, m.channel, m.thread_id, m.in_reply_to, m.task_id,
      m.intent, m.priority, m.hops, m.body, m.metadata, m.sent_at, m.expires_at, d.seq, d.attempt,
      p.id AS from_id, p.alias AS from_alias, p.label AS from_label, p.host AS from_host, p.runtime AS from_runtime
    ${waiting} ORDER BY d.seq LIMIT @limit`);
  const countReady = db.prepare<[object], number>(`SELECT count(*) ${waiting}`).pluck();
  // What has expired since the last sweep is few, in all mailboxes together.
  const countHeldBack = db
    .prepare<[object], number>(`SELECT
    (SELECT count(*) FROM deliveries INDEXED BY deliveries_leases WHERE recipient = @peer AND state = 1) +
    (SELECT count(*) FROM deliveries INDEXED BY deliveries_expiry WHERE state < 2 AND expires_at <= @now AND recipient = @peer AND state = 0)`)
    .pluck();
  const lease =
    db.prepare(`UPDATE deliveries SET state = 1, attempt = attempt + 1, lease_epoch = @epoch, lease_until = @until, leased_at = @now
    WHERE recipient = @peer AND ended = 0 AND seq = @seq`);
  const releaseAll = db.prepare(
    'UPDATE deliveries INDEXED BY deliveries_leases SET lease_until = 0 WHERE recipient = ? AND state = 1',
  );
  const one = db.prepare<[number, number], Stored>(
    `SELECT ${delivery} WHERE d.recipient = ? AND d.ended IN (0, 1) AND d.seq = ?`,
  );
  const release = db.prepare(
    'UPDATE deliveries SET lease_until = 0 WHERE recipient = ? AND ended = 0 AND seq = ? AND state = 1',
  );
  const extend = db.prepare(
    'UPDATE deliveries SET lease_until = @until WHERE recipient = @peer AND ended = 0 AND seq = @seq',
  );
  const end = db
    .prepare<
      [object],
      number
    >(`UPDATE deliveries SET state = @state, ended = 1, ended_at = @now, lease_until = NULL, lease_epoch = NULL
    WHERE recipient = @peer AND ended = 0 AND seq = @seq RETURNING message`)
    .pluck();
  const uncount = db.prepare(`UPDATE inboxes SET unread = unread - 1,
      bytes = bytes - (SELECT bytes FROM messages WHERE num = @message),
      requests = requests - (SELECT intent = 'request' FROM messages WHERE num = @message)
    WHERE peer = @peer`);
  const overdue = db.prepare<[number, number], Stored>(
    `SELECT ${delivery} WHERE d.state < 2 AND d.expires_at <= ? ORDER BY d.expires_at, d.recipient, d.ended, d.seq LIMIT ?`,
  );
  const spent = db.prepare<[object], Stored>(`SELECT ${delivery}
    WHERE d.state = 1 AND d.lease_until <= @now AND d.attempt >= @attempts
    ORDER BY d.recipient, d.lease_until, d.ended, d.seq LIMIT @limit`);
  const tell = db.prepare<[number], MessageRow>(`UPDATE messages SET told = 1 WHERE num = ? AND told = 0
    RETURNING num, id, kind, sender, recipient, channel, thread_id, in_reply_to, task_id, intent, priority, hops, body, metadata, sent_at, expires_at`);

  return {
    hasReady: (peer, now) => hasReady.get({ peer, now }) === 1,
    requeue: (peer, now, attempts) => requeue.run({ peer, now, attempts }).changes,
    exhausted: (peer, now, attempts) => exhausted.all({ peer, now, attempts }).map(named),
    ready: (peer, filter, now, limit) => ready.all({ peer, now, limit, ...filter }),
    countReady: (peer, filter, now) => countReady.get({ peer, now, ...filter })!,
    countHeldBack: (peer, now) => countHeldBack.get({ peer, now })!,
    lease: (peer, seq, epoch, now, until) => void lease.run({ peer, seq, epoch, now, until }),
    releaseAll: (peer) => releaseAll.run(peer).changes,
    delivery(peer, seq) {
      const row = one.get(peer, seq);
      return row && named(row);
    },
    release: (peer, seq) => void release.run(peer, seq),
    extend: (peer, seq, until) => void extend.run({ peer, seq, until }),
    end(peer, seq, state, now) {
      const message = end.get({ peer, seq, now, state: deliveryStates.indexOf(state) });
      if (message !== undefined) uncount.run({ peer, message });
    },
    overdue: (now, limit) => overdue.all(now, limit).map(named),
    spent: (now, attempts, limit) => spent.all({ now, attempts, limit }).map(named),
    tell: (message) => tell.get(message),
  };
}
