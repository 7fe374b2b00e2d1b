import { describe, expect, test } from 'vitest';
import { lease, leaseOne, read, settle, unknownMessage, unread } from '../support/inbox.ts';
import { newMesh } from '../support/mesh.ts';
import { expectProblem } from '../support/problems.ts';
import { at, day } from '../support/times.ts';

describe('ackMessages', () => {
  test('ackMessages ends a message for good', async () => {
    const { ann, bob, advance } = await newMesh('ann', 'bob');
    await ann.sendMessage({ to: 'bob', body: 'hi', intent: 'request' });
    expect(await settle(bob, await leaseOne(bob))).toBe('acked');
    expect((await bob.heartbeatPeer({})).unread).toEqual({ total: 0, requests: 0 });
    advance(day);
    expect(await lease(bob)).toEqual([]);
  });

  test('ackMessages is idempotent', async () => {
    const { ann, bob } = await newMesh('ann', 'bob');
    await ann.sendMessage({ to: 'bob', body: 'hi' });
    const message = await leaseOne(bob);
    await settle(bob, message);
    for (const outcome of ['acked', 'released', 'extend'] as const)
      expect(await settle(bob, message, outcome)).toBe('already_acked');
    expect(await unread(bob)).toBe(0);
  });

  test('ackMessages accepts a late acknowledgement, also after the message was given out again', async () => {
    const { ann, bob, advance } = await newMesh('ann', 'bob');
    await ann.sendMessage({ to: 'bob', body: 'hi' });
    const first = await leaseOne(bob);
    advance(120);
    await leaseOne(bob);
    expect(await settle(bob, first)).toBe('acked');
    advance(120);
    expect(await lease(bob)).toEqual([]);
  });

  test('ackMessages accepts the lease of an earlier session', async () => {
    const { ann, bob } = await newMesh('ann', 'bob');
    await ann.sendMessage({ to: 'bob', body: 'hi' });
    const message = await leaseOne(bob);
    await bob.register();
    expect(await settle(bob, message)).toBe('acked');
    expect(await lease(bob)).toEqual([]);
  });

  test('ackMessages answers not_found to the message of another', async () => {
    const { ann, bob, cid } = await newMesh('ann', 'bob', 'cid');
    await ann.sendMessage({ to: 'bob', body: 'for bob' });
    await ann.sendMessage({ to: 'cid', body: 'for cid' });
    const [his, mine] = [await leaseOne(bob), await leaseOne(cid)];
    await expectProblem(settle(cid, his), 'not_found');
    const items = [his, mine].map(({ id, lease }) => ({ id, lease }));
    const { results } = await cid.ackMessages({ items });
    expect(results.map(({ result }) => result)).toEqual(['not_found', 'acked']);
    expect(await unread(bob)).toBe(1);
  });

  test('ackMessages answers not_found to leases that are none', async () => {
    const { ann, bob } = await newMesh('ann', 'bob');
    await ann.sendMessage({ to: 'bob', body: 'hi' });
    const message = await leaseOne(bob);
    for (const lease of ['x', '0', '-1', '1e99', '99.1.1', 'NaN.1.1', `${2 ** 53}.1.1`])
      await expectProblem(settle(bob, { ...message, lease }), 'not_found');
    await expectProblem(settle(bob, { ...message, id: unknownMessage }), 'not_found');
  });

  test('ackMessages gives a message back at once', async () => {
    const { ann, bob } = await newMesh('ann', 'bob');
    await ann.sendMessage({ to: 'bob', body: 'hi' });
    expect(await settle(bob, await leaseOne(bob), 'released')).toBe('released');
    expect(await leaseOne(bob)).toMatchObject({ attempt: 2, redelivered: true });
  });

  test('ackMessages prolongs a lease from now on', async () => {
    const { ann, bob, advance } = await newMesh('ann', 'bob');
    await ann.sendMessage({ to: 'bob', body: 'hi' });
    const { id, lease: held } = await leaseOne(bob);
    advance(50);
    const { results } = await bob.ackMessages({ items: [{ id, lease: held, outcome: 'extend' }], lease_seconds: 100 });
    expect(results).toEqual([{ id, result: 'extended', lease_expires_at: at(150) }]);
    advance(99);
    expect(await lease(bob)).toEqual([]);
    advance(1);
    expect(await lease(bob)).toHaveLength(1);
  });

  test('ackMessages answers stale_lease to who releases or extends what was given out anew', async () => {
    const { ann, bob, advance } = await newMesh('ann', 'bob');
    await ann.sendMessage({ to: 'bob', body: 'hi' });
    const first = await leaseOne(bob);
    advance(60);
    expect(await settle(bob, first, 'released')).toBe('stale_lease');
    const second = await leaseOne(bob);
    for (const outcome of ['released', 'extend'] as const)
      expect(await settle(bob, first, outcome)).toBe('stale_lease');
    expect(await settle(bob, second, 'released')).toBe('released');
    expect(await settle(bob, second, 'released')).toBe('stale_lease');
  });

  test('ackMessages gives up what is released for the 20th time', async () => {
    const { ann, bob } = await newMesh('ann', 'bob');
    await ann.sendMessage({ to: 'bob', body: 'hi' });
    for (let n = 1; n < 20; n++) expect(await settle(bob, await leaseOne(bob), 'released')).toBe('released');
    const last = await leaseOne(bob);
    expect(await settle(bob, last, 'released')).toBe('dead');
    expect(await settle(bob, last)).toBe('dead');
    expect((await leaseOne(ann)).kind).toBe('system');
  });

  test('ackMessages says that a message has expired', async () => {
    const { ann, bob, advance, housekeep } = await newMesh('ann', 'bob');
    await ann.sendMessage({ to: 'bob', body: 'hi', ttl_seconds: 10 });
    const message = await leaseOne(bob);
    advance(10);
    await housekeep();
    expect(await settle(bob, message)).toBe('expired');
    expect(await unread(bob)).toBe(0);
  });
});

