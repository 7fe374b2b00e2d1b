import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { operations } from '../../generated/operations.gen.ts';
import { faultsIn } from '../support/audit.ts';
import { type Broker, startBroker } from '../support/process.ts';
import { type Headers, type Member, member, newHome, outcomeOf } from './wire.ts';

let broker: Broker;
let ann: Member;
beforeAll(async () => {
  broker = await startBroker(newHome(afterAll));
  ann = await member(broker, 'ann');
});
afterAll(() => broker.crash());

/** The nine wrong ways to bring a secret, and what each does to a request. */
const wrong: Record<string, (secret: string) => { headers?: Headers; query?: string; inBody?: string }> = {
  none: () => ({}),
  Basic: (secret) => ({ headers: { authorization: `Basic ${btoa(`peermesh:${secret}`)}` } }),
  empty: () => ({ headers: { authorization: 'Bearer ' } }),
  wrong: (secret) => ({ headers: { authorization: `Bearer ${'x'.repeat(secret.length)}` } }),
  'a prefix': (secret) => ({ headers: { authorization: `Bearer ${secret.slice(0, -1)}` } }),
  'the secret and x': (secret) => ({ headers: { authorization: `Bearer ${secret}x` } }),
  'in the query': (secret) => ({ query: `?access_token=${secret}&token=${secret}&authorization=Bearer%20${secret}` }),
  'in the body': (secret) => ({ inBody: secret }),
  'in two headers': (secret) => ({ headers: { authorization: [`Bearer ${secret}`, `Bearer ${secret}`] } }),
};

describe.each(operations)('$operationId', (operation) => {
  const call = (headers: Headers, query = '', inBody?: string) =>
    outcomeOf(broker, operation, headers, {
      path: operation.path + query,
      ...(inBody && { body: { authorization: `Bearer ${inBody}`, token: inBody, session_token: inBody } }),
    });

  test.each(Object.entries(wrong))('with the mesh secret %s is 401', async (_, make) => {
    const { headers, query, inBody } = make(broker.token);
    expect(await call({ 'peermesh-session': ann.session, ...headers }, query, inBody)).toBe('401 unauthenticated');
  });

  test('with the secret passes the door', async () => {
    const { session } = await member(broker, 'guest');
    expect(await call({ authorization: `Bearer ${broker.token}`, 'peermesh-session': session })).not.toMatch(/^401/);
  });
});

describe.each(operations.filter(({ session }) => session))('$operationId', (operation) => {
  const call = (session: Headers[string], query = '') =>
    outcomeOf(
      broker,
      operation,
      { authorization: `Bearer ${broker.token}`, 'peermesh-session': session },
      { path: operation.path + query },
    );

  test('takes no session but the very token, once, in its header', async () => {
    const token = ann.session;
    for (const session of [
      undefined,
      '',
      'x'.repeat(token.length),
      token.slice(0, -1),
      `${token}x`,
      `Bearer ${token}`,
      broker.token,
      ann.registration.peer_id,
    ])
      expect(`${session}: ${await call(session)}`).toBe(`${session}: 401 session_invalid`);
    expect(await call([token, token])).toBe('401 session_invalid');
    expect(await call(undefined, `?session=${token}&PeerMesh-Session=${token}`)).toBe('401 session_invalid');
  });
});

test('a session that has ended, or was followed by another, proves nobody', async () => {
  const bob = await member(broker, 'bob');
  const sent = () =>
    outcomeOf(broker, operations.find(({ operationId }) => operationId === 'listPeers')!, {
      authorization: `Bearer ${broker.token}`,
      'peermesh-session': bob.session,
    });
  expect(await sent()).toBe('200');
  const again = await bob.client.registerPeer({
    label: 'bob',
    runtime: 'test',
    host: 'studio',
    resume_token: bob.session,
  });
  expect(again.reattached).toBe(true);
  expect(await sent()).toBe('401 session_invalid');
});

test('nothing was written by anybody who was refused', async () => {
  const { messages } = await ann.client.listMessages({});
  expect(messages).toEqual([]);
  const rows = (await ann.client.listPeers({ include_offline: true, limit: 100 })).peers.map(({ label }) => label);
  expect(rows.filter((label) => !/^(ann|bob|guest(#\d+)?|codex@studio:crawler)$/.test(label))).toEqual([]);
  expect(faultsIn(broker.home)).toEqual([]);
});
