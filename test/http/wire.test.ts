import { describe, expect, test } from 'vitest';
import { message, newBroker, secret } from './support.ts';
import { dial, exchange, listening, outcomes, request } from './wire-support.ts';

const MIB = 1024 * 1024;

test('a good request is answered', async () => {
  const broker = newBroker();
  const { port } = await listening(broker);
  const heard = await exchange(port, request());
  expect(heard).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  expect(broker.asked).toMatchObject([['sendMessage', 'ann', message]]);
});

describe('headers', () => {
  const bearer = `Authorization: Bearer ${secret}`;

  test.each([
    ['two hosts', ['Host: 127.0.0.1', 'Host: evil.example'], 'forbidden'],
    ['two equal hosts', ['Host: 127.0.0.1', 'host: 127.0.0.1'], 'forbidden'],
    ['two right secrets', [bearer, bearer], 'unauthenticated'],
    ['a right secret before a wrong one', [bearer, 'authorization: Bearer wrong'], 'unauthenticated'],
    ['a wrong secret before a right one', ['Authorization: Bearer wrong', bearer], 'unauthenticated'],
    ['two sessions', ['PeerMesh-Session: a', 'PeerMesh-Session: b'], 'session_invalid'],
    ['two content types', ['Content-Type: application/json', 'Content-Type: text/plain'], 'unsupported_media_type'],
    ['a content encoding', ['Content-Encoding: gzip'], 'unsupported_media_type'],
    ['more than 8 KiB', [`X-Filler: ${'x'.repeat(9_000)}`], 'invalid_request'],
    ['two lengths', ['Content-Length: 5'], 'invalid_request'],
    ['a length and chunks', ['Transfer-Encoding: chunked', 'Content-Length: 5'], 'invalid_request'],
    ['an unknown transfer encoding', ['Transfer-Encoding: gzip'], 'invalid_request'],
    ['a folded line', ['X-Folded: a\r\n b'], 'invalid_request'],
    ['a space before the colon', ['X-Space : a'], 'invalid_request'],
  ])('with %s are refused', async (_, lines, code) => {
    const broker = newBroker();
    const { port } = await listening(broker);
    expect(outcomes(await exchange(port, request(lines)))).toEqual([code]);
    expect(broker.asked).toEqual([]);
  });

  test.each(['1.0', '1.1'])('without a Host are refused in HTTP/%s', async (version) => {
    const { port } = await listening();
    const heard = await exchange(
      port,
      `GET /health HTTP/${version}\r\nConnection: close\r\nAuthorization: Bearer ${secret}\r\n\r\n`,
    );
    expect(outcomes(heard)).toEqual(['forbidden']);
  });
});

test.each([
  ['an absolute target without a host', 'POST http:/v1/messages/send HTTP/1.1'],
  ['an asterisk', 'OPTIONS * HTTP/1.1'],
  ['a backslash', 'POST /v1\\messages/send HTTP/1.1'],
  ['no HTTP at all', 'EHLO evil.example'],
  ['another protocol', 'PRI * HTTP/2.0'],
])('%s is refused', async (_, start) => {
  const broker = newBroker();
  const { port } = await listening(broker);
  expect(outcomes(await exchange(port, request([], undefined, start)))).toEqual(['invalid_request']);
  expect(broker.asked).toEqual([]);
});

test('an absolute target counts instead of the Host', async () => {
  const { port } = await listening();
  const to = (host: string) => request(['Host: 127.0.0.1'], undefined, `POST http://${host}/v1/messages/send HTTP/1.1`);
  expect(outcomes(await exchange(port, to('evil.example')))).toEqual(['forbidden']);
  expect(outcomes(await exchange(port, to('localhost:7337')))).toEqual(['200']);
});

describe('a smuggled request', () => {
  const inner = request().replace('send', 'poll');

  test.each([
    [
      'in chunks behind a length',
      ['Content-Length: 5', 'Transfer-Encoding: chunked', 'Connection: keep-alive'],
      `0\r\n\r\n${inner}`,
    ],
    ['behind a disguised encoding', ['Transfer-Encoding: xchunked', 'Connection: keep-alive'], `0\r\n\r\n${inner}`],
    ['behind a broken chunk', ['Transfer-Encoding: chunked', 'Connection: keep-alive'], `zz\r\n\r\n${inner}`],
  ])('%s reaches nobody', async (_, lines, body) => {
    const broker = newBroker();
    const { port } = await listening(broker);
    expect(outcomes(await exchange(port, request(lines, body)))).toEqual(['invalid_request']);
    expect(broker.asked).toEqual([]);
  });
});

test('pipelined requests are answered one by one, in order', async () => {
  const { port } = await listening();
  const open = 'Connection: keep-alive';
  const heard = await exchange(
    port,
    request([open]) + request([open], '{') + request([open], '{}', 'GET /nothing HTTP/1.1') + request(),
  );
  expect(outcomes(heard)).toEqual(['200', 'invalid_request', 'not_found', '200']);
});

describe('a body', () => {
  test('in chunks is put together', async () => {
    const broker = newBroker();
    const { port } = await listening(broker);
    const chunks = [...JSON.stringify(message)].map((letter) => `1\r\n${letter}\r\n`).join('');
    expect(outcomes(await exchange(port, request(['Transfer-Encoding: chunked'], `${chunks}0\r\n\r\n`)))).toEqual([
      '200',
    ]);
    expect(broker.asked).toMatchObject([['sendMessage', 'ann', message]]);
  });

  test('of endless chunks is refused at 1 MiB, while it is still arriving', async () => {
    const { port } = await listening();
    const wire = await dial(port);
    wire.say(request(['Transfer-Encoding: chunked'], ''));
    for (let i = 0; i <= 16; i++) wire.say(`10000\r\n${' '.repeat(65_536)}\r\n`);
    expect(outcomes(await wire.until(/"code"/))).toEqual(['payload_too_large']);
  });

  test('that is said to be too long is refused before it arrives', async () => {
    const { port } = await listening();
    const wire = await dial(port);
    wire.say(request().replace(/Content-Length: \d+/, `Content-Length: ${MIB + 1}`));
    expect(outcomes(await wire.until(/"code"/))).toEqual(['payload_too_large']);
    await wire.closed();
  });

  test('that breaks off is no request', async () => {
    const broker = newBroker();
    const { port } = await listening(broker);
    const wire = await dial(port);
    wire.say(request().slice(0, -5));
    wire.socket.end();
    await wire.closed();
    expect(broker.asked).toEqual([]);
  });

  test('of a request without the secret is not waited for', async () => {
    const { port } = await listening();
    const wire = await dial(port);
    wire.say(request(['Authorization: Bearer wrong']).slice(0, -5));
    expect(outcomes(await wire.until(/"code"/))).toEqual(['unauthenticated']);
    await wire.closed();
  });
});
