import { invalid } from '../errors.ts';

/** Makes an opaque cursor of where a page ended. */
export function toCursor(place: string | number | readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/**
 * Reads a cursor back.
 * @param check tells whether the place is of the kind that this list makes
 * @throws MeshError `invalid_request` when it is none of ours
 */
export function fromCursor<T>(cursor: string | undefined, start: T, check: (place: unknown) => place is T): T {
  if (cursor === undefined) return start;
  let place: unknown;
  try {
    place = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    place = undefined;
  }
  if (check(place)) return place;
  throw invalid(
    'cursor',
    'is not a cursor of this list.',
    'Give next_cursor of the page before as it was, or leave it out to begin anew.',
  );
}

/** Whether a place is a name. */
export const isText = (place: unknown): place is string => typeof place === 'string';
/** Whether a place is a number in an order. */
export const isPlace = (place: unknown): place is number => Number.isSafeInteger(place) && (place as number) >= 0;
