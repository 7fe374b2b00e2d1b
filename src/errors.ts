import { distance } from 'fastest-levenshtein';
import { MeshError } from '../generated/errors.gen.ts';

/** Exit codes of the program, after sysexits.h. */
export const exits = { usage: 64, unavailable: 69, damaged: 74, locked: 75, configuration: 78 } as const;

/** A start that cannot go on: one sentence that says what is wrong and what to do, and the code to exit with. */
export class StartError extends Error {
  override readonly name = 'StartError';
  readonly exitCode: number;

  constructor(exitCode: number, sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.exitCode = exitCode;
  }
}

/**
 * `invalid_request` in a sentence of a place in the body and its fault: `invalid('tags[2]', 'is empty.')`. Neither may
 * repeat a value, since values are other people's texts.
 */
export function invalid(place: string, fault: string, hint = 'Correct it and send the request again.'): MeshError {
  return new MeshError('invalid_request', `${place} ${fault}`, { hint });
}

/**
 * `not_found` for a peer, channel, task, … by name, with the near ones among those that exist. `hint` says where all are
 * listed.
 */
export function notFound(kind: string, name: string, known: Iterable<string> = [], hint = ''): MeshError {
  const candidates = nearest(name, known);
  const guess = candidates.length > 0 ? `Did you mean ${candidates.join(', ')}? ` : '';
  const help = `${guess}${hint}`.trim() || `Check the name of the ${kind}.`;
  return new MeshError('not_found', `No ${kind} is called ${name}.`, { hint: help, ...(guess && { candidates }) });
}

/** `session_invalid`: the caller has to register again. */
export function sessionInvalid(detail: string): MeshError {
  return new MeshError('session_invalid', detail, {
    hint: 'Register again with the last session token as resume_token, or with the owner key, then repeat the request with the new session token.',
  });
}

/**
 * The names nearest to a misspelt one, best first, at most `limit`: those it is a part of, and those within a third of
 * its letters, rounded up: two for `lable`.
 */
export function nearest(name: string, known: Iterable<string>, limit = 3): string[] {
  const wanted = name.toLowerCase();
  const reach = Math.ceil(wanted.length / 3);
  const scored: [string, number][] = [];
  for (const candidate of known) {
    const lower = candidate.toLowerCase();
    const steps = wanted.length >= 2 && lower.includes(wanted) ? 0.5 : distance(wanted, lower);
    if (steps <= reach) scored.push([candidate, steps]);
  }
  return scored
    .sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, limit)
    .map(([candidate]) => candidate);
}
