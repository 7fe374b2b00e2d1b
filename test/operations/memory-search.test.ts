import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SearchMemoryRequest } from '../../generated/types.gen.ts';
import { newMesh } from '../support/mesh.ts';
import { expectProblem } from '../support/problems.ts';

type Entry = readonly [key: string, value: string, ...tags: string[]];

/** A mesh that remembers entries, the last the newest, and what a search finds: the keys, best first. */
async function remembering(...entries: Entry[]) {
  const { ann, advance, housekeep } = await newMesh('ann');
  for (const [key, value, ...tags] of entries) await ann.setMemory({ key, value, tags });
  const keysOf = async (request: SearchMemoryRequest) => (await ann.searchMemory(request)).hits.map(({ key }) => key);
  const found = (query: string, more: SearchMemoryRequest = {}) => keysOf({ ...more, query });
  return { ann, advance, housekeep, keysOf, found };
}

/** All keys that pages of a search have, in order. */
async function throughPages(
  { ann }: Pick<Awaited<ReturnType<typeof remembering>>, 'ann'>,
  request: SearchMemoryRequest,
  between = async () => {},
): Promise<string[]> {
  const keys: string[] = [];
  for (let cursor: string | undefined; ; await between()) {
    const page = await ann.searchMemory({ ...request, ...(cursor && { cursor }) });
    keys.push(...page.hits.map(({ key }) => key));
    cursor = page.next_cursor;
    if (!cursor) return keys;
  }
}

const numbered = (count: number, value: (n: number) => string): Entry[] =>
  Array.from({ length: count }, (_, n) => [`key-${String(n).padStart(2, '0')}`, value(n)] as const);

