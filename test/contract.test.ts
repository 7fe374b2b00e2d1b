import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Problem } from '../generated/errors.gen.ts';
import { type Operation, operations } from '../generated/operations.gen.ts';
import type { Service } from '../generated/service.gen.ts';
import type { Message } from '../generated/types.gen.ts';
import { createHttp } from '../src/http/app.ts';
import { defaultLimits } from '../src/limits.ts';
import { silentLog } from '../src/log.ts';
import { filesIn } from '../src/sqlite/files.ts';
import { type Fetch, watched } from './support/answers.ts';
import { badBodies, exampleOf, fieldsOf } from './support/bad-bodies.ts';
import { secret } from './support/broker.ts';
import { lease } from './support/inbox.ts';
import { type Mesh, newMesh, newMeshWith, type Peer } from './support/mesh.ts';
import { expectProblem } from './support/problems.ts';

const withBody = operations.filter(exampleOf);
const withSession = operations.filter(({ session }) => session);
const writing = operations.filter(({ errors }) => errors.includes('storage_full'));
/** They free space, so they go on below the floor that others keep to, and stop only where the database may not grow. */
const freeing = ['pollMessages', 'ackMessages', 'deleteMemory'];

/** What full-text search would take for its own, and other texts that queries are made of. */
const operators = [
  '"',
  '""',
  "'",
  '*',
  'a*b',
  'NEAR(a b)',
  'a AND',
  'OR',
  'NOT',
  'key:value',
  '^a',
  '{a}: b',
  '-',
  '(',
  ')',
  '\\',
  '%',
].concat([';--', 'a'.repeat(200), '𐍈', ' ']);

let mesh: Mesh & Record<'ann' | 'bob', Peer>;
let commits: Database.Database;
beforeAll(async () => {
  mesh = await newMesh('ann', 'bob');
  await mesh.ann.getPeer({});
  commits = new Database(filesIn(mesh.home).database, { readonly: true });
});
afterAll(() => {
  commits.close();
  return mesh.close();
});

