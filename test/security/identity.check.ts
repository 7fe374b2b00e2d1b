import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Message, Task } from '../../generated/types.gen.ts';
import { type Broker, startBroker } from '../support/process.ts';
import { type Member, member, newHome } from './wire.ts';

let broker: Broker;
let ann: Member;
let bob: Member;
let eve: Member;
let message: Message;
let task: Task;

beforeAll(async () => {
  broker = await startBroker(newHome(afterAll));
  [ann, bob, eve] = (await Promise.all([member(broker, 'ann'), member(broker, 'bob'), member(broker, 'eve')])) as [
    Member,
    Member,
    Member,
  ];
  await ann.client.sendMessage({ to: 'bob', body: 'between the two of us', metadata: { canary: 'secret-of-two' } });
  [message] = (await bob.client.pollMessages({})).messages as [Message];
  await ann.client.createTask({ title: 'For bob alone', assignee: 'bob' });
  task = (await bob.client.claimTask({})).task;
});
afterAll(() => broker.crash());

const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'ok',
    (error: { code: string }) => error.code,
  );

test('another reads nothing of an inbox, in whatever way it asks', async () => {
  const { thread_id } = message;
  const seen = [
    ...(await Promise.all(
      [{}, { from: 'ann' }, { thread_id }, { kind: 'direct' as const }].map((filter) =>
        eve.client.pollMessages(filter),
      ),
    )),
    ...(await Promise.all(
      [{}, { with: 'ann' }, { with: 'bob' }, { thread_id }, { query: 'between' }].map((filter) =>
        eve.client.listMessages(filter),
      ),
    )),
    await eve.client.listEvents({ limit: 100 }),
    await eve.client.getPeer({ peer: 'bob' }),
    await eve.client.listPeers({}),
  ];
  expect(JSON.stringify(seen)).not.toMatch(/between the two|secret-of-two/);
});

test('another cannot acknowledge, give back, prolong or look after a message', async () => {
  const { id, lease } = message;
  for (const outcome of ['acked', 'released', 'extend'] as const)
    expect(await codeOf(eve.client.ackMessages({ items: [{ id, lease, outcome }] }))).toBe('not_found');
  expect((await eve.client.pollMessages({ acks: [{ id, lease }] })).ack_results).toEqual([{ id, result: 'not_found' }]);
  expect(await codeOf(eve.client.getMessageStatus({ message_id: id }))).toBe('not_found');
  expect(await codeOf(bob.client.getMessageStatus({ message_id: id }))).toBe('not_found');
  expect((await ann.client.getMessageStatus({ message_id: id })).recipients).toMatchObject([
    { status: 'leased', attempts: 1 },
  ]);
});

test('another cannot answer in a thread that it has no part in', async () => {
  expect(await codeOf(eve.client.sendMessage({ to: 'ann', body: 'me too', in_reply_to: message.id }))).toMatch(
    /not_found|forbidden/,
  );
});

test('no body can name another sender', async () => {
  const forged = { to: 'bob', body: 'forged', from: 'ann', sender: ann.registration.peer_id } as never;
  expect(await codeOf(eve.client.sendMessage(forged))).toBe('invalid_request');
  await eve.client.sendMessage({ to: 'bob', body: 'I am ann', metadata: { from: 'ann' } });
  const { messages } = await bob.client.pollMessages({ from: 'eve', ack: 'auto' });
  expect(messages).toMatchObject([{ from: { label: 'eve', id: eve.registration.peer_id } }]);
});

test('another cannot change, take or give away a task', async () => {
  const { task_id, claim } = task;
  for (const change of [
    { claim },
    { note: 'mine' },
    { status: 'completed' as const, claim },
    { status: 'canceled' as const },
    { status: 'rejected' as const },
  ])
    expect(await codeOf(eve.client.updateTask({ task_id, ...change }))).toMatch(/forbidden|claim_lost/);
  expect(await codeOf(eve.client.claimTask({ task_id }))).toBe('forbidden');
  expect(await codeOf(eve.client.assignTask({ task_id, assignee: 'eve' }))).toBe('forbidden');
  const { lost_tasks } = await eve.client.heartbeatPeer({ holding: [task_id] });
  expect(lost_tasks).toMatchObject([{ task_id }]);
  expect((await ann.client.getTask({ task_id })).task).toMatchObject({
    status: 'working',
    claim,
    assignee: { label: 'bob' },
  });
});

test('another cannot take a label, live or offline, nor its inbox', async () => {
  const who = { label: 'bob', runtime: 'test', host: 'studio' };
  const tryAll = async (owner_key: string) => {
    const guesses = [
      {},
      { resume_token: eve.session },
      { owner_key },
      { resume_token: bob.registration.peer_id },
      { resume_token: broker.token },
    ];
    for (const guess of guesses) {
      const answer = await eve.client.registerPeer({ ...who, ...guess });
      expect(answer).toMatchObject({
        label: expect.stringMatching(/^bob#\d+$/),
        reattached: false,
        unread: { total: 0 },
        warning: expect.any(String),
      });
    }
  };
  await tryAll('x'.repeat(32));
  await bob.client.unregisterPeer({});
  await tryAll('y'.repeat(32));
  const back = await eve.client.registerPeer({ ...who, resume_token: bob.session });
  expect(back).toMatchObject({ label: 'bob', reattached: true, unread: { total: expect.any(Number) } });
});

test('another cannot set the profile, subscriptions or end of a peer', async () => {
  for (const change of [{ peer: 'ann' }, { label: 'ann' }, { peer_id: ann.registration.peer_id }]) {
    expect(await codeOf(eve.client.updatePeer({ summary: 'pwned', ...change } as never))).toBe('invalid_request');
    expect(await codeOf(eve.client.unregisterPeer(change as never))).toBe('invalid_request');
    expect(await codeOf(eve.client.unsubscribeChannel({ channel: '#all', ...change } as never))).toBe(
      'invalid_request',
    );
  }
  expect(await ann.client.getPeer({})).toMatchObject({ presence: 'online', subscriptions: [{ channel: '#all' }] });
});
