-- A claim that has run out stays in its row until somebody writes that down: whoever reads compares lease_until with the
-- clock. The long texts come last, so that lists do not read the pages they overflow to.
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
CREATE INDEX tasks_worker ON tasks (COALESCE(holder, assignee));
CREATE INDEX tasks_worker_live ON tasks (COALESCE(holder, assignee)) WHERE ended_at IS NULL;
CREATE INDEX tasks_ended ON tasks (ended_at);
CREATE INDEX tasks_ready ON tasks (assignee, priority, COALESCE(due_at, 9223372036854775807)) WHERE status = 'open' AND waits = 0;
CREATE INDEX tasks_held ON tasks (holder) WHERE holder IS NOT NULL;
CREATE INDEX tasks_leases ON tasks (lease_until) WHERE lease_until IS NOT NULL;
CREATE INDEX tasks_late ON tasks (late_at) WHERE late_at IS NOT NULL;

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
