import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { operations } from '../../generated/operations.gen.ts';
import { good, newBroker, outcome, refusal, secret, send, session } from './support.ts';

const wrongBearers: [string, string | undefined][] = [
  ['none', undefined],
  ['an empty one', ''],
  ['a bare scheme', 'Bearer'],
  ['an empty token', 'Bearer '],
  ['the secret without a scheme', secret],
  ['Basic', `Basic ${Buffer.from(`peermesh:${secret}`).toString('base64')}`],
  ['a wrong secret', `Bearer ${'x'.repeat(secret.length)}`],
  ['a prefix', `Bearer ${secret.slice(0, -1)}`],
  ['the secret and one letter more', `Bearer ${secret}x`],
  ['the secret in another case', `Bearer ${secret.toUpperCase()}`],
  ['two in one', `Bearer ${secret}, Bearer ${secret}`],
  ['letters beyond ASCII', `Bearer ${secret.slice(0, -1)}\u00ff`],
];

describe.each(operations)('$operationId', ({ method, path }) => {
  const call = (authorization: string | undefined, url: string = path) => {
    const { authorization: _, ...rest } = good;
    const headers = { ...rest, ...(authorization !== undefined && { authorization }) };
    return newBroker().app.request(url, {
      method: method.toUpperCase(),
      headers,
      ...(method !== 'get' && { body: '{}' }),
    });
  };

  test.each(wrongBearers)('refuses %s as proof of admission', async (_, authorization) => {
    const answer = await call(authorization);
    expect(await outcome(answer)).toBe('401 unauthenticated');
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  });

  test('does not look for the secret in the query', async () => {
    expect(await outcome(call(undefined, `${path}?access_token=${secret}&token=${secret}`))).toBe(
      '401 unauthenticated',
    );
  });

  test('admits the secret, however the scheme is written', async () => {
    for (const scheme of ['Bearer', 'bearer', 'BEARER']) {
      expect(await outcome(call(`${scheme} ${secret}`))).not.toContain('unauthenticated');
    }
  });
});

test('a secret in the body admits nobody', async () => {
  const body = { to: 'bob', body: 'hello', token: secret, authorization: `Bearer ${secret}` };
  expect(await outcome(send(newBroker(), body, { authorization: undefined }))).toBe('401 unauthenticated');
});

describe('the session', () => {
  test.each([
    ['none', undefined],
    ['an unknown token', 'pms_not-a-session'],
    ['an empty token', ''],
    ['the mesh secret', secret],
    ['a token with one letter more', `${session}x`],
    ['two tokens', `${session}, ${session}`],
  ])('%s proves no caller', async (_, token) => {
    const broker = newBroker();
    const answer = await send(broker, undefined, { 'peermesh-session': token });
    expect(await outcome(answer)).toBe('401 session_invalid');
    expect((await refusal(answer)).hint).toMatch(/register again .* resume_token.* owner key/i);
    expect(broker.asked).toEqual([]);
  });

  test('names the caller to the service', async () => {
    const broker = newBroker();
    expect(await outcome(send(broker))).toBe('200');
    expect(broker.asked).toMatchObject([['sendMessage', 'ann', { to: 'bob' }]]);
  });

  test('is not asked for where a peer has none yet', async () => {
    const broker = newBroker();
    const headers = { authorization: `Bearer ${secret}` };
    expect(await outcome(broker.app.request('/health', { headers }))).toBe('200');
    expect(broker.asked).toEqual([['getHealth']]);
  });
});

describe('PeerMesh-Challenge', () => {
  const challenged = (nonce: string) =>
    newBroker().app.request('/health', { headers: { 'peermesh-challenge': nonce } });

  test('is answered with a proof of the secret, beside the 401', async () => {
    const nonce = 'n0nce_of-the-shim-0123456789';
    const answer = await challenged(nonce);
    const proof = createHmac('sha256', secret).update(`peermesh-proof-v1:${nonce}`).digest('hex');
    expect(answer.status).toBe(401);
    expect(answer.headers.get('peermesh-proof')).toBe(proof);
  });

  test.each(['', 'fifteen-letters', 'n'.repeat(129), 'not base64url: no proof', 'n0nce\u00e9_of-the-shim'])(
    'is ignored when it is %j',
    async (nonce) => {
      const answer = await challenged(nonce);
      expect(answer.status).toBe(401);
      expect(answer.headers.has('peermesh-proof')).toBe(false);
    },
  );

  test('gets no proof from a call that is admitted', async () => {
    const answer = await send(newBroker(), undefined, { 'peermesh-challenge': 'n0nce_of-the-shim-0123456789' });
    expect(answer.status).toBe(200);
    expect(answer.headers.has('peermesh-proof')).toBe(false);
  });
});
