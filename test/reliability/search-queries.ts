import fc from 'fast-check';
import type { SearchMemoryRequest } from '../../generated/types.gen.ts';
import type { Corpus } from '../bench/memory-corpus.ts';

/** A search, and what to do with the cursor of its answer: nothing, follow it for so many pages, or spoil it first. */
export interface Search {
  readonly input: SearchMemoryRequest;
  readonly pages: number;
  /** Replaces characters of the cursor, each at a place from 0 (its begin) to 1 (its end). */
  readonly spoilt: readonly (readonly [place: number, character: string])[];
}

/** Words and marks that mean something to FTS5, or to whoever puts a query together from text. */
const syntax = [
  'AND',
  'OR',
  'NOT',
  'NEAR',
  'NEAR(',
  'a NEAR/2 b',
  '"',
  '""',
  "'",
  '(',
  ')',
  '{',
  '}',
  '^',
  ':',
  '-',
  '+',
  '*',
  '**',
  ',',
];
const words = [
  'words:',
  'words : x',
  'rowid',
  'rank',
  'memory_fts',
  '\\',
  '%',
  '_',
  ';--',
  '\0',
  '\u202e',
  '\u00ad',
  '\ufeff',
  '\ud800',
  '️⃣',
];

/** Texts of many kinds: of the corpus' words, usual and rare, their beginnings, other scripts, signs of FTS5, anything. */
function pieces({ vocabulary }: Corpus): fc.Arbitrary<string> {
  const word = fc.oneof(
    fc.nat({ max: 15 }).map((n) => vocabulary[n]!),
    fc.nat({ max: vocabulary.length - 1 }).map((n) => vocabulary[n]!),
    fc.nat({ max: 18_999 }).map((n) => `pre${n}`),
  );
  return fc.oneof(
    { weight: 6, arbitrary: word },
    { weight: 2, arbitrary: fc.tuple(word, fc.integer({ min: 1, max: 6 })).map(([text, n]) => `${text.slice(0, n)}*`) },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        '01k9*',
        'pre*',
        'p*',
        '*',
        '東京都に行く',
        '東*',
        'Ⅻ',
        'straße',
        'İ',
        'é́́',
        '한국어',
        'ไทย',
        '🐝',
      ),
    },
    { weight: 2, arbitrary: fc.constantFrom(...syntax, ...words) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme-composite', maxLength: 30 }) },
  );
}

const seldom = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });

/** Searches that the contract allows, and cursors that it does not. */
export function searches(corpus: Corpus): fc.Arbitrary<Search> {
  const piece = pieces(corpus);
  const usual = fc.nat({ max: 15 }).map((n) => corpus.vocabulary[n]!);
  const parts = fc.oneof(
    { weight: 3, arbitrary: fc.array(usual, { minLength: 1, maxLength: 14 }) },
    { weight: 3, arbitrary: fc.tuple(usual, piece).map((pair): string[] => pair) },
    { weight: 2, arbitrary: fc.array(piece, { maxLength: 3 }) },
    { weight: 1, arbitrary: fc.array(piece, { maxLength: 40 }) },
  );
  const glue = fc.constantFrom(' ', ' ', ' ', '', '"', '\u3000');
  const query = fc.tuple(parts, glue).map(([texts, between]) => texts.join(between).slice(0, 1_024));
  const tag = fc.constantFrom('common', 'odd', 'even', 'rare', 'none', 'AND', 'a:b', '0');
  const prefix = fc.constantFrom('crawler/', 'docs/item-1', 'd', '%', '_', 'zzz', '"', '\uffff', '\u{10ffff}', 'é');
  return fc.record({
    input: fc
      .record({
        query: fc.option(query, { nil: undefined, freq: 9 }),
        tags: seldom(fc.uniqueArray(tag, { maxLength: 5 })),
        prefix: seldom(prefix),
        limit: seldom(fc.integer({ min: 1, max: 50 })),
      })
      .map((fields) => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))),
    pages: fc.nat({ max: 3 }),
    spoilt: fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      {
        weight: 1,
        arbitrary: fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(...'AZaz09-_')), {
          minLength: 1,
          maxLength: 3,
        }),
      },
    ),
  });
}
