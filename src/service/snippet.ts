/** A hit in a text: where it begins, in UTF-16 units, and which of the words it is. */
export interface Hit {
  readonly at: number;
  readonly word: number;
}

/** Longest snippet, in UTF-16 units. */
const longest = 240;
/** What is shown before the first hit of a snippet, so that it reads. */
const lead = 40;
/** Hits this far from the first of a snippet are sure to be shown with it. */
const reach = longest - lead - 20;
/** Units that are read to fill a snippet: runs of blanks shrink to one. */
const readable = 1_000;

/**
 * The part of a text, on one line, where the weightiest words stand together; its beginning when there are no hits.
 * @param weights of the words, by their number
 */
export function snippetOf(text: string, hits: readonly Hit[], weights: readonly number[]): string {
  const at = bestPlace(hits, weights);
  const from = at <= lead ? 0 : beginningNear(text, at - lead, at);
  const line = text
    .slice(from, from + readable)
    .replace(/\s+/g, ' ')
    .trim();
  const begun = from > 0 ? `…${line}` : line;
  const whole = begun.length <= longest && from + readable >= text.length;
  return (whole ? begun : `${begun.slice(0, longest - 1).trimEnd()}…`).replace(halves, '');
}

/** Halves of characters that the cuts left. */
const halves = /(?<![\ud800-\udbff])[\udc00-\udfff]|[\ud800-\udbff](?![\udc00-\udfff])/g;

function bestPlace(hits: readonly Hit[], weights: readonly number[]): number {
  let best = { at: 0, weight: 0 };
  for (const [index, { at }] of hits.entries()) {
    const words = new Set<number>();
    for (let next = index; next < hits.length && hits[next]!.at - at <= reach; next++) words.add(hits[next]!.word);
    let weight = 0;
    for (const word of words) weight += weights[word]! + 1;
    if (weight > best.weight) best = { at, weight };
  }
  return best.at;
}

/** The first beginning of a word between two places. */
function beginningNear(text: string, from: number, to: number): number {
  const blank = text.slice(from, to).search(/\s/);
  return blank === -1 ? from : from + blank + 1;
}
