import type { Database } from 'better-sqlite3';
import type { ChannelRow, ChannelTable, ChannelView, Mode } from '../store/channels.ts';

const columns = `c.num, c.name, c.topic, (SELECT alias FROM peers WHERE num = c.created_by) AS created_by, c.created_at, c.last_post_at, c.subscribers`;

// Posts that wait are counted by walking the caller's unread deliveries, at most 10,000, not the channel.
const view = `WITH waiting (channel, posts) AS (SELECT m.channel, count(*) FROM deliveries d JOIN messages m ON m.num = d.message
    WHERE d.recipient = @peer AND d.ended = 0 AND m.channel IS NOT NULL GROUP BY m.channel)
  SELECT ${columns}, s.mode, coalesce(w.posts, 0) AS unread FROM channels c
  LEFT JOIN subscriptions s ON s.channel = c.num AND s.peer = @peer
  LEFT JOIN waiting w ON w.channel = c.name`;

/** Channels and subscriptions in SQLite. */
export function channelTable(db: Database): ChannelTable {
  const byName = db.prepare<[string], ChannelRow>(`SELECT ${columns} FROM channels c WHERE c.name = ?`);
  const names = db.prepare<[number], string>('SELECT name FROM channels ORDER BY name LIMIT ?').pluck();
  const insert = db.prepare(
    'INSERT INTO channels (name, topic, created_by, created_at) VALUES (@name, @topic, @created_by, @created_at)',
  );
  const viewOne = db.prepare<[object], ChannelView>(`${view} WHERE c.name = @name`);
  const list = db.prepare<[object], ChannelView>(`${view}
    WHERE c.name > @after AND (@subscribed IS NULL OR (s.mode IS NOT NULL) = @subscribed)
      AND (@query IS NULL OR instr(lower(c.name || ' ' || coalesce(c.topic, '')), lower(@query)) > 0)
    ORDER BY c.name LIMIT @limit`);
  const subscribe = db.prepare(
    'INSERT INTO subscriptions (channel, peer, mode, since) VALUES (@channel, @peer, @mode, @now) ON CONFLICT DO NOTHING',
  );
  const setMode = db.prepare('UPDATE subscriptions SET mode = @mode WHERE channel = @channel AND peer = @peer');
  const unsubscribe = db.prepare('DELETE FROM subscriptions WHERE channel = ? AND peer = ?');
  const count = db.prepare('UPDATE channels SET subscribers = subscribers + ? WHERE num = ?');
  const subscriptions = db.prepare<
    [number],
    { channel: string; mode: Mode }
  >(`SELECT c.name AS channel, s.mode FROM subscriptions s
    JOIN channels c ON c.num = s.channel WHERE s.peer = ? ORDER BY c.name`);
  const subscribers = db.prepare<
    [number],
    { peer: number; label: string; alias: string; mode: Mode }
  >(`SELECT s.peer, p.label, p.alias, s.mode
    FROM subscriptions s JOIN peers p ON p.num = s.peer WHERE s.channel = ? ORDER BY s.peer`);
  const posted = db.prepare('UPDATE channels SET last_post_at = ? WHERE num = ?');

  return {
    byName: (name) => byName.get(name),
    names: (limit) => names.all(limit),
    insert: (row) => Number(insert.run(row).lastInsertRowid),
    view: (name, peer) => viewOne.get({ name, peer }),
    list: (peer, filter) =>
      list.all({ peer, ...filter, subscribed: filter.subscribed === null ? null : Number(filter.subscribed) }),
    subscribe(channel, peer, mode, now) {
      const isNew = subscribe.run({ channel, peer, mode, now }).changes === 1;
      if (isNew) count.run(1, channel);
      else setMode.run({ channel, peer, mode });
      return isNew;
    },
    unsubscribe(channel, peer) {
      const was = unsubscribe.run(channel, peer).changes === 1;
      if (was) count.run(-1, channel);
      return was;
    },
    subscriptions: (peer) => subscriptions.all(peer),
    subscribers: (channel) => subscribers.all(channel),
    posted: (channel, now) => void posted.run(now, channel),
  };
}
