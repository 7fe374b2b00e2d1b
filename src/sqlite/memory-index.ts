import type { MemoryFilter, MemoryRow } from '../store/memory.ts';
import { wordsOf } from '../store/words.ts';

/** Different words by which one entry is found: those of 60 KiB of prose. It bounds a write to about 15 ms. */
const wordsPerEntry = 10_000;

// Terms that are no words begin with characters of private use, which words never have.
const every = '\ue000';
const tagged = '\ue001';
const keyed = '\ue002';

/** What the index keeps of an entry: its words, and its tags and key as one term each. */
export function termsOf(row: Pick<MemoryRow, 'key' | 'tags' | 'value'>): string {
  const words = wordsOf(`${row.key}\n${row.tags.join('\n')}\n${row.value}`, wordsPerEntry);
  return [every, ...row.tags.map((tag) => tagged + asTerm(tag)), keyed + asTerm(row.key), ...words].join(' ');
}

/** An FTS5 expression for entries with all of these words and tags and this beginning of the key. */
export function expressionOf({ words, tags, prefix }: MemoryFilter): string {
  const terms = [
    ...words.map((word) => (word.prefix ? `"${word.text}" *` : `"${word.text}"`)),
    ...tags.map((tag) => `"${tagged}${asTerm(tag)}"`),
    ...(prefix === '' ? [] : [`"${keyed}${asTerm(prefix)}" *`]),
  ];
  return terms.length > 0 ? terms.join(' ') : `"${every}"`;
}

/** Beyond every string that begins so and has at most 256 letters, as keys and words do. */
export function endOf(beginning: string): string {
  return beginning + '\u{10ffff}'.repeat(256);
}

/** The index splits terms at ASCII signs and ignores ASCII case, so both are moved out of ASCII. */
function asTerm(text: string): string {
  return text.replace(/[^a-z0-9\u0080-\uffff]/g, (sign) => String.fromCharCode(0xe000 + sign.charCodeAt(0)));
}
