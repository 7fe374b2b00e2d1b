import type { Database } from 'better-sqlite3';
import type { EventRow, EventTable } from '../store/events.ts';

const absent = {
  actor: null,
  peer: null,
  message_id: null,
  channel: null,
  task_id: null,
  status: null,
  key: null,
  version: null,
  detail: null,
};

/** The activity feed in SQLite. */
export function eventTable(db: Database): EventTable {
  const append =
    db.prepare(`INSERT INTO events (at, kind, actor, peer, message_id, channel, task_id, status, key, version, detail)
    VALUES (@at, @kind, @actor, @peer, @message_id, @channel, @task_id, @status, @key, @version, @detail)`);
  const select = `SELECT e.seq, e.at, e.kind, a.label AS actor, p.label AS peer, e.message_id, e.channel, e.task_id, e.status, e.key, e.version, e.detail
    FROM events e LEFT JOIN peers a ON a.num = e.actor LEFT JOIN peers p ON p.num = e.peer`;
  const list = db.prepare<[object], EventRow>(`${select} WHERE e.seq > @after AND e.seq <= @to
    AND (@kinds IS NULL OR e.kind IN (SELECT value FROM json_each(@kinds))) ORDER BY e.seq LIMIT @limit`);
  const last = db.prepare<[], number>('SELECT coalesce(max(seq), 0) FROM events').pluck();
  const collect = db.prepare(
    'DELETE FROM events WHERE seq IN (SELECT seq FROM events WHERE at < ? ORDER BY at LIMIT ?)',
  );

  return {
    append: (event) => void append.run({ ...absent, ...event }),
    list: (after, to, kinds, limit) =>
      list.all({ after, to, limit, kinds: kinds.length > 0 ? JSON.stringify(kinds) : null }),
    last: () => last.get()!,
    collect: (before, limit) => collect.run(before, limit).changes,
  };
}