describe('searchMemory', () => {
  test('searchMemory finds entries that have all words, in key, value or tags, in any case and accent', async () => {
    const { found } = await remembering(
      ['crawler/tests', 'How to run the tests of the Café module', 'howto'],
      ['deploy', 'RUN make deploy', 'ops'],
    );
    expect(await found('run')).toEqual(['deploy', 'crawler/tests']);
    expect(await found('RUN tests')).toEqual(['crawler/tests']);
    expect(await found('crawler howto cafe')).toEqual(['crawler/tests']);
    expect(await found('CAFÉ')).toEqual(['crawler/tests']);
    expect(await found('run nothing')).toEqual([]);
  });

  test('searchMemory says who wrote a hit and when, and shows the words in it', async () => {
    const { ann, advance } = await remembering(['a', 'npm test -- --run crawler', 'howto']);
    advance(90);
    const { hits } = await ann.searchMemory({ query: 'crawler' });
    const [{ score, ...hit }] = hits as [(typeof hits)[0]];
    expect(score).toBeGreaterThan(0);
    expect(hit).toEqual({
      key: 'a',
      snippet: 'npm test -- --run crawler',
      tags: ['howto'],
      version: 1,
      written_by: 'ann',
      host: 'studio',
      updated_at: '2026-11-23T08:00:00.000Z',
      age_s: 90,
    });
  });

  test.for([
    ['a dash', 'POL-358', 'see POL-358 for it'],
    ['a colon', 'TODO:', 'TODO: mend the crawler'],
    ['quotes', '"the "crawler', 'mend the crawler'],
    ['NEAR', 'NEAR(crawler mend)', 'near the crawler, mend it'],
    ['AND, OR, NOT', 'crawler AND NOT mend OR', 'crawler and not mend, or'],
    ['a column filter', 'words:crawler', 'other words: crawler'],
    ['stars and carets', '*crawler* ^mend', 'mend the crawler'],
    ['braces and plus', '{crawler} + -mend', 'mend the crawler'],
    ['an identifier', 'fix_the_tests()', 'call fix_the_tests() first'],
    ['an apostrophe', "don't", "don't mend"],
    ['an emoji', '🚀 crawler ❤️', 'the crawler flies'],
    ['full-width letters', 'ＡＰＩ２', 'the api2 of the crawler'],
  ])('searchMemory takes %s for text', async ([, query, value]) => {
    const { found } = await remembering(['wanted', value!], ['other', 'something else']);
    expect(await found(query!)).toEqual(['wanted']);
  });

  test('searchMemory finds nothing, and no error, for a query without words', async () => {
    const { ann } = await remembering(['a', '* " 🚀 --']);
    for (const query of ['', '   ', '*', '"', '🚀', '-- ()', '\u200b'])
      expect(await ann.searchMemory({ query })).toEqual({ hits: [] });
  });

  test('searchMemory matches a prefix only for a star directly after the last word, of three letters or more', async () => {
    const { found } = await remembering(['a', 'implementation notes'], ['b', 'imp']);
    expect(await found('implem*')).toEqual(['a']);
    expect(await found('notes implem* ')).toEqual(['a']);
    expect(await found('imp*')).toEqual(['b', 'a']);
    for (const query of ['implem', 'implem *', 'implem* notes', 'im*', 'no*']) expect(await found(query)).toEqual([]);
  });

  test('searchMemory finds any neighbouring characters of text that has no spaces between words', async () => {
    const { found } = await remembering(
      ['ja', '明日は東京都に行くAPI予定です'],
      ['th', 'ภาษาไทยง่าย'],
      ['ko', '서울에서 만나요'],
    );
    for (const query of ['東京', '京都', '東京都', '都', 'API予定', '行く 明日', '東京*'])
      expect(await found(query)).toEqual(['ja']);
    expect(await found('ไทย')).toEqual(['th']);
    expect(await found('서울')).toEqual(['ko']);
    expect(await found('大阪')).toEqual([]);
  });

  test('searchMemory goes by the first 12 words of a query', async () => {
    const words = Array.from({ length: 13 }, (_, n) => `word${n}`);
    const { found } = await remembering(
      ['all', words.join(' ')],
      ['twelve', words.slice(0, 12).join(' ')],
      ['eleven', words.slice(0, 11).join(' ')],
    );
    expect((await found(words.join(' '))).sort()).toEqual(['all', 'twelve']);
  });

  test('searchMemory ranks keys and tags above values, more hits above fewer, short above long', async () => {
    const filler = 'and so on '.repeat(40);
    const { found } = await remembering(
      ['crawler', `a thing ${filler}`],
      ['b', `a thing ${filler}`, 'crawler'],
      ['c', `crawler crawler ${filler}`],
      ['d', `crawler ${filler}`],
      ['e', `crawler ${filler}${filler}${filler}`],
    );
    expect(await found('crawler')).toEqual(['crawler', 'b', 'c', 'd', 'e']);
  });

  test('searchMemory ranks by the rarer word, and of equals the newer first', async () => {
    const entries = numbered(9, (n) => (n === 4 ? 'usual rare rare' : 'usual usual rare'.slice(0, n === 7 ? 16 : 11)));
    const { found } = await remembering(...entries);
    expect(await found('usual rare')).toEqual(['key-04', 'key-07']);
    expect((await found('usual')).slice(0, 3)).toEqual(['key-08', 'key-06', 'key-05']);
  });

  test('searchMemory shows at most 240 characters around the hits, on one line', async () => {
    const { ann } = await remembering([
      'a',
      `${'Long ago. '.repeat(500)}\n\n\tRun  the\ncrawler ${'🙂'.repeat(500)} crawler`,
    ]);
    const [hit] = (await ann.searchMemory({ query: 'the crawler' })).hits;
    expect(hit!.snippet).toMatch(/^…(ago\. )?(Long ago\. )*Run the crawler (🙂)+…$/u);
    expect(hit!.snippet.length).toBeGreaterThan(200);
    expect(hit!.snippet.length).toBeLessThanOrEqual(240);
  });

  test('searchMemory narrows by tags, all of them and as they are written, and by what the key begins with', async () => {
    const { found, keysOf } = await remembering(
      ['Crawler/a', 'run tests', 'POL-358', 'ops'],
      ['crawler/b', 'run tests', 'POL-358'],
      ['crawler/c', 'run', 'pol-358', 'ops'],
    );
    expect(await found('run', { tags: ['POL-358'] })).toEqual(['crawler/b', 'Crawler/a']);
    expect(await found('run', { tags: ['ops', 'POL-358'] })).toEqual(['Crawler/a']);
    expect(await found('run', { prefix: 'crawler/' })).toEqual(['crawler/c', 'crawler/b']);
    expect(await found('tests', { prefix: 'crawler/', tags: ['POL'] })).toEqual([]);
    expect(await keysOf({ tags: ['POL-358'] })).toEqual(['Crawler/a', 'crawler/b']);
    expect(await keysOf({ prefix: 'crawler/', tags: ['ops'] })).toEqual(['crawler/c']);
  });

  test('searchMemory without a query lists by key, with scores of 0 and beginnings of values', async () => {
    const { ann } = await remembering(
      ['b/2', `Second\n${'x'.repeat(300)}`],
      ['a', 'First'],
      ['b/1', 'Third'],
      ['ä', 'Last'],
    );
    const { hits } = await ann.searchMemory({});
    expect(hits.map(({ key, score }) => [key, score])).toEqual([
      ['a', 0],
      ['b/1', 0],
      ['b/2', 0],
      ['ä', 0],
    ]);
    expect(hits[2]!.snippet).toBe(`Second ${'x'.repeat(232)}…`);
    expect((await ann.searchMemory({ prefix: 'b/' })).hits.map(({ key }) => key)).toEqual(['b/1', 'b/2']);
  });

  test('searchMemory finds what was last written, not what was before, and nothing that expired', async () => {
    const { ann, advance, found, keysOf, housekeep } = await remembering(['a', 'first words']);
    await ann.setMemory({ key: 'a', value: 'second words', tags: ['t'], ttl_seconds: 10 });
    expect([await found('first'), await found('second')]).toEqual([[], ['a']]);
    advance(10);
    const looks = () =>
      Promise.all([found('second'), found('wor*'), keysOf({}), keysOf({ tags: ['t'] }), keysOf({ prefix: 'a' })]);
    expect(await looks()).toEqual([[], [], [], [], []]);
    await housekeep();
    expect(await looks()).toEqual([[], [], [], [], []]);
  });

  test('searchMemory pages through all hits, best first, each once, while others write', async () => {
    const mesh = await remembering(...numbered(23, (n) => `crawler ${'filler '.repeat(n % 5)}`));
    const whole = await mesh.found('crawler', { limit: 50 });
    let n = 0;
    const write = async () => void (await mesh.ann.setMemory({ key: `new-${n++}`, value: 'crawler crawler' }));
    expect(await throughPages(mesh, { query: 'crawler', limit: 4 }, write)).toEqual(whole);
    expect(new Set(whole).size).toBe(23);
  });

  test('searchMemory pages through a listing by key, also with tags, while others write', async () => {
    const mesh = await remembering(
      ...Array.from({ length: 23 }, (_, n) => [`k/${n}`, 'v', n % 2 ? 'odd' : 'even'] as const),
    );
    const write = async () => void (await mesh.ann.setMemory({ key: 'a/first', value: 'v', tags: ['odd'] }));
    const odd = Array.from({ length: 11 }, (_, n) => `k/${2 * n + 1}`).sort();
    expect(await throughPages(mesh, { prefix: 'k/', tags: ['odd'], limit: 3 }, write)).toEqual(odd);
    expect(await throughPages(mesh, { limit: 7 })).toHaveLength(24);
  });

  test('searchMemory pages through a listing of the longest keys', async () => {
    const keys = ['"'.repeat(256), ...[90, 91, 127, 128].map((length) => '🔑'.repeat(length)), `${'🔑'.repeat(89)}🔒`];
    const mesh = await remembering(...keys.map((key) => [key, 'v'] as const));
    for (const limit of [1, 2, 3, 4]) expect(await throughPages(mesh, { limit })).toEqual(keys);
  });

  test('searchMemory pages through more text than one search reads, each entry once', async () => {
    const mesh = await remembering(...numbered(9, (n) => `${'crawler '.repeat(n + 1)}${'.'.repeat(200_000)}`));
    const keys = await throughPages(mesh, { query: 'crawler' });
    expect(keys).toEqual(['key-08', 'key-07', 'key-06', 'key-05', 'key-04', 'key-03', 'key-02', 'key-01', 'key-00']);
  });

  test('searchMemory reads the entries themselves for a prefix of more words than an index can merge', async () => {
    const words = (n: number) => Array.from({ length: 9_000 }, (_, m) => `own${n}x${m}`).join(' ');
    const { found } = await remembering(['without', 'owner'], ...numbered(3, words));
    expect(await found('own*')).toHaveLength(4);
    expect((await found('own1x*')).concat(await found('own1x8999*'))).toEqual(['key-01', 'key-01']);
    expect(await found('owne*')).toEqual(['without']);
    expect((await found('own* own2x5')).concat(await found('own2x5 own*'))).toEqual(['key-02']);
  });

  test('searchMemory lists nothing outside of the prefix, whatever the cursor says', async () => {
    const { ann } = await remembering(['a', 'v'], ['b', 'v'], ['c/1', 'v'], ['d', 'v']);
    const { next_cursor } = await ann.searchMemory({ limit: 1 });
    const { hits } = await ann.searchMemory({ cursor: next_cursor!, prefix: 'c/' });
    expect(hits.map(({ key }) => key)).toEqual(['c/1']);
  });

  test('searchMemory answers invalid_request for a cursor that is not its own', async () => {
    const { ann } = await remembering(...numbered(5, () => 'crawler tests'));
    const { next_cursor: listing } = await ann.searchMemory({ limit: 2 });
    const { next_cursor: search } = await ann.searchMemory({ query: 'crawler tests', limit: 2 });
    const wrong = [
      { cursor: 'x' },
      { cursor: search! },
      { query: 'crawler', cursor: listing! },
      { query: 'crawler', cursor: search! },
    ];
    for (const request of wrong) await expectProblem(ann.searchMemory(request), 'invalid_request');
  });

  test('searchMemory answers invalid_request for tags, limits and queries outside of the contract', async () => {
    const { ann } = await newMesh('ann');
    const wrong = [{ limit: 51 }, { limit: 0 }, { query: 'x'.repeat(1025) }, { tags: ['no spaces'] }, { prefix: '' }];
    for (const request of wrong) await expectProblem(ann.searchMemory(request), 'invalid_request');
  });

  test('searchMemory takes any text, and finds an entry by any word of it', { timeout: 60_000 }, async () => {
    const { ann } = await newMesh('ann');
    const text = fc.string({ unit: 'grapheme', maxLength: 40 }).filter((value) => !value.includes('\0'));
    const property = fc.asyncProperty(text, text, async (value, query) => {
      await ann.setMemory({ key: 'any', value });
      await ann.searchMemory({ query });
      for (const word of value.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu) ?? [])
        expect((await ann.searchMemory({ query: word })).hits).toHaveLength(1);
    });
    await fc.assert(property, { numRuns: 300 });
  });
});
