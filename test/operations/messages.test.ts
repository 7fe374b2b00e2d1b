import { describe, expect, test } from 'vitest';
import { lease, leaseOne, read, settle, unknownMessage, unread } from '../support/inbox.ts';
import { newMesh, newMeshWith } from '../support/mesh.ts';
import { expectProblem } from '../support/problems.ts';
import { unknownTask } from '../support/tasks.ts';
import { at, day, minute } from '../support/times.ts';

describe('sendMessage', () => {
  test('sendMessage queues, on disk before it answers', async () => {
    const { ann, bob, crash } = await newMesh('ann', 'bob');
    const { message_id, thread_id, status, duplicate } = await ann.sendMessage({ to: 'bob', body: 'hi' });
    expect({ thread_id, status, duplicate }).toEqual({ thread_id: message_id, status: 'queued', duplicate: false });
    await crash();
    expect(await leaseOne(bob)).toMatchObject({ id: message_id, body: 'hi', redelivered: false });
  });

  test('sendMessage carries everything to the recipient, and who sent it', async () => {
    const { ann, bob } = await newMesh('ann', 'bob');
    const { task } = await ann.createTask({ title: 'Run tests' });
    const metadata = { branch: 'main', '': 'empty' };
    const body = 'Grüße 👋🏽\n\t"quoted" \\ <b>';
    await ann.sendMessage({ to: 'bob', body, intent: 'request', priority: 'urgent', task_id: task.task_id, metadata });
    const { peer_id: id, label, alias } = ann.registration;
    const message = await leaseOne(bob);
    expect(message).toMatchObject({ kind: 'direct', body, intent: 'request', priority: 'urgent', metadata });
    expect(message).toMatchObject({ task_id: task.task_id, sent_at: at(0), expires_at: at(7 * day) });
    expect(message.from).toEqual({ id, label, alias, host: 'studio', runtime: 'codex' });
  });

  test('sendMessage reaches a peer by id, label, alias and alias@host', async () => {
    const { ann, join } = await newMesh('ann');
    const bob = await join('codex@studio:crawler', { alias: 'bob' });
    const names = [bob.registration.peer_id, 'codex@studio:crawler', 'bob', 'bob@studio'];
    for (const to of names) await ann.sendMessage({ to, body: to });
    expect(await read(bob)).toEqual(names);
  });

  test('sendMessage queues for a recipient that is offline, and warns', async () => {
    const { ann, bob, advance } = await newMesh('ann', 'bob');
    advance(10 * minute);
    const { recipient } = await ann.sendMessage({ to: 'bob', body: 'hi' });
    expect(recipient).toMatchObject({ alias: 'bob', presence: 'offline', unread: 1, oldest_unread_s: 0 });
    expect(recipient.warning).toBe(`bob is offline, last seen ${at(0)}. The message waits for its next session.`);
    expect(await read(bob)).toEqual(['hi']);
  });

  test('sendMessage warns of a recipient that does not look', async () => {
    const { ann, bob, advance } = await newMesh('ann', 'bob');
    const warning = async () => (await ann.sendMessage({ to: 'bob', body: 'hi' })).recipient.warning;
    expect(await warning()).toBe('bob has not asked for messages yet in this session.');
    await bob.pollMessages({});
    expect(await warning()).toBeUndefined();
    advance(6 * minute);
    await bob.heartbeatPeer({ active: true });
    expect(await warning()).toBe('bob has not asked for messages for 6 minutes.');
  });

  test('sendMessage tells how much waits there, and since when', async () => {
    const { ann, bob, advance } = await newMesh('ann', 'bob');
    await bob.pollMessages({});
    await ann.sendMessage({ to: 'bob', body: 'one' });
    advance(20);
    const { recipient } = await ann.sendMessage({ to: 'bob', body: 'two' });
    expect(recipient).toMatchObject({ unread: 2, oldest_unread_s: 20, last_drained: at(0), presence: 'online' });
  });

  test('sendMessage answers not_found with near names, and sends nothing', async () => {
    const { ann, crawler } = await newMesh('ann', 'crawler');
    const { candidates } = await expectProblem(ann.sendMessage({ to: 'crwler', body: 'hi' }), 'not_found');
    expect(candidates).toEqual(['crawler']);
    expect(await unread(crawler)).toBe(0);
  });

  test('sendMessage answers not_found to a task and to a message that there is not', async () => {
    const { ann, bob, cid } = await newMesh('ann', 'bob', 'cid');
    const message = { to: 'bob', body: 'hi' };
    await expectProblem(ann.sendMessage({ ...message, task_id: unknownTask }), 'not_found');
    await expectProblem(ann.sendMessage({ ...message, in_reply_to: unknownMessage }), 'not_found');
    const { message_id } = await ann.sendMessage({ to: 'bob', body: 'between ann and bob' });
    await expectProblem(cid.sendMessage({ ...message, in_reply_to: message_id }), 'not_found');
    expect(await unread(bob)).toBe(1);
  });

  test('sendMessage answers ambiguous with the candidates, and sends nothing', async () => {
    const { ann, join } = await newMesh('ann');
    const bobs = [await join('bob1', { alias: 'x' }), await join('bob2', { alias: 'y' })];
    for (const bob of bobs) await bob.updatePeer({ alias: 'bob' });
    const { candidates } = await expectProblem(ann.sendMessage({ to: 'bob', body: 'hi' }), 'ambiguous');
    expect(candidates).toEqual(['bob1', 'bob2']);
    expect(await Promise.all(bobs.map(unread))).toEqual([0, 0]);
  });

  test('sendMessage keeps the thread along replies', async () => {
    const { ann, bob } = await newMesh('ann', 'bob');
    const first = await ann.sendMessage({ to: 'bob', body: 'Run tests on the crawler module', intent: 'request' });
    const { id } = await leaseOne(bob);
    await bob.sendMessage({ to: 'ann', body: 'All 47 tests pass. 0 failures.', in_reply_to: id });
    const answer = await leaseOne(ann);
    expect(answer).toMatchObject({
      in_reply_to: id,
      thread_id: first.thread_id,
      body: 'All 47 tests pass. 0 failures.',
    });
  });

  test('sendMessage answers conflict after 8 replies in a row', async () => {
    const { ann, bob } = await newMesh('ann', 'bob');
    const [from, to] = [
      [ann, bob],
      ['bob', 'ann'],
    ] as const;
    let last = (await ann.sendMessage({ to: 'bob', body: 'ping' })).message_id;
    const reply = (hop: number) => from[hop % 2]!.sendMessage({ to: to[hop % 2]!, body: 'pong', in_reply_to: last });
    for (let hop = 1; hop <= 8; hop++) last = (await reply(hop)).message_id;
    const { hint } = await expectProblem(reply(9), 'conflict');
    expect(hint).toContain('Stop if nothing is left to do');
    await bob.sendMessage({ to: 'ann', body: 'a new thread' });
  });

  test('sendMessage does its work once per idempotency key, over a restart too', async () => {
    const { ann, bob, crash } = await newMesh('ann', 'bob');
    const message = { to: 'bob', body: 'hi', idempotency_key: 'key-1' };
    const first = await ann.sendMessage(message);
    await crash();
    expect(await ann.sendMessage(message)).toEqual({ ...first, duplicate: true });
    expect(await unread(bob)).toBe(1);
  });

  test('sendMessage answers conflict to an idempotency key that was used for something else', async () => {
    const { ann, bob } = await newMesh('ann', 'bob');
    await ann.sendMessage({ to: 'bob', body: 'hi', idempotency_key: 'key-1' });
    await expectProblem(ann.sendMessage({ to: 'bob', body: 'ho', idempotency_key: 'key-1' }), 'conflict');
    await expectProblem(ann.publishMessage({ channel: 'all', body: 'hi', idempotency_key: 'key-1' }), 'conflict');
    expect(await read(bob)).toEqual(['hi']);
  });

  test('sendMessage takes the same idempotency key from another peer, and again after 24 hours', async () => {
    const { ann, bob, advance, housekeep } = await newMesh('ann', 'bob');
    const send = (from: typeof ann) => from.sendMessage({ to: 'bob', body: 'hi', idempotency_key: 'key-1' });
    const [mine, his] = [await send(ann), await send(bob)];
    expect([mine.duplicate, his.duplicate]).toEqual([false, false]);
    advance(day);
    await housekeep();
    expect((await send(ann)).duplicate).toBe(true);
    advance(1);
    await housekeep();
    expect((await send(ann)).duplicate).toBe(false);
  });

  test('sendMessage answers inbox_full to the sender and drops nothing', async () => {
    const { ann, bob } = await newMeshWith({ limits: { inboxMessages: 2 } }, 'ann', 'bob');
    for (const body of ['one', 'two']) await ann.sendMessage({ to: 'bob', body });
    const { retryable, retryAfter } = await expectProblem(ann.sendMessage({ to: 'bob', body: 'three' }), 'inbox_full');
    expect({ retryable, retryAfter }).toEqual({ retryable: true, retryAfter: 60 });
    const [first] = await lease(bob);
    await expectProblem(ann.sendMessage({ to: 'bob', body: 'three' }), 'inbox_full');
    await settle(bob, first!);
    await ann.sendMessage({ to: 'bob', body: 'three' });
    await bob.register();
    expect((await lease(bob)).map(({ body, seq }) => [body, seq])).toEqual([
      ['two', 2],
      ['three', 3],
    ]);
  });

  test('sendMessage answers inbox_full when the bytes of the bodies are too many', async () => {
    const { ann, bob } = await newMeshWith({ limits: { inboxBytes: 10 } }, 'ann', 'bob');
    await ann.sendMessage({ to: 'bob', body: '12345678' });
    await expectProblem(ann.sendMessage({ to: 'bob', body: 'öö' }), 'inbox_full');
    await ann.sendMessage({ to: 'bob', body: 'ö' });
    await read(bob);
    await ann.sendMessage({ to: 'bob', body: '1234567890' });
  });

  test('sendMessage answers rate_limited to a flood at one recipient, not at others', async () => {
    const limits = { pair: { burst: 2, perSecond: 0.25 } };
    const { ann, bob, advance } = await newMeshWith({ limits }, 'ann', 'bob', 'cid');
    const send = (to: string) => ann.sendMessage({ to, body: 'hi' });
    await send('bob');
    await send('bob');
    expect((await expectProblem(send('bob'), 'rate_limited')).retryAfter).toBe(4);
    await send('cid');
    await bob.sendMessage({ to: 'ann', body: 'hi' });
    advance(4);
    await send('bob');
    expect(await unread(bob)).toBe(3);
  });
});
