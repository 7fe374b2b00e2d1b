import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { operations } from '../../generated/operations.gen.ts';
import type { SearchMemoryResponse } from '../../generated/types.gen.ts';
import type { Caller } from '../../src/service/deps.ts';
import { createCorpus } from '../bench/memory-corpus.ts';
import { checkAnswer } from '../support/answers.ts';
import { broker, secret } from '../support/broker.ts';
import { newHome } from './places.ts';
import { type Search, searches } from './search-queries.ts';

/** Entries to search, and searches; `SEARCH_SEED` repeats a run. */
const entries = Number(process.env.SEARCH_ENTRIES ?? 10_000);
const runs = Number(process.env.SEARCH_RUNS ?? 300);
const seed = Number(process.env.SEARCH_SEED ?? Date.now() % 2 ** 31);
/** The promise, in milliseconds of the broker's thread, for a mesh of this size or a smaller one. */
const [bound, size] = [250, 200_000];

const operation = operations.find(({ operationId }) => operationId === 'searchMemory')!;

/** A whole broker in process, so that the time of its thread can be told, with memory in it. */
async function filled() {
  const app = await broker({ home: newHome() });
  onTestFinished(() => app.close());
  const corpus = createCorpus(entries);
  const caller = { num: 1 } as Caller;
  for (let n = 0; n < entries; n += 64) {
    const batch = Array.from({ length: Math.min(64, entries - n) }, (_, k) => corpus.entry(n + k));
    await Promise.all(batch.map((entry) => app.service.setMemory(caller, entry)));
  }
  const post = (path: string, body: unknown, session = '') =>
    app.fetch(
      new Request(`http://127.0.0.1:7337${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json', 'peermesh-session': session },
        body: JSON.stringify(body),
      }),
    );
  const who = { label: 'ann', runtime: 'test', host: 'studio' };
  const joined = await post(operations.find(({ operationId }) => operationId === 'registerPeer')!.path, who);
  const { session_token } = (await joined.json()) as { session_token: string };
  return { corpus, search: (input: unknown) => post(operation.path, input, session_token) };
}

/** Without a NUL and without half a character; anything else is a query, if only one that nothing fits. */
const isText = (query: string) => query.isWellFormed() && !query.includes('\0');

const spoil = (cursor: string, changes: Search['spoilt']) => {
  const characters = [...cursor];
  for (const [place, character] of changes) characters[Math.floor(place * (cursor.length - 1))] = character;
  return characters.join('');
};

test(`${runs} searches of ${entries} entries, whatever they say, answer as the contract says`, {
  timeout: 60_000 + entries * 5 + runs * 1_000,
}, async () => {
  const { corpus, search } = await filled();
  const slowest = { ms: 0, input: '' };
  const seen = { answers: 0, refused: 0, hits: 0 };

  /** Searches once; answers undefined when that was refused. */
  const ask = async (input: Search['input']): Promise<SearchMemoryResponse | undefined> => {
    const before = process.threadCpuUsage();
    const answer = await search(input);
    const { user, system } = process.threadCpuUsage(before);
    const ms = (user + system) / 1_000;
    if (ms > slowest.ms) Object.assign(slowest, { ms, input: JSON.stringify(input) });
    const body = (await answer.json()) as SearchMemoryResponse;
    const code = checkAnswer(operation, answer, body);
    seen[code === 'ok' ? 'answers' : 'refused']++;
    if (code === 'ok') return body;
    expect(code).toBe('invalid_request');
    expect(input.cursor !== undefined || !isText(input.query ?? '')).toBe(true);
    return undefined;
  };

  const property = fc.asyncProperty(searches(corpus), async ({ input, pages, spoilt }) => {
    let answer = await ask(input);
    for (let page = 0; answer; page++) {
      const { hits, next_cursor } = answer;
      seen.hits += hits.length;
      expect(hits.length).toBeLessThanOrEqual(input.limit ?? 10);
      for (const { key, tags } of hits) {
        expect(key.startsWith(input.prefix ?? '')).toBe(true);
        expect(tags).toEqual(expect.arrayContaining(input.tags ?? []));
      }
      if (!next_cursor || page === pages) return;
      answer = await ask({ ...input, cursor: spoil(next_cursor, spoilt) });
    }
  });
  await fc.assert(property, { numRuns: runs, seed, endOnFailure: process.env.CI === undefined });
  console.table({ entries, ...seen, seed, 'slowest ms of the thread': Math.round(slowest.ms) });
  console.log(`slowest: ${slowest.input.slice(0, 500)}`);
  expect(seen.hits).toBeGreaterThan(runs);
  if (entries >= size) expect(slowest.ms).toBeLessThan(bound);
});
