/**
 * How long operations on shared memory hold the broker when it has 200,000 entries whose words are spread as unevenly as those
 * of a language: the worst queries for such an index, and the writes. In milliseconds of its thread; those by the clock, which
 * count what other programs and the disk took too, stand beside them. Exits 1 when one took longer than the bound.
 *
 *   npm exec -- node test/bench/memory-search.ts [entries] [rounds]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrations } from '../../generated/migrations.gen.ts';
import type { SearchMemoryInput, SetMemoryInput } from '../../generated/service.gen.ts';
import { defaultLimits } from '../../src/limits.ts';
import type { Caller } from '../../src/service/deps.ts';
import { memory } from '../../src/service/memory.ts';
import { openEngine } from '../../src/sqlite/open.ts';
import { openTables } from '../../src/sqlite/tables.ts';
import type { Tx } from '../../src/store/port.ts';
import { createCorpus } from './memory-corpus.ts';
import { median } from './support.ts';

/** Milliseconds that one request may hold the broker. */
const bound = 250;
const size = Number(process.argv[2] ?? 200_000);
const rounds = Number(process.argv[3] ?? 9);
const batch = 64;

const home = mkdtempSync(join(tmpdir(), 'peermesh-bench-'));
const { vocabulary, entry, differentWords } = createCorpus(size);
let now = Date.UTC(2026, 10, 23, 8);
const engine = await openEngine<Tx>({
  home: join(home, 'home'),
  address: 'nowhere',
  migrations,
  openTables,
  now: () => now,
  newId: () => 'bench',
  onFatal: (error) => {
    throw error;
  },
});
const clock = { now: () => now, takeRebase: () => false };
const service = memory({ engine, clock, limits: defaultLimits });
const caller = { num: 1 } as Caller;
const set = (input: SetMemoryInput) => service.setMemory(caller, input);
let worst = 0;

async function measure<T>(
  what: string,
  times: number,
  work: (round: number) => Promise<T>,
  tell: (answer: T) => unknown,
) {
  const cpu: number[] = [];
  let wall = 0;
  let answer: T | undefined;
  for (let round = 0; round < times; round++) {
    const begun = performance.now();
    const before = process.threadCpuUsage();
    answer = await work(round);
    const { user, system } = process.threadCpuUsage(before);
    cpu.push((user + system) / 1_000);
    wall = Math.max(wall, performance.now() - begun);
  }
  const max = Math.max(...cpu);
  worst = Math.max(worst, max);
  const figures = [median(cpu), max, wall].map((figure) => figure.toFixed(1).padStart(8)).join('');
  console.log(`${what.padEnd(50)}${figures}   ${tell(answer!)}`);
}

const search = (what: string, input: Partial<SearchMemoryInput>) =>
  measure(
    what,
    rounds,
    () => service.searchMemory(caller, { limit: 10, ...input }),
    ({ hits, next_cursor }) => `${hits.length} hits${next_cursor ? ', more' : ''}`,
  );

async function fill() {
  let spent = 0;
  let slowest = 0;
  for (let n = 0; n < size; n += batch) {
    const inputs = Array.from({ length: Math.min(batch, size - n) }, (_, k) => entry(n + k));
    const before = process.threadCpuUsage();
    await Promise.all(inputs.map(set));
    const { user, system } = process.threadCpuUsage(before);
    spent += user + system;
    slowest = Math.max(slowest, (user + system) / 1_000);
  }
  console.log(
    `${size} entries, ${(spent / size).toFixed(0)} µs each; slowest batch of ${batch}: ${slowest.toFixed(1)} ms
`,
  );
}

