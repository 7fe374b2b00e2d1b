import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Model, readModel } from '../../codegen/model.ts';
import { loadSpec, SpecRefused } from '../../codegen/spec.ts';

/** A text of the fixture and what to put in its place. */
export type Edit = readonly [from: string, to: string];

const fixture = readFileSync(join(import.meta.dirname, 'fixtures/notes.yaml'), 'utf8');
const contract = readFileSync(join(import.meta.dirname, '../../openapi.yaml'), 'utf8');

/** The small contract of the tests, edited. */
export function notes(...edits: Edit[]): string {
  return edits.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`The fixture has no ${from}`);
    return text.replace(from, () => to);
  }, fixture);
}

/** Puts a schema in the place of the field `probe` of the body of writeNote. */
export const probe = (schema: string): Edit => ['probe: { type: string, maxLength: 5 }', `probe: ${schema}`];

/** The model of the small contract, edited. */
export function modelOf(...edits: Edit[]): Model {
  return readModel(loadSpec(notes(...edits), 'notes.yaml'));
}

/** The model of openapi.yaml. */
export function meshModel(): Model {
  return readModel(loadSpec(contract, 'openapi.yaml'));
}

/** The lines of a text that hold a word, without indentation. */
export function linesWith(word: string, text: string): string[] {
  return text
    .split('\n')
    .filter((line) => line.includes(word))
    .map((line) => line.trim());
}

/** A text with every run of blanks and line ends as one blank, so that a row of a table can name code of several lines. */
export function flat(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}

/**
 * What is refused in the edited small contract: `place pointer: what`. A ◆ in an edit stands where the refusal is
 * expected and is not part of the contract; the place of a refusal that stands there is printed as ◆.
 */
function refused(...edits: Edit[]): string[] {
  const marked = notes(...edits);
  const [before = '', after] = marked.split('◆');
  const lines = before.split('\n');
  const expected = after === undefined ? '' : `notes.yaml:${lines.length}:${lines.at(-1)!.length + 1}`;
  try {
    readModel(loadSpec(marked.replace('◆', ''), 'notes.yaml'));
    return [];
  } catch (error) {
    if (!(error instanceof SpecRefused)) throw error;
    return error.errors.map(({ place, pointer, what }) => `${place === expected ? '◆' : place} ${pointer} ${what}`);
  }
}

/** A fault, the edits that make it, with a ◆ where the refusal has to stand, and how the refusal begins. */
export type Refusal = [fault: string, edits: Edit[], refusal: string];

/** Tests a table of refusals. */
export function refuses(table: Record<string, Refusal[]>): void {
  describe.each(Object.entries(table))('refuses %s', (_, rows) => {
    it.each(rows)('%s', (_, edits, refusal) => {
      expect(refused(...edits)).toContainEqual(expect.stringContaining(`◆ ${refusal}`));
    });
  });
}
