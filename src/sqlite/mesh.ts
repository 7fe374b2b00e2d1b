import type { Database } from 'better-sqlite3';
import type { MeshTable } from '../store/mesh.ts';

type Counts = Awaited<ReturnType<MeshTable['counts']>>;

/** What the database knows of itself. */
export function meshTable(db: Database): MeshTable {
  const epoch = db.prepare<[], string>('SELECT epoch FROM mesh').pluck();
  const clock = db.prepare<[], number>('SELECT clock FROM mesh').pluck();
  const setClock = db.prepare('UPDATE mesh SET clock = ?');
  const releaseLeases = db.prepare('UPDATE deliveries SET lease_until = 0 WHERE state = 1');
  const clampPeers = db.prepare('UPDATE peers SET last_seen = MIN(last_seen, @now), active_at = MIN(active_at, @now)');
  const counts = db.prepare<[object], Counts>(`SELECT
    (SELECT count(*) FROM peers WHERE archived_at IS NULL) AS peers,
    (SELECT count(*) FROM messages) AS messages,
    (SELECT coalesce(sum(unread), 0) FROM inboxes) AS unread,
    (SELECT count(*) FROM channels) AS channels,
    (SELECT count(*) FROM tasks) AS tasks,
    (SELECT count(*) FROM memory) - (SELECT count(*) FROM memory WHERE expires_at <= @now) AS memory`);

  return {
    epoch: () => epoch.get()!,
    clock: () => clock.get()!,
    setClock: (now) => void setClock.run(now),
    rebase(now) {
      releaseLeases.run();
      clampPeers.run({ now });
      setClock.run(now);
    },
    counts: (now) => counts.get({ now })!,
  };
}
