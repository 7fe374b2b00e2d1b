import { describe, expect, test } from 'vitest';
import { createMeshClient, MeshError } from '../../src/client/client.ts';
import type { Bounds, Fetch } from '../../src/client/patient.ts';
import { newMesh } from '../support/mesh.ts';

const quick: Partial<Bounds> = { totalMs: 2_000, tryMs: 300, firstWaitMs: 1, mostWaitMs: 2 };

/** A network on which the first requests meet with these fates; later ones reach the broker. */
function network(
  reach: Fetch,
  ...fates: ('unconnected' | 'lost' | 'cut off' | 'silent' | 'well' | number | Response)[]
) {
  const bodies: string[] = [];
  const fetch: Fetch = async (request) => {
    const fate = fates.shift();
    bodies.push(await request.clone().text());
    if (fate === 'unconnected') throw failure('ECONNREFUSED');
    if (typeof fate === 'number') return new Response('<html>', { status: fate });
    if (fate instanceof Response) return fate;
    if (fate === 'silent')
      return new Promise((_, reject) => request.signal.addEventListener('abort', () => reject(request.signal.reason)));
    const answer = await reach(request);
    if (fate === 'lost') throw failure('ECONNRESET');
    if (fate === 'cut off')
      return new Response(new ReadableStream({ start: (body) => body.error(failure('UND_ERR_SOCKET')) }), answer);
    return answer;
  };
  return { fetch, bodies };
}

const failure = (code: string) => new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });

/** A mesh, and ann's client on a bad network. */
async function onNetwork(...fates: Parameters<typeof network>[1][]) {
  const mesh = await newMesh('ann', 'bob');
  const { fetch, bodies } = network(mesh.fetch, ...fates);
  const session = mesh.ann.registration.session_token;
  const client = createMeshClient({
    baseUrl: 'http://127.0.0.1:7337',
    token: mesh.secret,
    session,
    fetch,
    retries: quick,
  });
  return { mesh, client, bodies };
}

describe('what is sent again', () => {
  test.each(['unconnected', 'lost', 'cut off', 'silent', 502, 503, 504] as const)(
    'a message after: %s',
    async (fate) => {
      const { client, bodies, mesh } = await onNetwork(fate, fate);
      await client.sendMessage({ to: 'bob', body: 'hello' });
      expect(bodies).toHaveLength(3);
      expect(new Set(bodies).size).toBe(1);
      expect((await mesh.bob.pollMessages({})).messages.map(({ body }) => body)).toEqual(['hello']);
    },
  );

  test('a read that was lost', async () => {
    const { client, bodies } = await onNetwork('lost');
    expect((await client.getPeer({})).label).toBe('ann');
    expect(bodies).toHaveLength(2);
  });

  test('an acknowledgement, a health check, a registration with an owner key', async () => {
    const { client, bodies } = await onNetwork('lost', 'well', 'lost', 'well', 'lost');
    await expect(
      client.ackMessages({ items: [{ id: 'msg_01K9A41R8T5V7W9X2Y4Z6A8B0C', lease: '1.1.1' }] }),
    ).rejects.toThrow(MeshError);
    await client.getHealth();
    await client.registerPeer({ label: 'cy', runtime: 'node', host: 'studio', owner_key: 'k'.repeat(43) });
    expect(bodies).toHaveLength(6);
  });

  test('every message with a key of its own, or the one it was given', async () => {
    const { client, bodies } = await onNetwork();
    await client.sendMessage({ to: 'bob', body: 'a' });
    await client.sendMessage({ to: 'bob', body: 'a' });
    await client.publishMessage({ channel: '#all', body: 'b', idempotency_key: 'mine' });
    const keys = bodies.map((body) => JSON.parse(body).idempotency_key);
    expect(keys).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/), expect.stringMatching(/^[0-9a-f]{32}$/), 'mine']);
    expect(keys[0]).not.toBe(keys[1]);
  });
});

describe('what is not sent again', () => {
  test('a claim that may have been made', async () => {
    const { client, bodies } = await onNetwork('lost');
    await expect(client.claimTask({})).rejects.toMatchObject({ code: 'unavailable' });
    expect(bodies).toHaveLength(1);
  });

  test('a claim whose connection never came about is', async () => {
    const { client, bodies } = await onNetwork('unconnected');
    await expect(client.claimTask({})).rejects.toMatchObject({ code: 'not_found' });
    expect(bodies).toHaveLength(2);
  });

  test.each([{ ack: 'auto' } as const, { ack: 'explicit' } as const])('a poll that was lost, with %o', async (body) => {
    const { client, bodies } = await onNetwork('lost');
    await client.pollMessages(body).catch(() => {});
    expect(bodies).toHaveLength(body.ack === 'auto' ? 1 : 2);
  });

  test('a registration without an owner key, which would make a second peer', async () => {
    const { client, bodies } = await onNetwork('lost');
    await expect(client.registerPeer({ label: 'cy', runtime: 'node', host: 'studio' })).rejects.toThrow(MeshError);
    expect(bodies).toHaveLength(1);
  });

  test('what the broker refused', async () => {
    const { client, bodies } = await onNetwork();
    await expect(client.sendMessage({ to: 'nobody', body: 'x' })).rejects.toMatchObject({ code: 'not_found' });
    expect(bodies).toHaveLength(1);
  });

  test('anything, with retries: false', async () => {
    const { fetch, bodies } = network(() => expect.fail('It was sent again.'), 'unconnected');
    const client = createMeshClient({ baseUrl: 'http://mesh.test', token: 't', fetch, retries: false });
    await expect(client.getHealth()).rejects.toMatchObject({ code: 'unavailable' });
    expect(bodies).toHaveLength(1);
  });
});

describe('how long it goes on', () => {
  const busy = (seconds: number) =>
    Response.json(new MeshError('rate_limited', 'Slower.').toProblem(), {
      status: 429,
      headers: { 'Content-Type': 'application/problem+json', 'Retry-After': String(seconds) },
    });

  test('Retry-After is waited for', async () => {
    const { client } = await onNetwork(busy(1));
    const before = performance.now();
    await client.getHealth();
    expect(performance.now() - before).toBeGreaterThan(990);
  });

  test('what would take longer than allowed is thrown as it is', async () => {
    const { client, bodies } = await onNetwork(busy(60));
    await expect(client.getHealth()).rejects.toMatchObject({ code: 'rate_limited', retryAfter: 60 });
    expect(bodies).toHaveLength(1);
  });

  test('a broker that stays away is given up', async () => {
    const { fetch, bodies } = network(async () => Promise.reject(failure('ECONNREFUSED')));
    const client = createMeshClient({
      baseUrl: 'http://mesh.test',
      token: 't',
      fetch,
      retries: { ...quick, totalMs: 100 },
    });
    await expect(client.getHealth()).rejects.toMatchObject({ code: 'unavailable', retryable: true });
    expect(bodies.length).toBeGreaterThan(5);
  });

  test('an abort ends a wait at once, with its reason', async () => {
    const { client } = await onNetwork(busy(1), busy(1));
    const stop = new AbortController();
    const call = client.getHealth({ signal: stop.signal });
    setTimeout(() => stop.abort(), 20);
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
  });
});
