import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { spec } from '../../generated/openapi.gen.ts';

const root = join(import.meta.dirname, '../..');
const file = join(root, 'generated/openapi-3.0.json');
const rendering = JSON.parse(readFileSync(file, 'utf8'));

type Node = Record<string, unknown>;

/** What either document says, told in one way: the part of 3.0 and 3.1 in which they differ, undone on both sides. */
function meaning(document: Node): unknown {
  const { openapi, 'x-generated': _, info, ...rest } = document;
  const { summary, description, license, ...facts } = info as Node & { license: Record<string, string> };
  const { identifier, url = '' } = license;
  return {
    ...facts,
    text: [summary, description].filter(Boolean).join('\n\n'),
    license: identifier ?? /^https:\/\/spdx\.org\/licenses\/(.+)\.html$/.exec(url)?.[1],
    ...(undone(rest) as Node),
  };
}

function undone(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(undone);
  if (typeof node !== 'object' || node === null) return node;
  const { allOf, ...rest } = node as Node & { allOf?: Node[] };
  if (allOf)
    expect(allOf, 'allOf holds the one reference that has words beside it').toEqual([{ $ref: expect.any(String) }]);
  const entries = Object.entries({ ...rest, ...allOf?.[0] });
  return Object.fromEntries(entries.map(([name, value]) => [name, undone(value)]));
}

test('openapi-3.0.json means what the contract means', () => {
  expect(rendering.openapi).toBe('3.0.3');
  expect(meaning(rendering)).toEqual(meaning(spec as unknown as Node));
});

test('openapi-3.0.json says nothing that 3.0 would ignore: no words beside a reference, no list of examples', () => {
  const silent: string[] = [];
  JSON.stringify(rendering.components, (name, node) => {
    if (node?.$ref && Object.keys(node).length > 1) silent.push(`${name}: ${node.$ref}`);
    if (Array.isArray(node?.type) || Array.isArray(node?.examples)) silent.push(name);
    return node;
  });
  expect(silent).toEqual([]);
});

test('redocly accepts openapi-3.0.json', { timeout: 30_000 }, () => {
  const lint = ['lint', '--extends', 'recommended-strict', '--format', 'json', file];
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  const redocly = join(root, 'node_modules/.bin/redocly');
  const report = JSON.parse(execFileSync(redocly, lint, { cwd: tmpdir(), env, encoding: 'utf8' }));
  expect(report).toMatchObject({ totals: { errors: 0, warnings: 0 }, problems: [] });
});
