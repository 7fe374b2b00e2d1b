import type { Word } from '../store/memory.ts';
import { eachRun, grams } from '../store/words.ts';

/** Words of a query that count. */
const maxWords = 12;

/** Directly after the last word; a prefix has at least three letters, since shorter ones match most of what there is. */
const trailingStar = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]{2,}\*\s*$/u;

/**
 * The words that a query asks for, at most 12, each once. All else in it means nothing, but for a `*` directly after the
 * last word, which makes that a prefix. Of text without spaces between words, any two neighbours are a word.
 */
export function readQuery(query: string): Word[] {
  const found: { text: string; unspaced: boolean }[] = [];
  eachRun(query, (run) => {
    for (const text of run.unspaced ? grams(run.text) : [run.text]) found.push({ text, unspaced: run.unspaced });
    return found.length <= maxWords;
  });
  const last = trailingStar.test(query) && found.length <= maxWords ? found.length - 1 : undefined;
  const words = new Map<string, Word>();
  for (const [index, { text, unspaced }] of found.slice(0, maxWords).entries()) {
    const prefix = index === last && !unspaced;
    words.set(prefix ? `${text}*` : text, { text, prefix });
  }
  return [...words.values()];
}

/**
 * An FTS5 expression that asks for all words of a query, whole. Each is quoted, so that no text is an operator.
 * @returns undefined when the query has no words
 */
export function toMatch(query: string): string | undefined {
  const words = readQuery(query).map(({ text }) => `"${text}"`);
  return words.length === 0 ? undefined : words.join(' ');
}
