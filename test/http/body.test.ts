import { describe, expect, test } from 'vitest';
import { good, message, newBroker, outcome, refusal, send } from './support.ts';

const MIB = 1024 * 1024;
const text = JSON.stringify(message);
const withBody = (body: string) => `{"to":"bob","body":${body}}`;

describe('the content type', () => {
  test.each([
    'application/json',
    'Application/JSON',
    'application/json; charset=utf-8',
    'application/json;charset="UTF-8"',
  ])('%s is taken', async (type) => {
    expect(await outcome(send(newBroker(), undefined, { 'content-type': type }))).toBe('200');
  });

  test.each([
    undefined,
    '',
    'text/plain',
    'text/plain; application/json',
    'text/json',
    'application/jsonp',
    'application/problem+json',
    'application/json, text/plain',
    'application/json; charset=utf-16',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
  ])('%j is refused, since a form on a web page could send it', async (type) => {
    expect(await outcome(send(newBroker(), Buffer.from(text), { 'content-type': type }))).toBe(
      '415 unsupported_media_type',
    );
  });

  test.each([
    ['identity', '200'],
    ['Identity', '200'],
    ['gzip', '415 unsupported_media_type'],
    ['identity, br', '415 unsupported_media_type'],
  ])('with content encoding %s: %s', async (encoding, want) => {
    expect(await outcome(send(newBroker(), undefined, { 'content-encoding': encoding }))).toBe(want);
  });
});

describe('the size', () => {
  const padded = (bytes: number) => `${' '.repeat(bytes - text.length)}${text}`;

  test('may be 1 MiB and not a byte more', async () => {
    expect(await outcome(send(newBroker(), padded(MIB)))).toBe('200');
    expect(await outcome(send(newBroker(), padded(MIB + 1)))).toBe('413 payload_too_large');
  });

  test('is taken from the bytes, whatever length the sender claims', async () => {
    expect(await outcome(send(newBroker(), padded(MIB + 1), { 'content-length': '10' }))).toBe('413 payload_too_large');
    expect(await outcome(send(newBroker(), text, { 'content-length': String(MIB + 1) }))).toBe('413 payload_too_large');
  });

  test('is watched while a stream without a length arrives', async () => {
    let sent = 0;
    const pull = (out: ReadableStreamDefaultController) => {
      sent += 65_536;
      out.enqueue(new Uint8Array(65_536).fill(32));
    };
    const request = {
      method: 'POST',
      headers: good,
      body: new ReadableStream({ pull }),
      duplex: 'half',
    } as RequestInit;
    expect(await outcome(newBroker().app.request('/v1/messages/send', request))).toBe('413 payload_too_large');
    expect(sent).toBeLessThan(2 * MIB);
  });
});

describe('JSON', () => {
  const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;

  test.each([
    ['nothing', '', 'is empty'],
    ['half an object', '{"to":"bob"', 'is not valid JSON'],
    ['two values', `${text}${text}`, 'is not valid JSON'],
    ['a trailing comma', '{"to":"bob",}', 'is not valid JSON'],
    ['NaN', withBody('NaN'), 'is not valid JSON'],
    ['a raw control character', withBody('"a\u0001"'), 'is not valid JSON'],
    ['a byte order mark', `\ufeff${text}`, 'is not valid JSON'],
    ['nesting of 33 levels', withBody(deep(32)), 'deeper than 32 levels'],
    ['nesting of 10,000 levels', deep(10_000), 'deeper than 32 levels'],
    ['nesting of 500,000 levels that never ends', '['.repeat(500_000), 'deeper than 32 levels'],
    ['an object of 10,001 fields', JSON.stringify({ ...new Array(10_001).fill(1) }), 'more than 10000 members'],
    ['an escaped NUL', withBody('"a\\u0000b"'), 'body holds a NUL'],
    ['an escaped NUL in a name', '{"a\\u0000":1}', 'holds a NUL'],
    ['half a surrogate pair', withBody('"\\ud83d"'), 'body holds half of a surrogate pair'],
    ['a surrogate pair the wrong way round', withBody('"\\ude00\\ud83d"'), 'half of a surrogate pair'],
    ['__proto__', '{"to":"bob","body":"b","__proto__":{"to":"eve"}}', '__proto__'],
    [
      '__proto__ inside, escaped',
      '{"to":"bob","body":"b","metadata":{"\\u005f_proto__":"x"}}',
      'metadata has a field named __proto__',
    ],
    ['an array', '[]', 'must be an object, not an array'],
    ['null', 'null', 'must be an object, not null'],
    ['a string', '"hello"', 'must be an object, not a string'],
  ])('%s is refused', async (_, body, fault) => {
    const broker = newBroker();
    const answer = await send(broker, body);
    expect(await outcome(answer)).toBe('400 invalid_request');
    expect((await refusal(answer)).detail).toContain(fault);
    expect(broker.asked).toEqual([]);
  });

  test.each([
    ['bytes that are no UTF-8', [0xff, 0xfe]],
    ['an overlong NUL', [0xc0, 0x80]],
    ['a surrogate in UTF-8', [0xed, 0xa0, 0x80]],
  ])('%s are refused', async (_, bytes) => {
    const body = Buffer.concat([Buffer.from('{"to":"bob","body":"'), Buffer.from(bytes), Buffer.from('"}')]);
    expect((await refusal(send(newBroker(), body))).detail).toBe('The request body is not UTF-8.');
  });

  test.each([
    ['brackets in a string', withBody(`"${'[{'.repeat(500)}"`)],
    ['quotes and brackets in a string', withBody(JSON.stringify('"[\\"[\\\\"['.repeat(100)))],
    ['an escaped pair of surrogates', withBody('"\\ud83d\\ude00"')],
    ['the word __proto__ in a text', withBody('"never name a field __proto__"')],
    ['a text of many backslashes', withBody(JSON.stringify('\\'.repeat(30_000)))],
  ])('%s pass', async (_, body) => {
    const broker = newBroker();
    expect(await outcome(send(broker, body))).toBe('200');
    expect(broker.asked).toMatchObject([['sendMessage', 'ann', JSON.parse(body)]]);
  });
});
