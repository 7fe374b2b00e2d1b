import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrations } from '../../generated/migrations.gen.ts';
import { memoryTable } from '../../src/sqlite/memory.ts';
import type { MemoryEntryRow, MemoryFilter, MemoryWindow, Word } from '../../src/store/memory.ts';

const size = 20_000;
const usual = Array.from({ length: 12 }, (_, n) => `usual${n}`);
const whole = (text: string): Word => ({ text, prefix: false });
const beginning = (text: string): Word => ({ text, prefix: true });
const about = (...words: Word[]): MemoryFilter => ({ words, tags: [], prefix: '' });
const newest = { before: Number.MAX_SAFE_INTEGER, floor: 0 };

/** Shared memory in a database in memory, where its verbs answer at once. */
function open() {
  const db = new Database(':memory:');
  for (const { sql } of migrations) db.exec(sql);
  const memory = memoryTable(db);
  const put = (key: string, value: string, tags: string[] = []) => {
    const row = { key, version: 1, format: 'text', author: 1, created_at: 1, updated_at: 1, expires_at: null } as const;
    memory.put({ ...row, tags, value });
  };
  const candidates = (filter: MemoryFilter, place = newest) => memory.candidates(filter, place, 1) as MemoryWindow;
  return { db, memory, put, candidates };
}

/** 20,000 entries with 12 usual words and two of their own each; every 1,000th is rare. */
function openLarge() {
  const opened = open();
  opened.db.transaction(() => {
    for (let n = 0; n < size; n++)
      opened.put(`k/${n}`, `${usual.join(' ')} own${n} also${n} ${n % 1_000 === 0 ? 'rare' : ''}`, [
        n % 2 ? 'odd' : 'even',
      ]);
  })();
  return opened;
}

/** Milliseconds of CPU time. */
function cost(work: () => unknown): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1_000;
}

test('a search reads at most 1,000 entries, the newest, and windows of them lead through all', () => {
  const { candidates } = openLarge();
  const seen: number[] = [];
  for (let place = newest; ; ) {
    const { rows, next } = candidates(about(...usual.map(whole)), place);
    expect(rows.length).toBeLessThanOrEqual(1_000);
    seen.push(...rows.map(({ num }) => num));
    if (next === undefined) break;
    place = { before: next, floor: 0 };
  }
  expect(seen).toEqual(Array.from({ length: size }, (_, n) => size - n));
});

test('a search reads at most half a million characters and one value more', () => {
  const { put, candidates } = open();
  for (let n = 0; n < 6; n++) put(`k/${n}`, `word ${'.'.repeat(200_000)}`);
  const { rows, next } = candidates(about(whole('word')));
  expect(rows.map(({ key }) => key)).toEqual(['k/5', 'k/4']);
  expect(candidates(about(whole('word')), { before: next!, floor: 0 }).rows.map(({ key }) => key)).toEqual([
    'k/3',
    'k/2',
  ]);
});

test('a prefix of more words than 20,000 is not asked of the index: the entries are left to be read', () => {
  const { put, candidates } = openLarge();
  expect(candidates(about(beginning('own')))).toMatchObject({ next: expect.any(Number) });
  put('without', 'usual0');
  const keys = (word: Word) => candidates(about(word)).rows.map(({ key }) => key);
  expect(keys(beginning('own'))[0]).not.toBe('without');
  for (let n = size; n <= size + 1; n++) put(`k/${n}`, `own${n}`);
  expect(keys(beginning('own')).slice(0, 3)).toEqual(['k/20001', 'k/20000', 'without']);
  expect(keys(beginning('own2000')).slice(0, 3)).toEqual(['k/20001', 'k/20000', 'k/2000']);
});

test('an entry is found by its first 10,000 different words', () => {
  const { put, candidates } = open();
  put('k', Array.from({ length: 10_001 }, (_, n) => `w${n}`).join(' '));
  const found = (word: string) => candidates(about(whole(word))).rows.length;
  // The word of the key is the first.
  expect([found('k'), found('w9998'), found('w9999')]).toEqual([1, 1, 0]);
});

test('no search of 20,000 entries takes a tenth of what one of 200,000 may', () => {
  const { memory, candidates } = openLarge();
  const tags =
    (...tags: string[]) =>
    () =>
      memory.list({ tags, prefix: '' }, { from: '', skip: 0 }, 51, 1) as MemoryEntryRow[];
  const searches: Record<string, () => unknown> = {
    'usual words': () => candidates(about(...usual.map(whole))),
    'usual words and a rare one': () => candidates(about(...usual.slice(1).map(whole), whole('rare'))),
    'a prefix of 20,000 words': () => candidates(about(beginning('own'))),
    'a prefix of all words': () => candidates(about(...usual.map(whole), beginning('usu'))),
    'words, tag and key': () => candidates({ words: usual.map(whole), tags: ['odd'], prefix: 'k/' }),
    'a tag': tags('odd'),
    'tags that exclude each other': tags('odd', 'even'),
    frequencies: () => memory.frequencies([...usual.map(whole), beginning('usu')]),
  };
  for (const [what, search] of Object.entries(searches)) {
    const cheapest = Math.min(cost(search), cost(search), cost(search));
    expect(`${what}: ${cheapest < 25 ? 'cheap' : `${cheapest} ms`}`).toBe(`${what}: cheap`);
  }
});
