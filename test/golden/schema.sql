CREATE TABLE channels (
  num          INTEGER PRIMARY KEY,
  name         TEXT    NOT NULL UNIQUE,
  topic        TEXT,
  created_by   INTEGER,
  created_at   INTEGER NOT NULL,
  last_post_at INTEGER,
  subscribers  INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE deliveries (
  recipient   INTEGER NOT NULL,
  ended       INTEGER NOT NULL DEFAULT 0 CHECK (ended = (state > 1)), -- in the key, so that what is unread lies together
  seq         INTEGER NOT NULL,
  message     INTEGER NOT NULL,
  state       INTEGER NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 4),
  attempt     INTEGER NOT NULL DEFAULT 0,
  lease_epoch INTEGER,          -- session epoch of the holder
  lease_until INTEGER,
  leased_at   INTEGER,
  ended_at    INTEGER,
  sent_at     INTEGER NOT NULL,
  expires_at  INTEGER NOT NULL,
  PRIMARY KEY (recipient, ended, seq)
) STRICT, WITHOUT ROWID;

CREATE INDEX deliveries_expiry ON deliveries (expires_at) WHERE state < 2;

CREATE INDEX deliveries_leases ON deliveries (recipient, lease_until) WHERE state = 1;

CREATE INDEX deliveries_message ON deliveries (message);

CREATE TABLE events (
  seq        INTEGER PRIMARY KEY AUTOINCREMENT,
  at         INTEGER NOT NULL,
  kind       TEXT    NOT NULL,
  actor      INTEGER,
  peer       INTEGER,
  message_id TEXT,
  channel    TEXT,
  task_id    TEXT,
  status     TEXT,
  key        TEXT,
  version    INTEGER,
  detail     TEXT
) STRICT;

CREATE INDEX events_at ON events (at);

