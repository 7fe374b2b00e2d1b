import type { MemoryEntryRow, Word } from '../store/memory.ts';
import { eachRun, type Run } from '../store/words.ts';
import type { Hit } from './snippet.ts';

/** What the whole of memory says of a query, kept for all pages of one search. */
export interface Weights {
  /** Length of an entry on average, in UTF-16 units. */
  readonly length: number;
  /** How telling each word is: the fewer entries have it, the more. */
  readonly of: readonly number[];
}

/** An entry that has all words of a query. */
export interface Ranked {
  readonly row: MemoryEntryRow;
  readonly score: number;
  /** Where its value has them. */
  readonly hits: readonly Hit[];
}

/** The usual saturation of bm25, and its share of length. */
const k1 = 1.2;
const b = 0.75;
/** A word counts so many times by where it is: keys and tags are chosen to be found by. */
const worth = { key: 4, tag: 2, value: 1 };
/** Hits that a snippet can choose from. */
const maxHits = 64;

/**
 * The weights of the words of a query.
 * @param rows entries to take the average length from
 */
export function weigh(found: { entries: number; of: readonly number[] }, rows: readonly MemoryEntryRow[]): Weights {
  const units = rows.reduce((sum, row) => sum + lengthOf(row), 0);
  return {
    length: Math.max(1, Math.round(units / Math.max(1, rows.length))),
    of: found.of.map((n) => round(Math.log(1 + (found.entries - n + 0.5) / (n + 0.5)))),
  };
}

/** Those of the entries that have all words, best first by bm25; of equals the newer is first. */
export function rank(rows: readonly MemoryEntryRow[], words: readonly Word[], weights: Weights): Ranked[] {
  const count = counter(words);
  const ranked: Ranked[] = [];
  for (const row of rows) {
    const { counts, hits } = count(row);
    if (counts.every((n) => n > 0)) ranked.push({ row, score: bm25(counts, lengthOf(row), weights), hits });
  }
  return ranked.sort((one, other) => other.score - one.score || other.row.num - one.row.num);
}

function bm25(counts: readonly number[], length: number, weights: Weights): number {
  const norm = k1 * (1 - b + (b * length) / weights.length);
  const score = counts.reduce((sum, n, word) => sum + (weights.of[word]! * n * (k1 + 1)) / (n + norm), 0);
  return round(score);
}

const lengthOf = (row: MemoryEntryRow) => row.key.length + row.value.length;
const round = (n: number) => Math.round(n * 10_000) / 10_000;

/** Makes a function that counts the words in an entry, each hit by its worth. */
function counter(words: readonly Word[]): (row: MemoryEntryRow) => { counts: number[]; hits: Hit[] } {
  const whole = new Map(words.flatMap(({ text, prefix }, word) => (prefix ? [] : [[text, word] as const])));
  const begun = words.findIndex(({ prefix }) => prefix);
  const beginning = words[begun]?.text ?? '';

  return (row) => {
    const counts = words.map(() => 0);
    const hits: Hit[] = [];
    const hit = (word: number, times: number, at: number) => {
      counts[word]! += times;
      if (times === worth.value && hits.length < maxHits) hits.push({ at, word });
    };
    const look = (text: string, times: number, at: number) => {
      const word = whole.get(text);
      if (word !== undefined) hit(word, times, at);
      if (begun !== -1 && text.startsWith(beginning)) hit(begun, times, at);
    };
    const lookAt = (times: number) => (run: Run) => {
      if (run.unspaced) eachGram(run, (gram, at) => look(gram, times, at));
      else look(run.text, times, run.start);
      return true;
    };
    eachRun(row.key, lookAt(worth.key));
    eachRun(row.tags.join(' '), lookAt(worth.tag));
    eachRun(row.value, lookAt(worth.value));
    return { counts, hits };
  };
}

/** The single characters of an unspaced run and each two neighbours. */
function eachGram({ text, start }: Run, visit: (gram: string, at: number) => void): void {
  let before = '';
  let at = start;
  for (const character of text) {
    if (before !== '') visit(before + character, at - before.length);
    visit(character, at);
    before = character;
    at += character.length;
  }
}