interface Change {
  /** In place of the example of the contract: text as it is, anything else as JSON. */
  readonly body?: unknown;
  readonly url?: string;
  /** Undefined leaves one out. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

/** The request of the contract's example, from ann, with a change. */
function requestOf(
  operation: Operation,
  { body = exampleOf(operation), url = 'http://127.0.0.1:7337', headers }: Change = {},
): Request {
  const all = {
    authorization: `Bearer ${secret}`,
    'content-type': 'application/json',
    'peermesh-session': mesh.ann.registration.session_token,
    ...headers,
  };
  const given = Object.entries(all).filter((header): header is [string, string] => header[1] !== undefined);
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const method = operation.method.toUpperCase();
  return new Request(url + operation.path, { method, headers: given, ...(method === 'POST' && { body: text ?? '' }) });
}

/** Sends a request that has to be refused; answers its problem, after a look that nothing was committed. */
async function refusal(request: Request, fetch: Fetch = mesh.fetch): Promise<Problem> {
  const before = commits.pragma('data_version', { simple: true });
  const answer = await fetch(request);
  const problem = (await answer.json()) as Problem;
  expect(problem).toMatchObject({ status: answer.status, hint: expect.stringMatching(/\w/) });
  expect(commits.pragma('data_version', { simple: true })).toBe(before);
  return problem;
}

describe.each(operations)('$operationId', (operation) => {
  const { operationId } = operation;

  test(`${operationId} answers unauthenticated to who does not have the mesh secret`, async () => {
    for (const authorization of [undefined, '', 'Bearer ', `Basic ${secret}`, `Bearer ${secret}x`]) {
      const { code } = await refusal(requestOf(operation, { headers: { authorization } }));
      expect([authorization, code]).toEqual([authorization, 'unauthenticated']);
    }
  });

  test(`${operationId} answers forbidden to other hosts and origins`, async () => {
    const asked = [
      { url: 'http://evil.example:7337' },
      { headers: { origin: 'https://evil.example' } },
      { headers: { origin: 'null' } },
    ];
    for (const change of asked) expect((await refusal(requestOf(operation, change))).code).toBe('forbidden');
  });

  test(`${operationId} answers internal, and nothing of the fault, when something below fails`, async () => {
    const fail = async () => {
      throw new Error('canary: the text of a fault');
    };
    const { fetch } = createHttp<string>({
      service: new Proxy({}, { get: () => fail }) as Service<string>,
      authenticate: async () => 'ann',
      config: { host: '127.0.0.1', allowedHosts: [], allowedOrigins: [], limits: defaultLimits },
      secret,
      log: silentLog,
      draining: () => false,
    });
    const problem = await refusal(
      requestOf(operation),
      watched(async (request) => fetch(request)),
    );
    expect(problem.code).toBe('internal');
    expect(JSON.stringify(problem)).not.toContain('canary');
  });
});

describe.each(withSession)('$operationId', (operation) => {
  test(`${operation.operationId} answers session_invalid without a session that lives`, async () => {
    for (const session of [undefined, '', 'pms_unknown', secret, mesh.ann.registration.peer_id]) {
      const { code } = await refusal(requestOf(operation, { headers: { 'peermesh-session': session } }));
      expect([session, code]).toEqual([session, 'session_invalid']);
    }
  });
});

describe.each(withBody)('$operationId', (operation) => {
  const { operationId } = operation;

  test(`${operationId} answers unsupported_media_type to all but plain JSON`, async () => {
    const types = [
      undefined,
      '',
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/json; charset=utf-16',
    ];
    const changes = [...types.map((type) => ({ 'content-type': type })), { 'content-encoding': 'gzip' }];
    for (const headers of changes)
      expect((await refusal(requestOf(operation, { headers }))).code).toBe('unsupported_media_type');
  });

  test(`${operationId} answers payload_too_large to more than 1 MiB`, async () => {
    const body = JSON.stringify(exampleOf(operation)).padEnd(1024 * 1024 + 1);
    expect((await refusal(requestOf(operation, { body }))).code).toBe('payload_too_large');
  });

  test(`${operationId} answers invalid_request to what is no JSON, or too deep`, async () => {
    const text = JSON.stringify(exampleOf(operation));
    const bodies = [
      '',
      '{',
      text.slice(0, -1),
      `${text},`,
      '{"a":1,}',
      'NaN',
      '\u0000',
      '['.repeat(10_000),
      `{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`,
    ];
    for (const body of bodies) expect((await refusal(requestOf(operation, { body }))).code).toBe('invalid_request');
  });

  test(`${operationId} answers invalid_request to fields unknown, missing, of another type and out of bounds`, async () => {
    for (const [fault, body] of badBodies(operation)) {
      const { code } = await refusal(requestOf(operation, { body }));
      expect([fault, code]).toEqual([fault, 'invalid_request']);
    }
  });
});

test.each(withBody.filter((operation) => fieldsOf(operation).includes('query')))(
  '$operationId takes operators and quotes in a query as text',
  async (operation) => {
    for (const query of operators)
      expect((await mesh.fetch(requestOf(operation, { body: { query } }))).status).toBe(200);
  },
);

describe('a broker that drains', () => {
  let draining: Mesh;
  beforeAll(async () => {
    draining = await newMesh();
    draining.drain();
  });
  afterAll(() => draining.close());

  test.each(withBody)('$operationId answers unavailable', async (operation) => {
    const { code, retryable } = await refusal(requestOf(operation), draining.fetch);
    expect({ code, retryable }).toEqual({ code: 'unavailable', retryable: true });
  });
});

describe('a broker whose disk is full', () => {
  let full: Mesh & Record<'ann', Peer>;
  beforeAll(async () => {
    full = await newMesh('ann');
    await full.ann.getPeer({});
    await full.fillDisk();
  });
  afterAll(() => full.close());
  const send = (operation: Operation) =>
    full.fetch(requestOf(operation, { headers: { 'peermesh-session': full.ann.registration.session_token } }));

  test.each(writing.filter(({ operationId }) => !freeing.includes(operationId)))(
    '$operationId answers storage_full',
    async (operation) => {
      const { code, hint } = (await (await send(operation)).json()) as Problem;
      expect(code).toBe('storage_full');
      expect(hint).toContain('Acknowledge messages');
    },
  );

  test.each(operations.filter(({ access }) => access === 'read'))('$operationId still answers', async (operation) => {
    expect((await send(operation)).status).not.toBe(507);
  });
});

describe('a broker whose database may not grow', () => {
  let full: Mesh & Record<'ann' | 'bob', Peer>;
  beforeAll(async () => {
    const limits = { pair: { burst: 1_000, perSecond: 1_000 } };
    full = await newMeshWith({ limits }, 'ann', 'bob');
    for (let n = 0; n < 600; n++) await full.ann.sendMessage({ to: 'bob', body: 'hi' });
    for (let n = 0; n < 100; n++) await full.ann.setMemory({ key: `key-${n}`, value: 'x'.repeat(10) });
    await full.reopen({ maxBytes: 4096 });
  });
  afterAll(() => full.close());

  test('pollMessages and ackMessages answer storage_full', async () => {
    const leased: Message[] = [];
    const leasing = async () => {
      for (let n = 0; n < 600; n += 100) leased.push(...(await lease(full.bob)));
    };
    await expectProblem(leasing(), 'storage_full');
    const acking = async () => {
      for (const { id, lease } of leased) await full.bob.ackMessages({ items: [{ id, lease }] });
    };
    await expectProblem(acking(), 'storage_full');
  });

  // Last, since deleting makes room.
  test('deleteMemory answers storage_full', async () => {
    const deleting = async () => {
      for (let n = 0; n < 100; n++) await full.ann.deleteMemory({ key: `key-${n}` });
    };
    await expectProblem(deleting(), 'storage_full');
  });
});
