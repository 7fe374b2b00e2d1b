import type { SetMemoryInput } from '../../generated/service.gen.ts';

/** Entries like those of a large mesh; the same in every run. */
export interface Corpus {
  /** Words, the most usual first: the n-th is met 1/n as often as the first, as in texts. */
  readonly vocabulary: readonly string[];
  /** Makes the n-th entry: 20 to 260 words, a few tags, an id of its own, two of 19,000 words with the same beginning; one in 500 has 64 KiB. */
  entry(n: number): SetMemoryInput;
  /** So many words that no other text has. */
  differentWords(count: number): string;
}

/** @param size how many entries there will be */
export function createCorpus(size: number): Corpus {
  let seed = 1;
  const random = () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed / 2 ** 32;
  };
  const vocabulary = Array.from({ length: 50_000 }, (_, n) => spell(n));
  let total = 0;
  const cumulated = vocabulary.map((_, n) => {
    total += 1 / (n + 1);
    return total;
  });
  const someWord = () => {
    const chance = random() * total;
    let low = 0;
    for (let high = cumulated.length - 1; low < high; ) {
      const middle = (low + high) >> 1;
      if (cumulated[middle]! < chance) low = middle + 1;
      else high = middle;
    }
    return vocabulary[low]!;
  };
  const text = (length: number) => Array.from({ length }, someWord).join(' ');

  return {
    vocabulary,
    entry(n) {
      const id = `01k9${((n * 7_919) % 1_000_003).toString(36).padStart(6, '0')}`;
      const words = n % 500 === 0 ? 11_000 : Math.floor(20 + 240 * random() ** 2);
      return {
        key: `${['crawler', 'docs', 'deploy'][n % 3]}/item-${(n * 7_919 + 13) % size}`,
        value: `${id} pre${n % 19_000} pre${(n * 7) % 19_000} ${text(words)}${n % 20 === 0 ? ' 東京都に行く予定です。' : ''}`,
        format: 'text',
        tags: ['common', n % 2 ? 'odd' : 'even', ...(n % 10_000 === 0 ? ['rare'] : [])],
      };
    },
    differentWords: (count) => Array.from({ length: count }, (_, n) => `${n.toString(36)}q`).join(' '),
  };
}

/** A word of three to nine letters. */
function spell(n: number): string {
  let letters = '';
  let rest = Math.imul(n + 1, 2_654_435_761) >>> 0;
  for (const length = 3 + (rest % 7); letters.length < length; ) {
    letters += String.fromCharCode(97 + ((rest >>> 8) % 26));
    rest = (Math.imul(rest ^ (rest >>> 13), 1_103_515_245) + 12_345) >>> 0;
  }
  return letters;
}
