/**
 * What a word is. The index, queries and ranking cut text by the same rules, so that they always agree. An index on disk is made of
 * such words: whoever changes a rule has to make it anew.
 */

/** Words are told apart by so many letters; what is longer is encoded data. */
const maxLetters = 64;
/** UTF-16 units of a word that are looked at before folding, which makes up to 18 of one. */
const maxUnits = 2 * maxLetters;

/** Scripts that put no spaces between words, or hang endings on them: any neighbouring characters may be asked for. */
const unspaced = '\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{sc=Hang}\\p{sc=Thai}\\p{sc=Laoo}\\p{sc=Khmr}\\p{sc=Mymr}';
const letters = '[\\p{L}\\p{N}\\p{M}]';
const runs = new RegExp(
  `(?<unspaced>[[${unspaced}]&&${letters}]+)|[[\\p{L}\\p{N}]--[${unspaced}]][${letters}--[${unspaced}]]*`,
  'gv',
);
const ascii = /^[a-z0-9]*$/i;
/** Accents, and what makes an emoji of a digit. The vowel signs of other scripts make other words and stay. */
const accents = /[\u0300-\u036f\u20d0-\u20ff\ufe00-\ufe0f]+/g;
const noLetters = /[^\p{L}\p{N}\p{M}]+/gu;

/** Letters and digits without a break. */
export interface Run {
  /** Without case and accents. */
  readonly text: string;
  /** Where it begins, in UTF-16 units of the whole text. */
  readonly start: number;
  /** Whether it has no word breaks, so that it counts by its {@link grams}. */
  readonly unspaced: boolean;
}

/** Hands out the runs of a text, in order, until `visit` answers false. */
export function eachRun(text: string, visit: (run: Run) => boolean): void {
  for (const match of text.matchAll(runs)) {
    const isUnspaced = match.groups!.unspaced !== undefined;
    const folded = isUnspaced ? fold(match[0]) : foldWord(match[0]);
    if (folded !== '' && !visit({ text: folded, start: match.index, unspaced: isUnspaced })) return;
  }
}

/** Each two neighbouring characters of an unspaced run; the one character where there is only one. */
export function grams(text: string): string[] {
  const characters = [...text];
  if (characters.length < 2) return characters;
  return characters.slice(1).map((character, index) => characters[index]! + character);
}

/** The different words that a text is found by, at most `limit`. An unspaced run is found by single characters too. */
export function wordsOf(text: string, limit: number): Set<string> {
  const words = new Set<string>();
  eachRun(text, (run) => {
    const found = run.unspaced ? [...grams(run.text), ...run.text] : [run.text];
    for (const word of found) if (words.size < limit) words.add(word);
    return words.size < limit;
  });
  return words;
}

function foldWord(word: string): string {
  const text = word.length > maxUnits ? word.slice(0, maxUnits) : word;
  return ascii.test(text) ? text.slice(0, maxLetters).toLowerCase() : fold(text).slice(0, maxLetters).toWellFormed();
}

/** Été, ÉTÉ and ete are one word, so are full-width and plain letters. */
function fold(text: string): string {
  const plain = text.normalize('NFKD').toLowerCase().replace(accents, '').replaceAll('ς', 'σ');
  return plain.normalize('NFKC').replace(noLetters, '');
}
