-- Every write of an entry makes a new row, so that a higher number is a newer entry. The value comes last: it overflows
-- to pages of its own, which the columns before it do without.
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

-- The last versions of deleted and expired entries, so that the next one goes on counting.
CREATE TABLE memory_tombstones (
  key     TEXT    PRIMARY KEY,
  version INTEGER NOT NULL,
  laid_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX memory_tombstones_laid ON memory_tombstones (laid_at);

-- Which entries have a word: cut and folded by the broker, hence the plain tokenizer, to which every character beyond
-- ASCII is a letter. Without places and counts (detail=none) a word costs as much for 256 KiB as for a line; its text is
-- in memory.
CREATE VIRTUAL TABLE memory_fts USING fts5 (words, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii');
CREATE VIRTUAL TABLE memory_words USING fts5vocab (memory_fts, row);