async function searches() {
  const usual = vocabulary.slice(0, 12).join(' ');
  await search('the most usual word', { query: vocabulary[0]! });
  await search('the 12 most usual words', { query: usual });
  await search('50 hits of the 12 most usual words', { query: usual, limit: 50 });
  await search('12 middling words', { query: vocabulary.slice(20, 32).join(' ') });
  await search('11 usual words and a rare one', {
    query: `${vocabulary.slice(0, 11).join(' ')} ${vocabulary[30_000]}`,
  });
  await search('a rare word', { query: vocabulary[30_000]! });
  await search('a word that nothing has', { query: 'zzzzzzzzzzzz' });
  for (const length of [3, 4])
    await search(`prefix of ${length} letters of a usual word`, { query: `${vocabulary[0]!.slice(0, length)}*` });
  await search('prefix of an id in every entry', { query: '01k9*' });
  await search('11 usual words and that prefix', { query: `${vocabulary.slice(0, 11).join(' ')} 01k9*` });
  await search('11 usual words and a prefix of 3 letters', {
    query: `${vocabulary.slice(0, 11).join(' ')} ${vocabulary[40]!.slice(0, 3)}*`,
  });
  await search('prefix of 19,000 words', { query: 'pre*' });
  await search('11 usual words and that prefix', { query: `${vocabulary.slice(0, 11).join(' ')} pre*` });
  await search('Japanese', { query: '東京都に行く予定' });
  await search('12 usual words, tags, key prefix', { query: usual, tags: ['common', 'odd'], prefix: 'crawler/' });
  await search('a usual word, a rare tag, key prefix', { query: vocabulary[0]!, tags: ['rare'], prefix: 'crawler/' });
  await search('all by key', { limit: 50 });
  await search('by key, a tag that all have', { tags: ['common'], limit: 50 });
  await search('by key, two tags that half have', { tags: ['common', 'odd'], limit: 50 });
  await search('by key, a rare tag', { tags: ['rare'], limit: 50 });
  await search('by key, tags that exclude each other', { tags: ['odd', 'even'], limit: 50 });
  await search('by key, tag and prefix', { tags: ['odd'], prefix: 'docs/', limit: 50 });
}

async function pages() {
  let cursor: string | undefined;
  let seen = 0;
  await measure(
    'page after page of the most usual word',
    200,
    async () => {
      const page = await service.searchMemory(caller, {
        query: vocabulary[0]!,
        limit: 50,
        ...(cursor && { cursor }),
      });
      cursor = page.next_cursor;
      seen += page.hits.length;
    },
    () => `${seen} hits`,
  );
}

async function writes() {
  const kept = (version: { version: number }) => `version ${version.version}`;
  await measure('set an entry', 2_000, (round) => set(entry((round * 97) % size)), kept);
  await measure(
    'set 256 KiB of different words',
    rounds,
    () => set({ ...entry(1), value: differentWords(50_000) }),
    kept,
  );
  await measure(
    'set 256 KiB of single letters',
    rounds,
    () => set({ ...entry(1), value: 'a b c d e f g h '.repeat(16_384) }),
    kept,
  );
  await measure(
    'set 256 KiB of Japanese',
    rounds,
    () => set({ ...entry(1), value: '東京都に行く予定です。'.repeat(7_900) }),
    kept,
  );
  await measure('delete an entry', 500, (round) => service.deleteMemory(caller, { key: entry(round).key }), kept);
}

async function largeValues() {
  for (let n = 0; n < 400; n++)
    await set({
      key: `large/${n}`,
      value: 'a b c d e f g h '.repeat(16_384),
      format: 'text',
      tags: ['large'],
      ttl_seconds: 60,
    });
  await search('single letters in values of 256 KiB', { query: 'a b c d e f g h', limit: 50 });
  await search('list values of 256 KiB', { tags: ['large'], limit: 50 });
  await measure(
    'get 20 values of 256 KiB',
    rounds,
    () => service.getMemory(caller, { keys: Array.from({ length: 20 }, (_, n) => `large/${n}`) }),
    ({ entries }) => `${entries.length} entries`,
  );
}

async function expiry() {
  const many = Math.floor(size / 10);
  for (let n = 0; n < many; n += batch)
    await Promise.all(
      Array.from({ length: batch }, (_, k) => set({ ...entry(n + k), key: `!brief/${n + k}`, ttl_seconds: 60 })),
    );
  now += 61_000;
  await search(`all by key, ${many} expired first`, { limit: 50 });
  await search('the most usual word, the newest expired', { query: vocabulary[0]! });
  await search('by key, a tag that all have, as many expired', { tags: ['common'], limit: 50 });
  await measure('200 expired to tombstones', 20, () => engine.run(async (tx) => tx.memory.expire(now, 200)), String);
  await measure('1,000 tombstones collected', 5, () => engine.run(async (tx) => tx.memory.collect(now, 1_000)), String);
}

try {
  await fill();
  console.log(`${'milliseconds'.padEnd(50)}     p50     max   clock`);
  await searches();
  await pages();
  await writes();
  await largeValues();
  await expiry();
  console.log(`\nslowest ${worst.toFixed(1)} ms, bound ${bound} ms`);
  if (worst > bound) process.exitCode = 1;
} finally {
  await engine.close();
  rmSync(home, { recursive: true, force: true });
}
