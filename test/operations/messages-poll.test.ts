import { describe, expect, test } from 'vitest';
import { lease, leaseOne, read, unknownMessage, unread } from '../support/inbox.ts';
import { newMesh, newMeshWith } from '../support/mesh.ts';
import { expectProblem } from '../support/problems.ts';
import { at, minute } from '../support/times.ts';

describe('pollMessages', () => {
  test('pollMessages leases the oldest first, in the order of a gap-free seq', async () => {
    const { ann, bob, cid } = await newMesh('ann', 'bob', 'cid');
    await Promise.all(['a', 'b', 'c'].map((body) => ann.sendMessage({ to: 'cid', body })));
    await expectProblem(bob.sendMessage({ to: 'cid', body: 'refused', in_reply_to: unknownMessage }), 'not_found');
    await bob.sendMessage({ to: 'cid', body: 'd' });
    const messages = await lease(cid);
    expect(messages.map(({ seq, body }) => `${seq} ${body}`)).toEqual(['1 a', '2 b', '3 c', '4 d']);
  });

  test('pollMessages says what remains and what is unread', async () => {
    const { ann, bob } = await newMesh('ann', 'bob');
    for (const intent of ['request', 'inform', 'request', 'ack'] as const)
      await ann.sendMessage({ to: 'bob', body: 'hi', intent });
    const { messages, remaining, unread, poll_after_ms } = await bob.pollMessages({ limit: 1 });
    expect(messages).toHaveLength(1);
    expect({ remaining, unread, poll_after_ms }).toEqual({
      remaining: 3,
      unread: { total: 4, requests: 2 },
      poll_after_ms: 0,
    });
    const rest = await bob.pollMessages({});
    expect(rest).toMatchObject({ remaining: 0, unread: { total: 4, requests: 2 } });
    expect(await bob.pollMessages({})).toMatchObject({ messages: [], remaining: 0, unread: { total: 4 } });
  });

  test('pollMessages offers a message again, flagged, when its lease has ended', async () => {
    const { ann, bob, advance } = await newMesh('ann', 'bob');
    await ann.sendMessage({ to: 'bob', body: 'hi' });
    const first = await leaseOne(bob);
    expect(first).toMatchObject({ attempt: 1, redelivered: false, lease_expires_at: at(60) });
    advance(59);
    expect(await lease(bob)).toEqual([]);
    advance(1);
    const second = await leaseOne(bob);
    expect(second).toMatchObject({ id: first.id, seq: first.seq, attempt: 2, redelivered: true });
  });

  test('pollMessages has the lease on disk before it answers', async () => {
    const { ann, bob, crash } = await newMesh('ann', 'bob');
    await ann.sendMessage({ to: 'bob', body: 'hi' });
    await lease(bob);
    await crash();
    expect(await lease(bob)).toEqual([]);
    await bob.register();
    expect(await leaseOne(bob)).toMatchObject({ body: 'hi', attempt: 2, redelivered: true });
  });

  test('pollMessages leases for as long as it is asked to', async () => {
    const { ann, bob, advance } = await newMesh('ann', 'bob');
    await ann.sendMessage({ to: 'bob', body: 'hi' });
    expect(await leaseOne(bob, { lease_seconds: 5 })).toMatchObject({ lease_expires_at: at(5) });
    advance(5);
    expect(await leaseOne(bob, { lease_seconds: 900 })).toMatchObject({ lease_expires_at: at(905) });
  });

  test('pollMessages acknowledges the batch before in the same request', async () => {
    const { ann, bob } = await newMesh('ann', 'bob');
    for (const body of ['one', 'two']) await ann.sendMessage({ to: 'bob', body });
    const { id, lease } = await leaseOne(bob, { limit: 1 });
    const next = await bob.pollMessages({ acks: [{ id, lease }] });
    expect(next.ack_results).toEqual([{ id, result: 'acked' }]);
    expect(next.messages.map(({ body }) => body)).toEqual(['two']);
    expect(next.unread.total).toBe(1);
  });

  test('pollMessages takes acks when nothing waits', async () => {
    const { ann, bob } = await newMesh('ann', 'bob');
    await ann.sendMessage({ to: 'bob', body: 'hi' });
    const { id, lease } = await leaseOne(bob);
    expect(await bob.pollMessages({ acks: [{ id, lease }] })).toMatchObject({ messages: [], unread: { total: 0 } });
  });

  test('pollMessages with ack auto gives out at most once', async () => {
    const { ann, bob, crash } = await newMesh('ann', 'bob');
    await ann.sendMessage({ to: 'bob', body: 'hi' });
    expect(await read(bob)).toEqual(['hi']);
    expect(await unread(bob)).toBe(0);
    await crash();
    await bob.register();
    expect(await lease(bob)).toEqual([]);
  });

  test('pollMessages never consumes what a filter leaves out', async () => {
    const { ann, bob, cid } = await newMesh('ann', 'bob', 'cid');
    await ann.sendMessage({ to: 'bob', body: 'from ann', intent: 'request' });
    const { thread_id } = await cid.sendMessage({ to: 'bob', body: 'from cid' });
    await ann.publishMessage({ channel: '#all', body: 'to all' });
    await ann.createTask({ title: 'Run tests', assignee: 'bob' });
    expect(await read(bob, { from: 'cid', intent: 'request' })).toEqual([]);
    expect(await read(bob, { from: 'cid', thread_id })).toEqual(['from cid']);
    expect(await read(bob, { channel: 'all' })).toEqual(['to all']);
    expect(await read(bob, { kind: 'direct' })).toEqual(['from ann']);
    expect((await leaseOne(bob)).kind).toBe('task');
  });

  test('pollMessages counts as remaining only what the filter matches', async () => {
    const { ann, bob } = await newMesh('ann', 'bob');
    for (const intent of ['inform', 'request', 'request'] as const)
      await ann.sendMessage({ to: 'bob', body: intent, intent });
    const { messages, remaining } = await bob.pollMessages({ intent: 'request', limit: 1 });
    expect({ bodies: messages.map(({ body }) => body), remaining }).toEqual({ bodies: ['request'], remaining: 1 });
  });

  test('pollMessages answers not_found and ambiguous to a filter by names', async () => {
    const { ann, bob, cid } = await newMesh('ann', 'bob', 'cid');
    await expectProblem(ann.pollMessages({ from: 'dan' }), 'not_found');
    await expectProblem(ann.pollMessages({ channel: 'opps' }), 'not_found');
    await cid.updatePeer({ alias: 'bob' });
    await bob.heartbeatPeer({});
    await expectProblem(ann.pollMessages({ from: 'bob' }), 'ambiguous');
  });

  test('pollMessages stops at max_bytes, but the first message always comes', async () => {
    const { ann, bob } = await newMesh('ann', 'bob');
    const [large, small] = ['x'.repeat(2_000), 'ö'.repeat(300)];
    for (const body of [large, small, small]) await ann.sendMessage({ to: 'bob', body });
    const sizes = async () => {
      const { messages, remaining } = await bob.pollMessages({ max_bytes: 1_100 });
      return { sizes: messages.map(({ body }) => body.length), remaining };
    };
    expect(await sizes()).toEqual({ sizes: [2_000], remaining: 2 });
    expect(await sizes()).toEqual({ sizes: [300], remaining: 1 });
  });

  test('pollMessages gives a message up after 20 attempts, and the sender gets one system message', async () => {
    const { ann, bob, advance } = await newMesh('ann', 'bob');
    const { message_id, thread_id } = await ann.sendMessage({ to: 'bob', body: 'a poison\nmessage' });
    for (let attempt = 1; attempt <= 20; attempt++) {
      expect((await leaseOne(bob)).attempt).toBe(attempt);
      advance(60);
    }
    expect(await bob.pollMessages({})).toMatchObject({ messages: [], unread: { total: 0 } });
    const notice = await leaseOne(ann);
    expect(notice).toMatchObject({ kind: 'system', intent: 'inform', thread_id, in_reply_to: message_id });
    expect(notice.from.id).toBe('broker');
    expect(notice.body).toMatch(
      /^Your message msg_\w+ to bob \(bob\) was given out 20 times .* It began: a poison message$/,
    );
  });

  test('pollMessages never gives out a message whose time to live has ended; the sender is told', async () => {
    const { ann, bob, advance, housekeep } = await newMesh('ann', 'bob');
    const { message_id } = await ann.sendMessage({ to: 'bob', body: 'now or never', ttl_seconds: 30 });
    await ann.sendMessage({ to: 'bob', body: 'some time' });
    advance(30);
    expect(await read(bob)).toEqual(['some time']);
    await housekeep();
    await housekeep();
    expect(await unread(bob)).toBe(0);
    const { body, in_reply_to } = await leaseOne(ann, { kind: 'system' });
    expect(in_reply_to).toBe(message_id);
    expect(body).toContain('to bob (bob) expired before it was acknowledged');
  });

  test('pollMessages still offers what a full inbox cannot hide: notices of the broker', async () => {
    const { ann, bob, advance, housekeep } = await newMeshWith({ limits: { inboxMessages: 1 } }, 'ann', 'bob');
    await bob.sendMessage({ to: 'ann', body: 'fills the inbox' });
    await ann.sendMessage({ to: 'bob', body: 'hi', ttl_seconds: 5 });
    advance(5);
    await housekeep();
    const { messages, unread } = await ann.pollMessages({});
    expect(messages.map(({ kind }) => kind)).toEqual(['direct', 'system']);
    expect(unread.total).toBe(1);
  });

  test('pollMessages gives all leases back after the clock was set back far', async () => {
    const { ann, bob, advance, housekeep } = await newMesh('ann', 'bob');
    await ann.sendMessage({ to: 'bob', body: 'hi' });
    await lease(bob, { lease_seconds: 900 });
    advance(-60 * minute);
    await bob.heartbeatPeer({});
    await housekeep();
    expect(await leaseOne(bob)).toMatchObject({ attempt: 2, redelivered: true });
  });

  test('pollMessages of one session does not get what another leased', async () => {
    const { ann, bob, client } = await newMesh('ann', 'bob');
    for (let n = 0; n < 10; n++) await ann.sendMessage({ to: 'bob', body: `${n}` });
    const same = client(bob.registration.session_token);
    const batches = await Promise.all([bob, same, bob].map((peer) => peer.pollMessages({ limit: 4 })));
    const seqs = batches.flatMap(({ messages }) => messages.map(({ seq }) => seq));
    expect(seqs.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  test('pollMessages leases nothing to a session that is replaced while it asks', async () => {
    const { ann, bob, client } = await newMesh('ann', 'bob');
    const before = client(bob.registration.session_token);
    await before.getPeer({});
    await ann.sendMessage({ to: 'bob', body: 'for the new session' });
    const [, polled] = await Promise.allSettled([bob.register(), before.pollMessages({})]);
    expect(polled).toMatchObject({ status: 'rejected', reason: { code: 'session_invalid' } });
    expect(await leaseOne(bob)).toMatchObject({ body: 'for the new session', redelivered: false });
  });
});
