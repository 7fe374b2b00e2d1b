import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { type CallOptions, createMeshClient, type MeshClientOptions } from '../../generated/client.gen.ts';
import { MeshError } from '../../generated/errors.gen.ts';

/** A client whose requests are answered here, and the requests it made. */
function clientOf(
  answer: (request: Request) => Response | Promise<Response>,
  options: Partial<MeshClientOptions> = {},
) {
  const requests: Request[] = [];
  const fetch = async (request: Request) => {
    requests.push(request);
    return answer(request);
  };
  const client = createMeshClient({ baseUrl: 'http://mesh.test/', token: 'secret', fetch, ...options });
  return { client, requests };
}

/** The error of a getHealth that is answered so. */
async function errorOf(answer: () => Response | Promise<Response>, options?: CallOptions): Promise<MeshError> {
  return clientOf(answer)
    .client.getHealth(options)
    .then(
      () => expect.fail('The call came back.'),
      (error) => error,
    );
}

const problem = new MeshError('inbox_full', 'The inbox of bob is full.', {
  hint: 'Write to another peer.',
  candidates: ['ann'],
  current: { key: 'k', version: 2 },
  requestId: 'r1',
}).toProblem();
const refusal = (body: unknown, headers: Record<string, string> = {}) =>
  Response.json(body, { status: 429, headers: { 'Content-Type': 'application/problem+json', ...headers } });

describe('a request', () => {
  it('carries body, secret and session', async () => {
    const { client, requests } = clientOf(() => Response.json({ deleted: true }), { session: 'token' });
    expect(await client.deleteMemory({ key: 'k' })).toEqual({ deleted: true });
    const [request] = requests;
    expect([request!.method, request!.url]).toEqual(['POST', 'http://mesh.test/v1/memory/delete']);
    expect(Object.fromEntries(request!.headers)).toEqual({
      authorization: 'Bearer secret',
      'content-type': 'application/json',
      'peermesh-session': 'token',
    });
    expect(await request!.json()).toEqual({ key: 'k' });
  });

  it('asks for the session each time, and goes without where there is none', async () => {
    const sessions = ['one', undefined];
    const { client, requests } = clientOf(() => Response.json({}), { session: () => sessions.shift() });
    await client.listEvents({});
    await client.listEvents({});
    expect(requests.map(({ headers }) => headers.get('PeerMesh-Session'))).toEqual(['one', null]);
  });

  it('keeps the session from operations that do without', async () => {
    const { client, requests } = clientOf(() => Response.json({}), { session: 'token' });
    await client.registerPeer({ label: 'a', runtime: 'codex', host: 'h' });
    await client.getHealth();
    expect(requests.map(({ headers }) => headers.get('PeerMesh-Session'))).toEqual([null, null]);
  });

  it('follows no redirect', async () => {
    const { client, requests } = clientOf(() => Response.json({}));
    await client.getHealth();
    expect(requests[0]!.redirect).toBe('error');
  });
});

describe('an error', () => {
  it('is the MeshError that the broker threw', async () => {
    const error = await errorOf(() => refusal(problem, { 'Retry-After': '7' }));
    expect(error).toBeInstanceOf(MeshError);
    expect(error.toProblem()).toEqual(problem);
    expect(error).toMatchObject({
      message: problem.detail,
      retryable: true,
      status: 429,
      retryAfter: 7,
      requestId: 'r1',
    });
  });

  it.each([
    ['a page of a proxy', () => new Response('<h1>Bad gateway</h1>', { status: 502 }), /answered 502 without JSON/],
    ['a problem of somebody else', () => refusal({ code: 'quota', detail: 'No.' }), /answered 429 without JSON/],
    ['nothing', () => new Response(null, { status: 500 }), /answered 500 without JSON/],
    ['an empty 200', () => new Response(null, { status: 200 }), /answered 200 without JSON/],
    ['a page with status 200', () => new Response('<h1>Sign in</h1>'), /The answer is not JSON/],
    ['no connection', () => Promise.reject(new TypeError('fetch failed')), /cannot be reached: fetch failed/],
    ['a timeout', () => Promise.reject(new DOMException('Too late', 'TimeoutError')), /cannot be reached: Too late/],
  ])('is unavailable for %s', async (_, answer, message) => {
    const error = await errorOf(answer);
    expect(error).toBeInstanceOf(MeshError);
    expect(error).toMatchObject({ code: 'unavailable', retryable: true, message: expect.stringMatching(message) });
    expect(error.hint).toMatch(/check/i);
  });

  it('has its cause, and the time to wait where a proxy names one', async () => {
    const cause = new TypeError('fetch failed');
    expect((await errorOf(() => Promise.reject(cause))).cause).toBe(cause);
    const busy = () => new Response('busy', { status: 503, headers: { 'Retry-After': '3' } });
    expect((await errorOf(busy)).retryAfter).toBe(3);
  });

  it("is the caller's own abort as it is", async () => {
    const signal = AbortSignal.abort();
    expect(await errorOf(() => Promise.reject(signal.reason), { signal })).toBe(signal.reason);
  });
});

it('is cut to the bounds of the contract when it becomes a problem', () => {
  const names = Array.from({ length: 12 }, (_, index) => `peer-${index}`);
  const long = new MeshError('ambiguous', 'd'.repeat(3000), { hint: 'h'.repeat(3000), candidates: names }).toProblem();
  expect([long.detail.length, long.hint.length, long.candidates?.length]).toEqual([2000, 1000, 10]);
});

it('runs in browsers: the client and what it imports need nothing of Node', async () => {
  const entry = new URL('../../generated/client.gen.ts', import.meta.url).pathname;
  const { outputFiles, warnings } = await build({
    entryPoints: [entry],
    bundle: true,
    platform: 'browser',
    format: 'esm',
    write: false,
  });
  expect(warnings).toEqual([]);
  expect(outputFiles[0]!.text).not.toMatch(/node:|require\(/);
});
