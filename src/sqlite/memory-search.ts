import type { Database } from 'better-sqlite3';
import type { MemoryEntryRow, MemoryTable, Word } from '../store/memory.ts';
import { endOf, expressionOf } from './memory-index.ts';

/** Entries and UTF-16 units that one search ranks: cutting half a million units into words takes about 15 ms. */
const window = { rows: 1_000, units: 512 * 1024 };

/**
 * A prefix is looked up as it is when it begins no more words, in no more entries, than this: about 30 ms to find out and 50
 * to merge their lists, which FTS5 does before it gives the first hit. Else the entries are read to see.
 */
const spread = { words: 20_000, entries: 500_000 };

/** An entry as the database has it. */
export type StoredEntry = Omit<MemoryEntryRow, 'tags'> & { readonly tags: string };

/** Columns of an entry but for its value, of `memory m` and `peers p`. */
export const entryColumns = `m.num, m.key, m.version, m.format, m.tags, m.author, m.created_at, m.updated_at, m.expires_at,
  p.alias AS written_by, p.host`;

/** An entry as the port has it. */
export function entryOf(row: StoredEntry): MemoryEntryRow {
  return { ...row, tags: JSON.parse(row.tags) as string[] };
}

// By its own index, which is empty but for the seconds before a sweep: rows that are left out are never read.
const living = (num: string) => `+${num} NOT IN (SELECT num FROM memory WHERE expires_at <= @now)`;

// 1,000 characters, since runs of blanks shrink in a snippet of 240.
const listed = (condition: string) => `SELECT ${entryColumns}, substr(m.value, 1, 1000) AS value
  FROM memory m LEFT JOIN peers p ON p.num = m.author
  WHERE m.key >= max(@from, @prefix) AND m.key <= @to AND ${living('m.num')} ${condition} ORDER BY m.key LIMIT @limit OFFSET @skip`;

/** Lists and searches of shared memory in SQLite. */
export function memorySearch(db: Database): Pick<MemoryTable, 'list' | 'candidates' | 'frequencies'> {
  const all = db.prepare<[object], StoredEntry>(listed(''));
  // Walks the keys and looks each up in the set of the tagged: at most 20 ms for 200,000, with no sort.
  const tagged = db.prepare<[object], StoredEntry>(
    listed('AND +m.num IN (SELECT rowid FROM memory_fts WHERE memory_fts MATCH @match)'),
  );
  // Newest first as the index is read: nothing is sorted, and the walk ends with the window.
  const candidates = db.prepare<[object], StoredEntry>(`SELECT ${entryColumns}, m.value
    FROM memory_fts f CROSS JOIN memory m ON m.num = f.rowid LEFT JOIN peers p ON p.num = m.author
    WHERE f.memory_fts MATCH @match AND f.rowid < @before AND f.rowid >= @floor AND ${living('f.rowid')}
    ORDER BY f.rowid DESC LIMIT @limit`);
  const count = db.prepare<[], number>('SELECT count(*) FROM memory').pluck();
  const frequency = db.prepare<[string], number>('SELECT doc FROM memory_words WHERE term = ?').pluck();
  const beginning = db
    .prepare<[string, string], number>('SELECT doc FROM memory_words WHERE term >= ? AND term < ?')
    .pluck();

  /** Sum of the frequencies of the words that begin so, and whether they are more than may be merged. */
  function spreadOf(prefix: string): { entries: number; tooWide: boolean } {
    let entries = 0;
    let words = 0;
    for (const found of beginning.iterate(prefix, endOf(prefix))) {
      entries += found;
      if (++words > spread.words || entries > spread.entries) return { entries, tooWide: true };
    }
    return { entries, tooWide: false };
  }
  const canBeAsked = (word: Word) => !word.prefix || !spreadOf(word.text).tooWide;

  return {
    list(filter, { from, skip }, limit, now) {
      const range = { from, prefix: filter.prefix, to: endOf(filter.prefix), skip, limit, now };
      if (filter.tags.length === 0) return all.all(range).map(entryOf);
      return tagged.all({ ...range, match: expressionOf({ words: [], tags: filter.tags, prefix: '' }) }).map(entryOf);
    },
    candidates(filter, { before, floor }, now) {
      const match = expressionOf({ ...filter, words: filter.words.filter(canBeAsked) });
      const rows: MemoryEntryRow[] = [];
      let units = 0;
      for (const row of candidates.iterate({ match, before, floor, now, limit: window.rows + 1 })) {
        units += row.value.length;
        if (rows.length > 0 && (rows.length === window.rows || units > window.units)) {
          return { rows, next: rows.at(-1)!.num };
        }
        rows.push(entryOf(row));
      }
      return { rows, next: undefined };
    },
    frequencies(words) {
      const entries = count.get()!;
      const of = words.map(({ text, prefix }) => (prefix ? spreadOf(text).entries : (frequency.get(text) ?? 0)));
      return { entries, of: of.map((found) => Math.min(found, entries)) };
    },
  };
}
