import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { spec } from '../../generated/openapi.gen.ts';
import { operations } from '../../generated/operations.gen.ts';
import { docsPages } from '../../src/web/docs.ts';
import { newBroker, secret } from '../http/support.ts';

const bearer = { authorization: `Bearer ${secret}` };
const guarded = ['/docs', '/openapi.yaml', '/openapi.json'];

/** The HTTP layer with its pages, a clock, and a documentation of one line. */
function newHost(html: string | undefined = '<p>Docs</p><script>1</script>') {
  const directory = mkdtempSync(join(tmpdir(), 'peermesh-docs-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const file = join(directory, 'index.html');
  if (html) writeFileSync(file, html);
  let now = 0;
  const { app, asked } = newBroker({ pages: docsPages({ now: () => now, file: pathToFileURL(file) }) });
  const advance = (seconds: number) => {
    now += seconds * 1000;
  };
  const get = async (path: string, headers: Record<string, string> = {}) => app.request(path, { headers });
  const link = async () => {
    const answer = await app.request('/docs/link', { method: 'POST', headers: bearer });
    return ((await answer.json()) as { path: string }).path;
  };
  const cookieFrom = async (path: string) => (await get(path)).headers.get('set-cookie')?.split(';')[0] ?? '';
  return { app, asked, get, link, cookieFrom, advance };
}

describe('with the mesh secret', () => {
  test('the contract is there, in YAML and in JSON', async () => {
    const { get } = newHost();
    expect(parse(await (await get('/openapi.yaml', bearer)).text())).toEqual(spec);
    expect(await (await get('/openapi.json', bearer)).json()).toEqual(spec);
  });

  test('the page is there and may run its own scripts alone', async () => {
    const answer = await newHost().get('/docs', bearer);
    expect(await answer.text()).toContain('<p>Docs</p>');
    const policy = answer.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s=';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  test('where the page is not built, it says how', async () => {
    const answer = await newHost('').get('/docs', bearer);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'text/plain; charset=utf-8']);
    expect(await answer.text()).toContain('npm run docs');
  });
});

describe('without it', () => {
  test.each(guarded)('%s stays shut, and says how to come in', async (path) => {
    const answer = await newHost().get(path);
    expect(answer.status).toBe(401);
    expect(await answer.text()).toContain('peermesh docs');
  });

  test.each(guarded)('%s refuses a wrong secret, a cookie beside it or not', async (path) => {
    const { get, link, cookieFrom } = newHost();
    const cookie = await cookieFrom(await link());
    for (const headers of [{}, { cookie }]) {
      expect((await get(path, { ...headers, authorization: 'Bearer x' })).status).toBe(401);
    }
  });

  test('there are no links', async () => {
    const { app } = newHost();
    for (const headers of [{}, { authorization: 'Bearer x' }, { cookie: `peermesh-docs=${secret}` }]) {
      expect((await app.request('/docs/link', { method: 'POST', headers })).status).toBe(401);
    }
  });

  test.each(guarded)('%s refuses another host name and another origin', async (path) => {
    const { app, get } = newHost();
    expect((await app.request(`http://rebound.example${path}`, { headers: bearer })).status).toBe(403);
    expect((await get(path, { ...bearer, origin: 'https://evil.example' })).status).toBe(403);
  });
});

describe('a link', () => {
  test('lets a browser in for half a day', async () => {
    const { get, link, cookieFrom, advance } = newHost();
    const cookie = await cookieFrom(await link());
    for (const path of guarded) expect((await get(path, { cookie: `theme=dark; ${cookie}` })).status).toBe(200);
    advance(12 * 3600 + 1);
    for (const path of guarded) expect((await get(path, { cookie })).status).toBe(401);
  });

  test('leaves a cookie that no script reads and no other site sends', async () => {
    const { get, link } = newHost();
    expect((await get(await link())).headers.get('set-cookie')).toMatch(
      /^peermesh-docs=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=43200$/,
    );
  });

  test('works once', async () => {
    const { link, cookieFrom, get } = newHost();
    const path = await link();
    expect(await cookieFrom(path)).not.toBe('');
    const again = await get(path);
    expect([again.status, again.headers.get('set-cookie')]).toEqual([401, null]);
  });

  test('works for a minute', async () => {
    const { link, cookieFrom, advance } = newHost();
    const [early, late] = [await link(), await link()];
    advance(59);
    expect(await cookieFrom(early)).not.toBe('');
    advance(1);
    expect(await cookieFrom(late)).toBe('');
  });

  test('is not used up by what looks ahead', async () => {
    const { app, get, link, cookieFrom } = newHost();
    const path = await link();
    await app.request(path, { method: 'HEAD' });
    await get(path, { 'sec-purpose': 'prefetch;prerender' });
    expect(await cookieFrom(path)).not.toBe('');
  });

  test('gives way to a hundred later ones, so that nobody fills the memory', async () => {
    const { link, cookieFrom } = newHost();
    const first = await link();
    for (let n = 0; n < 100; n++) await link();
    expect(await cookieFrom(first)).toBe('');
  });

  test('never shows the secret', async () => {
    const { app, get, link } = newHost();
    const made = await app.request('/docs/link', { method: 'POST', headers: bearer });
    const answers = [made, await get(await link()), await get('/docs', bearer)];
    for (const answer of answers)
      expect([await answer.text(), ...answer.headers.values()].join()).not.toContain(secret);
  });
});

test.each(operations)('the cookie opens nothing else: $operationId', async ({ method, path }) => {
  const { app, asked, link, cookieFrom } = newHost();
  const headers = { cookie: await cookieFrom(await link()), 'content-type': 'application/json' };
  const init = { method: method.toUpperCase(), headers, ...(method !== 'get' && { body: '{}' }) };
  expect((await app.request(path, init)).status).toBe(401);
  expect(asked).toEqual([]);
});
