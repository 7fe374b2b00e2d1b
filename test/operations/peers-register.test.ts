import { describe, expect, test } from 'vitest';
import { lease, leaseOne, read } from '../support/inbox.ts';
import { newMesh, newMeshWith } from '../support/mesh.ts';
import { expectProblem } from '../support/problems.ts';
import { day } from '../support/times.ts';

const ownerKey = 'the-owner-key-of-anns-home-0123456789';
const otherKey = 'the-owner-key-of-another-home-0123456';

describe('registerPeer', () => {
  test('registerPeer gives a new peer an id, a session, the limits and a place in #all', async () => {
    const { ann } = await newMesh('ann');
    const { registration } = ann;
    expect(registration).toMatchObject({ label: 'ann', alias: 'ann', reattached: false, held_tasks: [] });
    expect(registration.unread).toEqual({ total: 0, requests: 0 });
    expect(registration.limits).toMatchObject({ heartbeat_seconds: 15, lease_seconds: 60, inbox_messages: 10_000 });
    expect(registration.warning).toBeUndefined();
    expect((await ann.getPeer({})).subscriptions).toEqual([{ channel: '#all', mode: 'all' }]);
  });

  test('registerPeer makes an alias of the label, and another when that one is taken', async () => {
    const { client } = await newMesh();
    const join = (label: string) => client().registerPeer({ label, runtime: 'codex', host: 'studio' });
    expect((await join('codex@studio:crawler')).alias).toBe('codex-studio-crawler');
    expect((await join('codex@studio/crawler')).alias).toBe('codex-studio-crawler-2');
  });

  test('registerPeer keeps the alias that a peer has given itself', async () => {
    const { client, ann } = await newMesh('ann');
    await ann.updatePeer({ alias: 'annie' });
    const resume_token = ann.registration.session_token;
    const again = await client().registerPeer({ label: 'ann', runtime: 'codex', host: 'studio', resume_token });
    expect(again.alias).toBe('annie');
  });

  test('registerPeer re-attaches by the last token: same id, inbox and subscriptions', async () => {
    const { ann, bob } = await newMesh('ann', 'bob');
    await bob.createChannel({ name: 'ops' });
    await ann.sendMessage({ to: 'bob', body: 'hi', intent: 'request' });
    const before = bob.registration;
    const after = await bob.register();
    expect(after).toMatchObject({ peer_id: before.peer_id, label: 'bob', alias: 'bob', reattached: true });
    expect(after.unread).toEqual({ total: 1, requests: 1 });
    expect((await bob.getPeer({})).subscriptions.map(({ channel }) => channel)).toEqual(['#all', '#ops']);
  });

  test('registerPeer re-attaches after a restart and after a crash', async () => {
    const { ann, bob, reopen, crash } = await newMesh('ann', 'bob');
    await ann.sendMessage({ to: 'bob', body: 'one' });
    await reopen();
    expect(await bob.register()).toMatchObject({ reattached: true, unread: { total: 1 } });
    await ann.sendMessage({ to: 'bob', body: 'two' });
    await crash();
    expect(await bob.register()).toMatchObject({ reattached: true, unread: { total: 2 } });
    expect(await read(bob)).toEqual(['one', 'two']);
  });

  test('registerPeer answers the tasks that the peer still holds', async () => {
    const { ann, bob } = await newMesh('ann', 'bob');
    const { task } = await ann.createTask({ title: 'Run tests' });
    await bob.claimTask({ task_id: task.task_id });
    const { held_tasks } = await bob.register();
    expect(held_tasks).toMatchObject([{ task_id: task.task_id, title: 'Run tests', status: 'working', claim: 1 }]);
  });

  test('registerPeer ends the session before', async () => {
    const { ann, client } = await newMesh('ann');
    const before = ann.registration.session_token;
    await ann.register();
    await expectProblem(client(before).getPeer({}), 'session_invalid');
    await ann.getPeer({});
  });

  test('registerPeer releases the leases of the session before: pending first, flagged', async () => {
    const { ann, bob } = await newMesh('ann', 'bob');
    await ann.sendMessage({ to: 'bob', body: 'one' });
    const given = await leaseOne(bob);
    await ann.sendMessage({ to: 'bob', body: 'two' });
    await bob.register();
    const again = await lease(bob);
    expect(again.map(({ body, attempt, redelivered }) => ({ body, attempt, redelivered }))).toEqual([
      { body: 'one', attempt: 2, redelivered: true },
      { body: 'two', attempt: 1, redelivered: false },
    ]);
    expect(again[0]!.lease).not.toBe(given.lease);
  });

  test('registerPeer takes the token before while the new one was never used: its answer may be lost', async () => {
    const { ann } = await newMesh('ann');
    const { session_token, peer_id } = ann.registration;
    await ann.getPeer({});
    await ann.register();
    expect(await ann.register({ resume_token: session_token })).toMatchObject({ peer_id, reattached: true });
  });

  test('registerPeer takes the token that the peer knows however many answers were lost', async () => {
    const { ann } = await newMesh('ann');
    const { session_token, peer_id } = ann.registration;
    await ann.getPeer({});
    for (let lost = 0; lost < 3; lost++)
      expect(await ann.register({ resume_token: session_token })).toMatchObject({ peer_id, reattached: true });
  });

  test('registerPeer refuses the token before once the new one was used', async () => {
    const { ann } = await newMesh('ann');
    const { session_token } = ann.registration;
    await ann.register();
    await ann.getPeer({});
    expect(await ann.register({ resume_token: session_token })).toMatchObject({ label: 'ann#2', reattached: false });
  });

  test('registerPeer re-attaches by the owner key when the label is not live', async () => {
    const { client, join, advance } = await newMesh();
    const ann = await join('ann', { owner_key: ownerKey });
    await ann.getPeer({});
    advance(46);
    const again = await client().registerPeer({ label: 'ann', runtime: 'codex', host: 'studio', owner_key: ownerKey });
    expect(again).toMatchObject({ peer_id: ann.registration.peer_id, reattached: true });
  });

  test('registerPeer re-attaches by the owner key at once when the session was never used', async () => {
    const { client, join } = await newMesh();
    const { registration } = await join('ann', { owner_key: ownerKey });
    const again = await client().registerPeer({ label: 'ann', runtime: 'codex', host: 'studio', owner_key: ownerKey });
    expect(again).toMatchObject({ peer_id: registration.peer_id, reattached: true });
  });

  test('registerPeer evicts nobody: a second session of a live label is label#2, with a warning', async () => {
    const { client, join } = await newMesh();
    const ann = await join('ann', { owner_key: ownerKey });
    await ann.getPeer({});
    const again = () => client().registerPeer({ label: 'ann', runtime: 'codex', host: 'studio', owner_key: ownerKey });
    const second = await again();
    expect(second).toMatchObject({ label: 'ann#2', alias: 'ann-2', reattached: false });
    expect(second.warning).toContain('"ann" belongs to another session, so this one is "ann#2"');
    await client(second.session_token).getPeer({});
    expect((await again()).label).toBe('ann#3');
    await ann.getPeer({});
  });

  test('registerPeer gives an offline inbox to nobody who only claims its name and host', async () => {
    const { client, join, ann, advance } = await newMesh('ann');
    await join('bob', { owner_key: ownerKey });
    await ann.sendMessage({ to: 'bob', body: 'for bob alone' });
    advance(10 * day);
    const claim = { label: 'bob', alias: 'bob', runtime: 'codex', host: 'studio', cwd: '/home/bob' };
    for (const proof of [{}, { owner_key: otherKey }, { resume_token: ann.registration.session_token }]) {
      const thief = await client().registerPeer({ ...claim, ...proof });
      expect(thief).toMatchObject({
        reattached: false,
        unread: { total: 0 },
        label: expect.stringMatching(/^bob#\d$/),
      });
      expect(await read(client(thief.session_token))).toEqual([]);
    }
  });

  test('registerPeer keeps the owner key that a label was first registered with', async () => {
    const { client, join, advance } = await newMesh();
    const ann = await join('ann', { owner_key: ownerKey });
    await ann.register({ owner_key: otherKey });
    advance(46);
    const claim = { label: 'ann', runtime: 'codex', host: 'studio' };
    expect((await client().registerPeer({ ...claim, owner_key: otherKey })).label).toBe('ann#2');
    expect((await client().registerPeer({ ...claim, owner_key: ownerKey })).label).toBe('ann');
  });

  test('registerPeer brings label#2 back to who asks for the label with the token of label#2', async () => {
    const { join, ann } = await newMesh('ann');
    await ann.getPeer({});
    const second = await join('ann', { alias: 'other' });
    expect(second.registration.label).toBe('ann#2');
    const { peer_id } = second.registration;
    expect(await second.register()).toMatchObject({ label: 'ann#2', peer_id, reattached: true });
    expect(await second.register({ label: 'ann#2' })).toMatchObject({ label: 'ann#2', peer_id, reattached: true });
  });

  test('registerPeer lets nobody be called broker', async () => {
    const { client } = await newMesh();
    const peer = { label: 'ann', runtime: 'codex', host: 'studio' };
    await expectProblem(client().registerPeer({ ...peer, label: 'broker' }), 'invalid_request');
    await expectProblem(client().registerPeer({ ...peer, alias: 'broker' }), 'invalid_request');
  });

  test('registerPeer answers rate_limited to a flood of new labels, not to those that come back', async () => {
    const { ann, join, advance } = await newMeshWith(
      { limits: { registrations: { burst: 2, perSecond: 0.5 } } },
      'ann',
    );
    await join('bob');
    const { retryAfter } = await expectProblem(join('cid'), 'rate_limited');
    expect(retryAfter).toBe(2);
    expect((await ann.register()).reattached).toBe(true);
    advance(2);
    await join('cid');
  });

  test('registerPeer brings an archived label back with its inbox', async () => {
    const { ann, bob, advance, housekeep } = await newMesh('ann', 'bob');
    await ann.sendMessage({ to: 'bob', body: 'hi', ttl_seconds: 30 * day });
    advance(29 * day);
    await ann.heartbeatPeer({});
    advance(2 * day);
    await housekeep();
    await expectProblem(ann.getPeer({ peer: 'bob' }), 'not_found');
    expect(await bob.register()).toMatchObject({ reattached: true, label: 'bob' });
    expect((await ann.getPeer({ peer: 'bob' })).presence).toBe('online');
  });
});
