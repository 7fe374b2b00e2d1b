import type { Database } from 'better-sqlite3';
import type { PeerRow, PeerTable, SessionRow } from '../store/peers.ts';

const columns = `num, id, label, alias, runtime, host, cwd, repo, pid, client_version, push, hook, owner_sha256, session_sha256,
  previous_sha256, used, session_epoch, live, declared, summary, current_task, emotional_state, registered_at, last_seen, active_at, archived_at`;

const attached = `alias = @alias, runtime = @runtime, host = @host, cwd = @cwd, repo = @repo, pid = @pid, client_version = @client_version,
  push = @push, hook = @hook, owner_sha256 = @owner_sha256, session_sha256 = @session_sha256, previous_sha256 = @previous_sha256, used = 0,
  session_epoch = @session_epoch, live = 1, registered_at = @registered_at, last_seen = @last_seen, active_at = @active_at, archived_at = NULL`;

/** Peers and sessions in SQLite. */
export function peerTable(db: Database): PeerTable {
  const one = (where: string) => db.prepare<unknown[], PeerRow>(`SELECT ${columns} FROM peers WHERE ${where}`);
  const get = one('num = ?');
  const byId = one('id = ?');
  const byLabel = one('label = ?');
  const byLabelNow = one('label = ? AND archived_at IS NULL');
  const byAlias = one('alias = ? AND archived_at IS NULL ORDER BY num LIMIT ?');
  const bySession = db.prepare<
    [Uint8Array],
    SessionRow
  >(`SELECT num, id, label, alias, host, runtime, cwd, repo, session_epoch, used
    FROM peers WHERE session_sha256 = ? AND live = 1 AND archived_at IS NULL`);
  const byAliasAtHost = one('alias = ? AND host = ? AND archived_at IS NULL ORDER BY num LIMIT ?');
  const byAliases = one('alias IN (SELECT value FROM json_each(?)) AND archived_at IS NULL');
  const liveEpoch = db.prepare<[number], number>('SELECT session_epoch FROM peers WHERE num = ? AND live = 1').pluck();
  const names = db
    .prepare<[number], string>(
      'SELECT alias FROM peers WHERE archived_at IS NULL UNION SELECT label FROM peers WHERE archived_at IS NULL LIMIT ?',
    )
    .pluck();
  const insert =
    db.prepare(`INSERT INTO peers (id, label, alias, runtime, host, cwd, repo, pid, client_version, push, hook, owner_sha256,
      session_sha256, previous_sha256, used, session_epoch, live, registered_at, last_seen, active_at)
    VALUES (@id, @label, @alias, @runtime, @host, @cwd, @repo, @pid, @client_version, @push, @hook, @owner_sha256,
      @session_sha256, @previous_sha256, 0, @session_epoch, 1, @registered_at, @last_seen, @active_at)`);
  const addInbox = db.prepare('INSERT INTO inboxes (peer) VALUES (?)');
  const attach = db.prepare(`UPDATE peers SET ${attached} WHERE num = @num`);
  const confirm = db.prepare('UPDATE peers SET used = 1, previous_sha256 = NULL WHERE num = ?');
  const setProfile =
    db.prepare(`UPDATE peers SET alias = @alias, declared = @declared, summary = @summary, current_task = @current_task,
    emotional_state = @emotional_state WHERE num = @num`);
  const endSession = db.prepare('UPDATE peers SET live = 0, declared = NULL, last_seen = ? WHERE num = ?');
  // MAX: a sign of life in memory may be older than what a registration wrote meanwhile.
  const touch = db.prepare(
    'UPDATE peers SET last_seen = MAX(last_seen, @last_seen), active_at = MAX(active_at, @active_at) WHERE num = @num',
  );
  const drained = db.prepare('UPDATE inboxes SET last_drained = ? WHERE peer = ?');
  const list = db.prepare<[object], PeerRow>(`SELECT ${columns} FROM peers
    WHERE label > @after AND archived_at IS NULL
      AND (@host IS NULL OR host = @host) AND (@repo IS NULL OR repo = @repo) AND (@cwd IS NULL OR cwd = @cwd)
      AND (@runtime IS NULL OR runtime = @runtime)
      AND (@query IS NULL OR instr(lower(alias || ' ' || label || ' ' || host || ' ' || coalesce(summary, '')), lower(@query)) > 0)
    ORDER BY label LIMIT @limit`);
  const archive = db.prepare(`UPDATE peers SET archived_at = @now WHERE num IN
    (SELECT num FROM peers WHERE archived_at IS NULL AND last_seen < @before ORDER BY num LIMIT @limit)`);

  return {
    get: (num) => get.get(num),
    byLabel: (label) => byLabel.get(label),
    bySession: (sha256) => bySession.get(sha256),
    liveEpoch: (num) => liveEpoch.get(num),
    find(ref, limit) {
      const exact = ref.startsWith('peer_') ? byId.get(ref) : undefined;
      if (exact) return [exact];
      const at = ref.lastIndexOf('@');
      const qualified = at > 0 ? byAliasAtHost.all(ref.slice(0, at), ref.slice(at + 1), limit) : [];
      const matches = [...byLabelNow.all(ref), ...byAlias.all(ref, limit), ...qualified];
      return [...new Map(matches.map((row) => [row.num, row])).values()].slice(0, limit);
    },
    byAliases: (aliases) => byAliases.all(JSON.stringify(aliases)),
    names: (limit) => names.all(limit),
    insert(id, label, row) {
      const num = Number(insert.run({ id, label, ...row }).lastInsertRowid);
      addInbox.run(num);
      return num;
    },
    attach: (num, row) => void attach.run({ num, ...row }),
    confirmSession: (num) => void confirm.run(num),
    setProfile: (num, profile) => void setProfile.run({ num, ...profile }),
    endSession: (num, now) => void endSession.run(now, num),
    touch(rows) {
      for (const row of rows) {
        touch.run(row);
        if (row.last_drained !== null) drained.run(row.last_drained, row.num);
      }
    },
    list: (filter) => list.all({ host: null, repo: null, cwd: null, runtime: null, query: null, ...present(filter) }),
    archive: (before, now, limit) => archive.run({ before, now, limit }).changes,
  };
}

/** Undefined filters are NULL to SQL, which better-sqlite3 wants said. */
const present = (filter: object) =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
