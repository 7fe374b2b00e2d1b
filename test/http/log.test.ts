import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLog } from '../../src/log.ts';
import { newBroker, secret, send, session } from './support.ts';
import { exchange, listening, request } from './wire-support.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'peermesh-log-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const open = (maxBytes?: number) =>
  createLog({ level: 'trace', file: join(dir, 'broker.log'), quiet: true, ...(maxBytes && { maxBytes }) });
const written = () => readFileSync(join(dir, 'broker.log'), 'utf8');
const lines = () =>
  written()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

test('a failure is logged whole under the id that its caller got', async () => {
  const cause = Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR' });
  const fail = () => {
    throw new Error('cannot write', { cause });
  };
  const answer = await send(newBroker({ log: open() }, { sendMessage: fail }));
  const requestId = answer.headers.get('peermesh-request-id');
  const err = {
    message: 'cannot write',
    stack: expect.stringContaining('log.test.ts'),
    cause: { code: 'SQLITE_IOERR' },
  };
  expect(lines()).toMatchObject([{ level: 'error', requestId, path: '/v1/messages/send', err }]);
});

test('no secret, token, body, header or query is ever logged', async () => {
  const canary = 'canary-body';
  const fail = () => {
    throw Object.assign(new Error('failed'), { request: { body: canary, token: session }, input: canary });
  };
  const broker = newBroker({ log: open() }, { sendMessage: fail });
  const { port } = await listening(broker, { log: open() });
  for (const body of [{ to: 'bob', body: canary }, { [canary]: canary }, `{"${canary}`]) await send(broker, body);
  await send(broker, undefined, { authorization: `Bearer ${secret}x`, 'x-canary': canary });
  await send(broker, undefined, { 'peermesh-session': `${session}x` });
  await broker.app.request(`/v1/nothing?token=${secret}&q=${canary}`);
  await exchange(port, request([`X-Canary: ${canary}`, 'Content-Length: 3'], canary));
  expect(lines().length).toBeGreaterThanOrEqual(6);
  for (const word of [secret, session, canary]) expect(written()).not.toContain(word);
});

test('the file is for its owner alone and is rotated by size, with one file before it', () => {
  const log = open(2_000);
  for (let i = 0; i < 100; i++) log.info({ i }, 'a line of some length, so that the file fills up');
  expect(readdirSync(dir).sort()).toEqual(['broker.log', 'broker.log.1']);
  for (const name of readdirSync(dir)) {
    expect(statSync(join(dir, name)).size).toBeLessThanOrEqual(2_000);
    expect(statSync(join(dir, name)).mode & 0o777).toBe(0o600);
  }
  expect(lines().at(-1)).toMatchObject({ i: 99 });
});

test('a file that goes away does not stop what is logged', () => {
  const log = open(100);
  rmSync(dir, { recursive: true });
  for (let i = 0; i < 3; i++) expect(() => log.info('into the void')).not.toThrow();
});

test('a file that cannot be opened refuses the start in a sentence', () => {
  const file = join(dir, 'missing', 'broker.log');
  const sentence = expect.stringContaining(`The log file ${file} cannot be written`);
  expect(() => createLog({ level: 'info', file })).toThrow(
    expect.objectContaining({ exitCode: 78, message: sentence }),
  );
});
