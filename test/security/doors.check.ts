import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { operations } from '../../generated/operations.gen.ts';
import { faultsIn } from '../support/audit.ts';
import { type Broker, startBroker } from '../support/process.ts';
import { exchange, type Headers, type Member, member, newHome, outcomeOf } from './wire.ts';

let broker: Broker;
let ann: Member;
let good: Headers;
beforeAll(async () => {
  broker = await startBroker(newHome(afterAll));
  ann = await member(broker, 'ann');
  good = { authorization: `Bearer ${broker.token}`, 'peermesh-session': ann.session };
});
afterAll(() => broker.crash());

describe.each(operations)('$operationId', (operation) => {
  test.each(['evil.example', '127.0.0.1.evil.example', '0.0.0.0', '[::]', 'localhost.', 'evil.example:80@localhost'])(
    'does not answer to the Host %j',
    async (host) => {
      expect(await outcomeOf(broker, operation, { ...good, host })).toMatch(/^(403 forbidden|400 invalid_request)$/);
    },
  );

  test.each(['https://evil.example', 'null', 'http://127.0.0.1', 'http://localhost:1', 'file://'])(
    'does not answer a page of %s',
    async (origin) => {
      expect(await outcomeOf(broker, operation, { ...good, origin })).toBe('403 forbidden');
    },
  );
});

describe.each(operations.filter(({ method }) => method === 'post'))('$operationId', (operation) => {
  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/problem+json',
    'application/json; charset=utf-16',
    'application/jsonx',
    undefined,
  ])('does not take a body of type %s, which a form can send unasked', async (type) => {
    expect(await outcomeOf(broker, operation, { ...good, 'content-type': type })).toBe('415 unsupported_media_type');
  });
});

describe('bytes that two readers could read in two ways', () => {
  const send = (lines: string[], body: string) =>
    `POST /v1/messages/send HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${broker.token}\r\nPeerMesh-Session: ${ann.session}\r\nContent-Type: application/json\r\n${lines.join('\r\n')}\r\n\r\n${body}`;
  const hidden = (body: string) => send([`Content-Length: ${body.length}`, 'Connection: close'], body);
  const smuggled = () => hidden('{"to":"ann","body":"smuggled"}');

  test.each([
    ['a length and chunks', ['Content-Length: 4', 'Transfer-Encoding: chunked'], '0\r\n\r\n'],
    ['chunks twice', ['Transfer-Encoding: chunked', 'Transfer-Encoding: identity'], '0\r\n\r\n'],
    ['a tab before chunked', ['Transfer-Encoding:\tchunked', 'Content-Length: 5'], '0\r\n\r\n'],
    ['two lengths', ['Content-Length: 2', 'Content-Length: 3'], '{} '],
    ['a length with a plus', ['Content-Length: +2'], '{}'],
    ['a length in hex', ['Content-Length: 0x2'], '{}'],
    ['a negative length', ['Content-Length: -1'], ''],
    ['a length beyond all', ['Content-Length: 99999999999999999999999'], '{}'],
    ['a chunk of wrong size', ['Transfer-Encoding: chunked'], '1\r\n{}\r\n0\r\n\r\n'],
    ['a chunk size beyond all', ['Transfer-Encoding: chunked'], 'ffffffffffffffffff\r\n{}'],
    ['a bare line feed', ['X: y\nContent-Length: 2'], '{}'],
    ['a NUL in a header', ['X: a\0b', 'Content-Length: 2'], '{}'],
    ['headers of 64 KiB', [`X: ${'x'.repeat(65_536)}`, 'Content-Length: 2'], '{}'],
    ['a thousand headers', [...Array.from({ length: 2_500 }, (_, n) => `X-${n}: y`), 'Content-Length: 2'], '{}'],
  ])('with %s: the second request is not heard', async (_, lines, body) => {
    const heard = await exchange(broker.port, send(lines, body) + smuggled());
    expect(heard).not.toContain('200 OK');
    expect((await ann.client.listMessages({})).messages).toEqual([]);
  });

  test('pipelined 100 times are answered 100 times, in order', async () => {
    const one = (n: number) =>
      send(
        ['Content-Length: 38'],
        JSON.stringify({ to: 'ann', body: `pipelined ${String(n).padStart(4, '0')}` }).padEnd(38),
      );
    const heard = await exchange(broker.port, Array.from({ length: 100 }, (_, n) => one(n)).join('') + smuggled());
    expect(heard.match(/200 OK/g)).toHaveLength(101);
    const { messages } = await ann.client.pollMessages({ limit: 100 });
    expect(messages.map(({ body }) => body)).toEqual(
      Array.from({ length: 100 }, (_, n) => `pipelined ${String(n).padStart(4, '0')}`),
    );
  });
});

test('after all of it the broker is whole', async () => {
  expect(await ann.client.getHealth()).toMatchObject({ status: 'ok' });
  expect(faultsIn(broker.home)).toEqual([]);
});
