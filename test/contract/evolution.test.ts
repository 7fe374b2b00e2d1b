import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { breaks, contract, lastReleased, majorOf } from './evolution.ts';

const directory = mkdtempSync(join(tmpdir(), 'peermesh-evolution-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** The contract with one text in it replaced, in a file. */
function changed(from: string, to: string): string {
  const text = readFileSync(contract, 'utf8');
  expect(text).toContain(from);
  const file = join(directory, 'changed.yaml');
  writeFileSync(file, text.replace(from, to));
  return file;
}

test('the contract breaks no client of the last release, unless its major version is new', async () => {
  const last = lastReleased();
  const broken = majorOf(contract) > majorOf(last) ? [] : await breaks(last, contract);
  expect(broken, 'Undo it, or raise the major version in openapi.yaml and the /v1 of its paths.').toEqual([]);
});

describe('the guard', () => {
  test.each([
    ['a renamed operation', 'operationId: sendMessage', 'operationId: postMessage'],
    ['a moved path', '  /v1/events/list:', '  /v1/feed/list:'],
    ['a newly required field', 'required: [to, body]', 'required: [to, body, intent]'],
    ['a value less', 'enum: [request, inform, ack]', 'enum: [request, inform]'],
    ['a shorter bound', 'minLength: 1, maxLength: 65536', 'minLength: 1, maxLength: 100'],
    [
      'a field that answers may lack',
      'required: [peer_id, alias, label, status, attempts]',
      'required: [peer_id, alias]',
    ],
    ['another type', 'attempts: { type: integer, minimum: 0, maximum: 20', 'attempts: { type: string'],
  ])('sees %s', async (_, from, to) => {
    expect(await breaks(contract, changed(from, to))).not.toEqual([]);
  });

  test.each([
    ['a text', 'summary: Send a direct message', 'summary: Send a message to one peer'],
    ['a wider bound', 'minLength: 1, maxLength: 65536', 'minLength: 1, maxLength: 131072'],
    [
      'an optional field of a request',
      '        body: { type: string, minLength: 1, maxLength: 65536',
      '        sooner: { type: boolean, description: Sooner. }\n        body: { type: string, minLength: 1, maxLength: 65536',
    ],
  ])('lets %s pass', async (_, from, to) => {
    expect(await breaks(contract, changed(from, to))).toEqual([]);
  });
});