describe('getMessageStatus', () => {
  test('getMessageStatus follows a message from queued to acked', async () => {
    const { ann, bob, advance } = await newMesh('ann', 'bob');
    const { message_id } = await ann.sendMessage({ to: 'bob', body: 'hi' });
    const now = async () => (await ann.getMessageStatus({ message_id })).recipients[0];
    expect(await now()).toMatchObject({ alias: 'bob', label: 'bob', status: 'queued', attempts: 0 });
    advance(1);
    const message = await leaseOne(bob);
    expect(await now()).toMatchObject({ status: 'leased', attempts: 1, leased_at: at(1) });
    advance(60);
    expect(await now()).toMatchObject({ status: 'queued', attempts: 1 });
    await settle(bob, message);
    expect(await now()).toMatchObject({ status: 'acked', attempts: 1, ended_at: at(61) });
  });

  test('getMessageStatus says expired from the instant on that the time to live ends', async () => {
    const { ann, advance, housekeep } = await newMesh('ann', 'bob');
    const { message_id } = await ann.sendMessage({ to: 'bob', body: 'hi', ttl_seconds: 10 });
    const status = async () => (await ann.getMessageStatus({ message_id })).recipients[0]!.status;
    advance(9);
    expect(await status()).toBe('queued');
    advance(1);
    expect(await status()).toBe('expired');
    await housekeep();
    expect(await status()).toBe('expired');
  });

  test('getMessageStatus says dead when a message was given up', async () => {
    const { ann, bob, advance, housekeep } = await newMesh('ann', 'bob');
    const { message_id } = await ann.sendMessage({ to: 'bob', body: 'hi' });
    for (let n = 0; n < 20; n++, advance(60)) await lease(bob);
    const now = async () => (await ann.getMessageStatus({ message_id })).recipients[0];
    await housekeep();
    expect(await now()).toMatchObject({ status: 'dead', attempts: 20, ended_at: at(1_200) });
  });

  test('getMessageStatus lists every recipient of a post', async () => {
    const { ann, bob } = await newMesh('ann', 'bob', 'cid');
    const { message_id } = await ann.publishMessage({ channel: '#all', body: 'hi' });
    await read(bob);
    const { channel, recipients } = await ann.getMessageStatus({ message_id });
    expect(channel).toBe('#all');
    expect(recipients.map(({ alias, status }) => `${alias} ${status}`)).toEqual(['bob acked', 'cid queued']);
  });

  test('getMessageStatus answers not_found to all but the sender', async () => {
    const { ann, bob } = await newMesh('ann', 'bob');
    const { message_id } = await ann.sendMessage({ to: 'bob', body: 'hi' });
    await expectProblem(bob.getMessageStatus({ message_id }), 'not_found');
    await expectProblem(ann.getMessageStatus({ message_id: unknownMessage }), 'not_found');
  });
});
