import type { SearchMemoryInput } from '../../generated/service.gen.ts';
import type { SearchMemoryResponse } from '../../generated/types.gen.ts';
import type { MemoryEntryRow } from '../store/memory.ts';
import type { Tx } from '../store/port.ts';
import { type Ranked, rank, type Weights, weigh } from './memory-rank.ts';
import { hitOf } from './memory-views.ts';
import { fromCursor, isPlace, isText, toCursor } from './page.ts';
import { readQuery } from './query.ts';
import { snippetOf } from './snippet.ts';

/** A page of entries by key. */
export async function listByKey(tx: Tx, input: SearchMemoryInput, now: number): Promise<SearchMemoryResponse> {
  const [from, skip] = fromCursor(input.cursor, ['', 0] as KeyPlace, isKeyPlace);
  const filter = { tags: input.tags ?? [], prefix: input.prefix ?? '' };
  const rows = await tx.memory.list(filter, { from, skip }, input.limit + 1, now);
  const page = rows.slice(0, input.limit);
  return {
    hits: page.map((row) => hitOf(row, snippetOf(row.value, [], []), 0, now)),
    ...(rows.length > page.length && { next_cursor: toCursor(placeAfter(page, [from, skip])) }),
  };
}

/** Where a page of keys begins: after so many of the keys from a text on. */
type KeyPlace = readonly [from: string, skip: number];

const isKeyPlace = (place: unknown): place is KeyPlace =>
  Array.isArray(place) && place.length === 2 && isText(place[0]) && isPlace(place[1]);

/** Characters of four bytes that a cursor, of 512 in base64, has room for. */
const fits = 90;

/** Keys have no control characters, so that a key and `\u0001` is before all that go on from it. Longer ones than fit are counted. */
function placeAfter(page: readonly MemoryEntryRow[], [from, skip]: KeyPlace): KeyPlace {
  const beginning = [...page.at(-1)!.key].slice(0, fits).join('');
  const next = `${beginning}\u0001`;
  const longer = page.filter(({ key }) => key.startsWith(beginning) && key !== beginning).length;
  return [next, next === from ? skip + longer : longer];
}

/**
 * A page of entries that have all words of a query. A window of the newest matches, as many as can be ranked in bounded
 * time, comes first, best first; then the window of the next older ones. A page ends with its window.
 */
export async function searchByWords(
  tx: Tx,
  input: SearchMemoryInput & { query: string },
  now: number,
): Promise<SearchMemoryResponse> {
  const words = readQuery(input.query);
  const place = placeOf(input.cursor, words.length);
  if (words.length === 0) return { hits: [] };
  const filter = { words, tags: input.tags ?? [], prefix: input.prefix ?? '' };
  const found = await tx.memory.candidates(filter, place, now);
  const rows = found.rows.filter((row) => row.key.startsWith(filter.prefix));
  const weights = place.weights ?? weigh(await tx.memory.frequencies(words), rows);

  const rest = rank(rows, words, weights).filter((ranked) => isAfter(ranked, place));
  const page = rest.slice(0, input.limit);
  const older = found.next ?? place.floor;
  const window = { before: (found.rows[0]?.num ?? 0) + 1, floor: older };
  const next =
    rest.length > page.length ? { ...window, after: page.at(-1)! } : older > 0 && { before: older, floor: 0 };
  return {
    hits: page.map(({ row, hits, score }) => hitOf(row, snippetOf(row.value, hits, weights.of), score, now)),
    ...(next && { next_cursor: toCursorOf(next, weights) }),
  };
}

/** Where a page begins: in which window of entries, by their numbers, and after which of its ranks. */
interface Place {
  readonly before: number;
  readonly floor: number;
  readonly score: number;
  readonly num: number;
  /** Those of the first page, so that the order stays the same while others write. */
  readonly weights: Weights | undefined;
}

/** Above any score. */
const top = 1_000_000;
const start = { before: Number.MAX_SAFE_INTEGER, floor: 0, score: top, num: 0, weights: undefined };

function isAfter({ score, row }: Ranked, place: Place): boolean {
  return score < place.score || (score === place.score && row.num < place.num);
}

function toCursorOf(next: { before: number; floor: number; after?: Ranked }, weights: Weights): string {
  const after = next.after ? [next.after.score, next.after.row.num] : [top, 0];
  return toCursor([next.before, next.floor, ...after, weights.length, ...weights.of]);
}

/**
 * @param words how many the query has
 * @throws MeshError `invalid_request`
 */
function placeOf(cursor: string | undefined, words: number): Place {
  const isPlace = (place: unknown): place is number[] =>
    Array.isArray(place) &&
    place.length === 5 + words &&
    place.every((n) => typeof n === 'number' && n >= 0 && n <= Number.MAX_SAFE_INTEGER);
  const list = fromCursor<number[] | undefined>(cursor, undefined, isPlace);
  if (!list) return start;
  const [before, floor, score, num, length, ...of] = list as [number, number, number, number, number];
  return {
    before,
    floor,
    score,
    num,
    weights: { length: Math.max(1, length), of: (of as number[]).map((weight) => Math.min(weight, 100)) },
  };
}
