import { expect, test } from 'vitest';
import type { MemoryTable } from '../../src/store/memory.ts';
import { planOf, recording } from './plans.ts';

const word = { text: 'value', prefix: false };
const prefix = { text: 'val', prefix: true };
const everything = { before: 99, floor: 0 };
const from = (text: string) => ({ from: text, skip: 0 });
const about = { words: [word], tags: [], prefix: '' };

/** One call of each verb, over an entry `a` and a tombstone `b`. */
const calls: Record<string, (memory: MemoryTable) => unknown> = {
  get: (memory) => memory.get('a', 1),
  lastVersion: (memory) => memory.lastVersion('a'),
  put: (memory) => put(memory, 'a', null),
  bury: (memory) => memory.bury('a', 2, 1),
  list: (memory) => memory.list({ tags: [], prefix: 'a/' }, from(''), 10, 1),
  'list tagged': (memory) => memory.list({ tags: ['tag'], prefix: '' }, from('a'), 10, 1),
  candidates: (memory) => memory.candidates(about, everything, 1),
  'candidates prefix': (memory) => memory.candidates({ ...about, words: [prefix] }, everything, 1),
  frequencies: (memory) => memory.frequencies([word, prefix]),
  expire: (memory) => [put(memory, 'c', 1), memory.expire(1, 10)],
  collect: (memory) => memory.collect(9, 10),
};

/** Statements at the beginning of a call that only set it up. */
const setUp: Record<string, number> = { expire: 4 };

const put = (memory: MemoryTable, key: string, expires_at: number | null) =>
  memory.put({
    key,
    version: 1,
    format: 'text',
    tags: ['tag'],
    author: 1,
    created_at: 1,
    updated_at: 1,
    expires_at,
    value: 'value',
  });

test('what a request or the sweeper asks of memory is found by an index, and nothing sorts', async () => {
  const { db, tables, ran } = recording();
  const { memory } = tables;
  put(memory, 'a', null);
  memory.bury('b', 1, 1);

  const plans: string[] = [];
  for (const [name, call] of Object.entries(calls)) {
    ran.clear();
    call(memory);
    // What the search index asks of its own tables is a comment to SQLite.
    const asked = [...ran].filter((sql) => !sql.startsWith('--'));
    for (const sql of asked.slice(setUp[name] ?? 0)) {
      const steps = planOf(db, sql);
      // A plain INSERT has no steps.
      if (steps.length > 0) plans.push(`${name}: ${steps.join('; ')}`);
    }
  }
  const text = `${plans.join('\n')}\n`;
  await expect(text).toMatchFileSnapshot('../golden/query-plans-memory.txt');
  const wrong = plans.filter((plan) => /TEMP B-TREE|SCAN (?!CONSTANT ROW|\w+ VIRTUAL TABLE)/.test(plan));
  expect(wrong).toEqual(['frequencies: SCAN memory USING COVERING INDEX sqlite_autoindex_memory_1']);
});
