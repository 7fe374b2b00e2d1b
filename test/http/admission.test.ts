import { describe, expect, test } from 'vitest';
import { config, newBroker, outcome, refusal, send } from './support.ts';

const from = (headers: Record<string, string>, host = '127.0.0.1') =>
  outcome(send(newBroker({ config: { ...config, host } }), undefined, headers));

describe('Host', () => {
  test.each([
    'localhost',
    'localhost:7337',
    'LOCALHOST:1',
    '127.0.0.1',
    '127.0.0.1:65535',
    '[::1]',
    '[::1]:7337',
    'studio',
    'Studio:9000',
    'mesh.example:8443',
  ])('%s is answered', async (host) => {
    expect(await from({ host })).toBe('200');
  });

  test.each([
    '',
    'evil.example',
    'localhost.evil.example',
    'evil.localhost',
    'localhost.',
    '127.0.0.1.evil.example:7337',
    '127.0.0.2',
    '0.0.0.0:7337',
    '::1',
    'mesh.example',
    'mesh.example:8444',
    'localhost, evil.example',
    'localhost:7337:7337',
    'ann@localhost',
    'localhost/',
  ])('%j is not', async (host) => {
    expect(await from({ host })).toBe('403 forbidden');
  });

  test('may be the address that the broker listens on, unless that is every address', async () => {
    expect(await from({ host: '100.64.1.2:7337' }, '100.64.1.2')).toBe('200');
    expect(await from({ host: '[fd7a:115c::1]:7337' }, 'fd7a:115c::1')).toBe('200');
    expect(await from({ host: '0.0.0.0:7337' }, '0.0.0.0')).toBe('403 forbidden');
    expect(await from({ host: '[::]:7337' }, '::')).toBe('403 forbidden');
  });

  test('that is refused is named, with what to set if it is right', async () => {
    const { detail, hint } = await refusal(send(newBroker(), undefined, { host: 'laptop.example:7337' }));
    expect(detail).toBe('The Host laptop.example:7337 is not allowed.');
    expect(hint).toContain('PEERMESH_ALLOWED_HOSTS=laptop.example if');
  });
});

describe('Origin', () => {
  test.each([
    ['http://127.0.0.1:7337', '127.0.0.1:7337'],
    ['http://localhost:7337', 'localhost:7337'],
    ['http://[::1]:7337', '[::1]:7337'],
    ['https://studio.example.ts.net', 'studio'],
  ])('%s may ask %s', async (origin, host) => {
    expect(await from({ origin, host })).toBe('200');
  });

  test.each([
    ['null', '127.0.0.1:7337'],
    ['', '127.0.0.1:7337'],
    ['https://evil.example', '127.0.0.1:7337'],
    ['http://localhost:3000', 'localhost:7337'],
    ['http://localhost:7337', '127.0.0.1:7337'],
    ['https://127.0.0.1:7337', '127.0.0.1:7337'],
    ['http://127.0.0.1:7337/', '127.0.0.1:7337'],
    ['http://127.0.0.1:7337.evil.example', '127.0.0.1:7337'],
    ['http://studio:7337', 'studio:7337'],
    ['http://studio.example.ts.net', 'studio'],
    ['https://studio.example.ts.net, https://evil.example', 'studio'],
    ['chrome-extension://abcdef', '127.0.0.1:7337'],
  ])('%j may not ask %s', async (origin, host) => {
    expect(await from({ origin, host })).toBe('403 forbidden');
  });
});

test('a proxy on this machine vouches for nobody', async () => {
  const headers = {
    authorization: undefined,
    'tailscale-user-login': 'ann@example.org',
    'x-forwarded-for': '127.0.0.1',
    'x-forwarded-host': 'localhost',
  };
  expect(await outcome(send(newBroker(), undefined, headers))).toBe('401 unauthenticated');
});

test('a page of another site learns nothing of the paths that exist', async () => {
  const { app } = newBroker();
  const headers = { origin: 'https://evil.example' };
  for (const path of ['/', '/health', '/v1/messages/send', '/nothing']) {
    expect(await outcome(app.request(path, { headers }))).toBe('403 forbidden');
    expect(await outcome(app.request(path, { headers, method: 'OPTIONS' }))).toBe('403 forbidden');
  }
});
