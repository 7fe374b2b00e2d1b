-- Times are milliseconds of the broker's clock. Peers are referred to by number, without foreign keys: what was
-- accepted outlives who sent it.

CREATE TABLE mesh (
  id          INTEGER PRIMARY KEY CHECK (id = 1),
  instance_id TEXT    NOT NULL,
  epoch       TEXT    NOT NULL,
  created_at  INTEGER NOT NULL,
  clock       INTEGER NOT NULL -- the latest time written down; the clock never steps behind it
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
CREATE UNIQUE INDEX peers_session ON peers (session_sha256);
CREATE INDEX peers_alias ON peers (alias);

-- One row per mailbox: counters that equal a recount of its deliveries, so that "unread" costs one look-up.
CREATE TABLE inboxes (
  peer         INTEGER PRIMARY KEY,
  last_seq     INTEGER NOT NULL DEFAULT 0,
  unread       INTEGER NOT NULL DEFAULT 0,
  requests     INTEGER NOT NULL DEFAULT 0,
  bytes        INTEGER NOT NULL DEFAULT 0,
  last_drained INTEGER
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
CREATE INDEX messages_thread ON messages (thread_id, num) WHERE thread_id <> id; -- the first of a thread is found by its id
CREATE INDEX messages_channel ON messages (channel, num) WHERE channel IS NOT NULL;
CREATE INDEX messages_task ON messages (task_id, recipient) WHERE kind = 'task';
CREATE INDEX messages_sent ON messages (sent_at);

-- state: 0 queued, 1 leased, 2 acked, 3 expired, 4 dead. Below 2 it is unread.
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
CREATE INDEX deliveries_leases ON deliveries (recipient, lease_until) WHERE state = 1;
CREATE INDEX deliveries_expiry ON deliveries (expires_at) WHERE state < 2;
CREATE INDEX deliveries_message ON deliveries (message);

-- Both are filled in batches behind the messages, at most a second late: an entry at each send would touch a page of its own
-- for every sender. Task notices are left out, since they may be rewritten.
CREATE TABLE sent (
  sender    INTEGER NOT NULL,
  num       INTEGER NOT NULL,
  recipient INTEGER,
  PRIMARY KEY (sender, num)
) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE messages_fts USING fts5 (words, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii');
CREATE TABLE messages_indexed (
  id    INTEGER PRIMARY KEY CHECK (id = 1),
  up_to INTEGER NOT NULL
) STRICT;
INSERT INTO messages_indexed (id, up_to) VALUES (1, 0);

CREATE TABLE channels (
  num          INTEGER PRIMARY KEY,
  name         TEXT    NOT NULL UNIQUE,
  topic        TEXT,
  created_by   INTEGER,
  created_at   INTEGER NOT NULL,
  last_post_at INTEGER,
  subscribers  INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE subscriptions (
  channel INTEGER NOT NULL,
  peer    INTEGER NOT NULL,
  mode    TEXT    NOT NULL CHECK (mode IN ('all', 'mentions')),
  since   INTEGER NOT NULL,
  PRIMARY KEY (channel, peer)
) STRICT, WITHOUT ROWID;
CREATE INDEX subscriptions_peer ON subscriptions (peer, channel);

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