CREATE TABLE idempotency (
  peer      INTEGER NOT NULL,
  key       TEXT    NOT NULL,
  operation TEXT    NOT NULL,
  sha256    BLOB    NOT NULL, -- of the request, so that a key used for something else is noticed
  answer    TEXT    NOT NULL, -- JSON, the first result
  at        INTEGER NOT NULL,
  PRIMARY KEY (peer, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX idempotency_at ON idempotency (at);

CREATE TABLE inboxes (
  peer         INTEGER PRIMARY KEY,
  last_seq     INTEGER NOT NULL DEFAULT 0,
  unread       INTEGER NOT NULL DEFAULT 0,
  requests     INTEGER NOT NULL DEFAULT 0,
  bytes        INTEGER NOT NULL DEFAULT 0,
  last_drained INTEGER
) STRICT;

CREATE TABLE memory (
  num        INTEGER PRIMARY KEY AUTOINCREMENT, -- never reused: the search index and cursors rely on it
  key        TEXT    NOT NULL UNIQUE,
  version    INTEGER NOT NULL,
  format     TEXT    NOT NULL CHECK (format IN ('text', 'json')),
  tags       TEXT    NOT NULL, -- JSON
  author     INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  expires_at INTEGER,
  value      TEXT    NOT NULL
) STRICT;

CREATE INDEX memory_expiry ON memory (expires_at) WHERE expires_at IS NOT NULL;

CREATE VIRTUAL TABLE memory_fts USING fts5 (words, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii');

CREATE TABLE memory_tombstones (
  key     TEXT    PRIMARY KEY,
  version INTEGER NOT NULL,
  laid_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX memory_tombstones_laid ON memory_tombstones (laid_at);

CREATE VIRTUAL TABLE memory_words USING fts5vocab (memory_fts, row);

CREATE TABLE mesh (
  id          INTEGER PRIMARY KEY CHECK (id = 1),
  instance_id TEXT    NOT NULL,
  epoch       TEXT    NOT NULL,
  created_at  INTEGER NOT NULL,
  clock       INTEGER NOT NULL -- the latest time written down; the clock never steps behind it
) STRICT;

CREATE TABLE messages (
  num         INTEGER PRIMARY KEY AUTOINCREMENT, -- never reused: the search index and cursors rely on it
  id          TEXT    NOT NULL UNIQUE,
  kind        TEXT    NOT NULL CHECK (kind IN ('direct', 'channel', 'task', 'system')),
  sender      INTEGER,          -- absent: the broker
  recipient   INTEGER,          -- absent: the subscribers of a channel
  channel     TEXT,
  thread_id   TEXT    NOT NULL,
  in_reply_to TEXT,
  task_id     TEXT,
  intent      TEXT    NOT NULL CHECK (intent IN ('request', 'inform', 'ack')),
  priority    TEXT    NOT NULL CHECK (priority IN ('normal', 'urgent')),
  hops        INTEGER NOT NULL, -- replies in a row before it
  body        TEXT    NOT NULL,
  body_sha256 BLOB    NOT NULL, -- a flipped bit inside a cell passes SQLite's integrity check
  bytes       INTEGER NOT NULL,
  metadata    TEXT,             -- JSON
  sent_at     INTEGER NOT NULL,
  expires_at  INTEGER NOT NULL,
  told        INTEGER NOT NULL DEFAULT 0 -- the sender was told that it expired or died
) STRICT;

CREATE INDEX messages_channel ON messages (channel, num) WHERE channel IS NOT NULL;

CREATE INDEX messages_sent ON messages (sent_at);

CREATE INDEX messages_task ON messages (task_id, recipient) WHERE kind = 'task';

CREATE INDEX messages_thread ON messages (thread_id, num) WHERE thread_id <> id;

CREATE VIRTUAL TABLE messages_fts USING fts5 (words, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii');

CREATE TABLE messages_indexed (
  id    INTEGER PRIMARY KEY CHECK (id = 1),
  up_to INTEGER NOT NULL
) STRICT;

CREATE TABLE peers (
  num             INTEGER PRIMARY KEY,
  id              TEXT    NOT NULL UNIQUE,
  label           TEXT    NOT NULL UNIQUE,
  alias           TEXT    NOT NULL,
  runtime         TEXT    NOT NULL,
  host            TEXT    NOT NULL,
  cwd             TEXT,
  repo            TEXT,
  pid             INTEGER,
  client_version  TEXT,
  push            INTEGER NOT NULL,
  hook            INTEGER NOT NULL,
  owner_sha256    BLOB,             -- of the owner key the label was first registered with
  session_sha256  BLOB    NOT NULL, -- of the session token, live or last
  previous_sha256 BLOB,             -- of the token before, good for re-attaching until the new one is used
  used            INTEGER NOT NULL, -- whether the session token was ever used
  session_epoch   INTEGER NOT NULL, -- rises with each session; leases of older ones are void
  live            INTEGER NOT NULL, -- 0 after unregistration: the token re-attaches but no longer calls
  declared        TEXT,             -- busy, idle or away, as declared
  summary         TEXT,
  current_task    TEXT,
  emotional_state TEXT,             -- JSON
  registered_at   INTEGER NOT NULL,
  last_seen       INTEGER NOT NULL, -- written every five seconds
  active_at       INTEGER NOT NULL, -- last call that a model made
  archived_at     INTEGER
) STRICT;

CREATE INDEX peers_alias ON peers (alias);

CREATE UNIQUE INDEX peers_session ON peers (session_sha256);

CREATE TABLE sent (
  sender    INTEGER NOT NULL,
  num       INTEGER NOT NULL,
  recipient INTEGER,
  PRIMARY KEY (sender, num)
) STRICT, WITHOUT ROWID;

CREATE TABLE sqlite_sequence(name,seq);

CREATE TABLE subscriptions (
  channel INTEGER NOT NULL,
  peer    INTEGER NOT NULL,
  mode    TEXT    NOT NULL CHECK (mode IN ('all', 'mentions')),
  since   INTEGER NOT NULL,
  PRIMARY KEY (channel, peer)
) STRICT, WITHOUT ROWID;

CREATE INDEX subscriptions_peer ON subscriptions (peer, channel);

CREATE TABLE task_dependencies (
  task       INTEGER NOT NULL,
  place      INTEGER NOT NULL,
  dependency INTEGER NOT NULL,
  PRIMARY KEY (task, place),
  UNIQUE (dependency, task),
  CHECK (dependency < task) -- a task waits for older ones only, so that no circle can close
) STRICT, WITHOUT ROWID;

CREATE TABLE task_history (
  task     INTEGER NOT NULL,
  seq      INTEGER NOT NULL,
  at       INTEGER NOT NULL,
  event    TEXT    NOT NULL,
  status   TEXT    NOT NULL,
  actor    INTEGER,          -- absent: the broker
  assignee INTEGER,
  claim    INTEGER NOT NULL,
  note     TEXT,
  PRIMARY KEY (task, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE tasks (
  num          INTEGER PRIMARY KEY AUTOINCREMENT, -- never reused: lists and their cursors go by it
  id           TEXT    NOT NULL UNIQUE,
  title        TEXT    NOT NULL,
  status       TEXT    NOT NULL,
  priority     INTEGER NOT NULL CHECK (priority BETWEEN 0 AND 2), -- 0 high, 1 normal, 2 low
  creator      INTEGER NOT NULL,
  assignee     INTEGER,
  holder       INTEGER,                     -- who claimed it
  claim        INTEGER NOT NULL DEFAULT 0,  -- number of the last claim; it only rises
  lease_ms     INTEGER,                     -- length that the claim was made with
  lease_until  INTEGER,
  attempt      INTEGER NOT NULL DEFAULT 0,  -- claims that ran out
  waits        INTEGER NOT NULL,            -- dependencies that are not completed; it only falls
  due_at       INTEGER,
  late_at      INTEGER,                     -- due_at until the parties were told that it is late, or it ended
  created_at   INTEGER NOT NULL,
  updated_at   INTEGER NOT NULL,
  ended_at     INTEGER,
  note         TEXT,
  metadata     TEXT,                        -- JSON
  description  TEXT,
  result       TEXT,
  CHECK (status IN ('open', 'working', 'input_required', 'completed', 'failed', 'canceled', 'rejected')),
  CHECK ((holder IS NOT NULL) = (status IN ('working', 'input_required'))),
  CHECK ((lease_until IS NOT NULL) = (holder IS NOT NULL) AND (lease_ms IS NOT NULL) = (holder IS NOT NULL)),
  CHECK ((ended_at IS NULL) = (status IN ('open', 'working', 'input_required')))
) STRICT;

CREATE INDEX tasks_creator ON tasks (creator);

CREATE INDEX tasks_creator_live ON tasks (creator) WHERE ended_at IS NULL;

CREATE INDEX tasks_ended ON tasks (ended_at);

CREATE INDEX tasks_held ON tasks (holder) WHERE holder IS NOT NULL;

CREATE INDEX tasks_late ON tasks (late_at) WHERE late_at IS NOT NULL;

CREATE INDEX tasks_leases ON tasks (lease_until) WHERE lease_until IS NOT NULL;

CREATE INDEX tasks_ready ON tasks (assignee, priority, COALESCE(due_at, 9223372036854775807)) WHERE status = 'open' AND waits = 0;

CREATE INDEX tasks_worker ON tasks (COALESCE(holder, assignee));

CREATE INDEX tasks_worker_live ON tasks (COALESCE(holder, assignee)) WHERE ended_at IS NULL;
