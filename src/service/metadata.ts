import { invalid } from '../errors.ts';

/** Longest name of a pair. The contract bounds their number and values; OpenAPI 3.0 has no word for the names. */
const longest = 64;

/**
 * Metadata as it is stored.
 * @returns JSON, or null when there is none
 * @throws MeshError `invalid_request` when a name is too long
 */
export function metadataText(metadata: Readonly<Record<string, string>> | undefined): string | null {
  if (metadata === undefined) return null;
  const wrong = Object.keys(metadata).find((name) => name.length > longest);
  if (wrong === undefined) return JSON.stringify(metadata);
  throw invalid(
    'metadata',
    `has a name of ${wrong.length} characters.`,
    `Names of metadata have at most ${longest} characters.`,
  );
}
