import type { Awaitable, Millis } from './port.ts';

/** What a value is. */
export type MemoryFormat = 'text' | 'json';

/** An entry as it is stored. */
export interface MemoryRow {
  /** Rises with every write of any entry. */
  readonly num: number;
  readonly key: string;
  readonly version: number;
  readonly format: MemoryFormat;
  readonly tags: readonly string[];
  /** The peer that wrote this version. */
  readonly author: number;
  readonly created_at: Millis;
  readonly updated_at: Millis;
  readonly expires_at: Millis | null;
  readonly value: string;
}

/** An entry and who wrote it. */
export interface MemoryEntryRow extends MemoryRow {
  /** Alias; null when the peer is unknown. */
  readonly written_by: string | null;
  readonly host: string | null;
}

/** A word that an entry must have. */
export interface Word {
  /** As `wordsOf` cuts it. */
  readonly text: string;
  /** Whether it only begins a word. */
  readonly prefix: boolean;
}

/** Which entries are wanted: those with all of the words and tags whose key begins so. */
export interface MemoryFilter {
  readonly words: readonly Word[];
  readonly tags: readonly string[];
  /** Empty: any key. */
  readonly prefix: string;
}

/** Entries that can be ranked together, newest first. */
export interface MemoryWindow {
  readonly rows: MemoryEntryRow[];
  /** Where older matches begin; undefined when there are none. */
  readonly next: number | undefined;
}

/** Shared memory. An entry whose time has come counts as absent in every verb that is told the time. */
export interface MemoryTable {
  get(key: string, now: Millis): Awaitable<MemoryEntryRow | undefined>;
  /** The last version a key had, expired and deleted ones included; 0 when it was never written or is forgotten. */
  lastVersion(key: string): Awaitable<number>;
  /** Writes an entry in place of whatever its key had, and makes it searchable. */
  put(row: Omit<MemoryRow, 'num'>): Awaitable<void>;
  /** Deletes an entry and leaves a tombstone of this version. */
  bury(key: string, version: number, now: Millis): Awaitable<void>;
  /** Entries by key, from `from` on but for the first `skip`; of their values only what a snippet shows. */
  list(
    filter: Omit<MemoryFilter, 'words'>,
    place: { from: string; skip: number },
    limit: number,
    now: Millis,
  ): Awaitable<MemoryEntryRow[]>;
  /**
   * The newest entries that may match, with numbers from `floor` up to but without `before`: so many as one search can rank.
   * Words and prefix have to be checked again, since an index of bounded work finds some that do not match.
   */
  candidates(filter: MemoryFilter, place: { before: number; floor: number }, now: Millis): Awaitable<MemoryWindow>;
  /** How many entries there are, and how many of them have each word. An estimate for prefixes. */
  frequencies(words: readonly Word[]): Awaitable<{ readonly entries: number; readonly of: readonly number[] }>;
  /** Makes tombstones of expired entries; answers how many. */
  expire(now: Millis, limit: number): Awaitable<number>;
  /** Forgets tombstones laid before a time; answers how many. */
  collect(before: Millis, limit: number): Awaitable<number>;
}
