import { describe, expect, test } from 'vitest';
import { lease, leaseOne, read, unread } from '../support/inbox.ts';
import { newMesh, newMeshWith, start } from '../support/mesh.ts';
import { expectProblem } from '../support/problems.ts';

const minute = 60;
const day = 24 * 60 * minute;
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

describe('heartbeatPeer', () => {
  test('heartbeatPeer tells what waits, requests apart', async () => {
    const { ann, bob } = await newMesh('ann', 'bob');
    await ann.sendMessage({ to: 'bob', body: 'please', intent: 'request' });
    await ann.sendMessage({ to: 'bob', body: 'by the way' });
    const { unread, lost_tasks, mesh_epoch } = await bob.heartbeatPeer({});
    expect(unread).toEqual({ total: 2, requests: 1 });
    expect(lost_tasks).toEqual([]);
    expect(mesh_epoch).toBe(bob.registration.mesh_epoch);
  });

  test('heartbeatPeer asks for polls more often while a model works there', async () => {
    const { ann, advance } = await newMesh('ann');
    expect((await ann.heartbeatPeer({ active: true })).poll_after_ms).toBe(500);
    advance(2 * minute);
    expect((await ann.heartbeatPeer({})).poll_after_ms).toBe(2_000);
  });

  test('heartbeatPeer keeps a peer online; 45 s after the last one it is offline', async () => {
    const { ann, bob, advance } = await newMesh('ann', 'bob');
    const presence = async () => (await ann.getPeer({ peer: 'bob' })).presence;
    for (let beat = 0; beat < 4; beat++) {
      advance(15);
      await bob.heartbeatPeer({});
    }
    advance(45);
    expect(await presence()).toBe('online');
    advance(1);
    expect(await presence()).toBe('offline');
  });

  test('heartbeatPeer of an idle session says idle after 5 minutes without a call of its model', async () => {
    const { ann, bob, advance } = await newMesh('ann', 'bob');
    const presence = async () => (await ann.getPeer({ peer: 'bob' })).presence;
    for (let beat = 0; beat < 20; beat++) {
      advance(15);
      await bob.pollMessages({});
    }
    expect(await presence()).toBe('idle');
    await bob.heartbeatPeer({ active: true });
    expect(await presence()).toBe('online');
  });

  test('heartbeatPeer prolongs the claims it names and tells which are lost', async () => {
    const { ann, bob, advance } = await newMesh('ann', 'bob');
    const { task } = await ann.createTask({ title: 'Run tests' });
    await bob.claimTask({ task_id: task.task_id, lease_seconds: 60 });
    advance(50);
    expect((await bob.heartbeatPeer({ holding: [task.task_id] })).lost_tasks).toEqual([]);
    advance(50);
    expect((await bob.heartbeatPeer({ holding: [task.task_id] })).lost_tasks).toEqual([]);
    await ann.updateTask({ task_id: task.task_id, status: 'canceled' });
    const { lost_tasks } = await bob.heartbeatPeer({ holding: [task.task_id] });
    expect(lost_tasks).toEqual([{ task_id: task.task_id, reason: 'canceled' }]);
  });
});

describe('unregisterPeer', () => {
  test('unregisterPeer is offline at once and says what is kept', async () => {
    const { ann, bob } = await newMesh('ann', 'bob');
    await bob.createChannel({ name: '#ops' });
    await ann.sendMessage({ to: 'bob', body: 'hi' });
    await bob.updatePeer({ presence: 'busy' });
    const kept = await bob.unregisterPeer({ reason: 'session ended' });
    const unread = { total: 1, requests: 0 };
    expect(kept).toEqual({ label: 'bob', presence: 'offline', unread, subscriptions: 2, held_tasks: 0 });
    expect((await ann.getPeer({ peer: 'bob' })).presence).toBe('offline');
  });

  test('unregisterPeer ends the session; its token still re-attaches', async () => {
    const { ann, bob } = await newMesh('ann', 'bob');
    await bob.unregisterPeer({});
    await expectProblem(bob.getPeer({}), 'session_invalid');
    await ann.sendMessage({ to: 'bob', body: 'sent meanwhile' });
    expect(await bob.register()).toMatchObject({ reattached: true, unread: { total: 1 } });
    expect(await read(bob)).toEqual(['sent meanwhile']);
  });

  test('unregisterPeer gives leased messages back', async () => {
    const { ann, bob } = await newMesh('ann', 'bob');
    await ann.sendMessage({ to: 'bob', body: 'hi' });
    await lease(bob);
    await bob.unregisterPeer({});
    await bob.register();
    expect(await leaseOne(bob)).toMatchObject({ body: 'hi', redelivered: true, attempt: 2 });
  });
});

describe('getPeer', () => {
  test('getPeer shows the caller in full', async () => {
    const { join, home } = await newMesh();
    const place = { cwd: '/work/crawler', repo: 'git@example.org:crawler', pid: 4711, client_version: 'test/1' };
    const ann = await join('ann', { ...place, delivery: { push: true } });
    const me = await ann.getPeer({});
    expect(me).toMatchObject({ label: 'ann', alias: 'ann', runtime: 'codex', host: 'studio', ...place });
    expect(me).toMatchObject({ presence: 'online', locality: 'directory', delivery: { push: true, hook: false } });
    expect(me.broker.mesh_epoch).toBe(ann.registration.mesh_epoch);
    expect(me.registered_at).toBe(new Date(start).toISOString());
    expect(home).not.toContain(me.broker.version);
  });

  test('getPeer finds a peer by id, label, alias and alias@host', async () => {
    const { ann, join } = await newMesh('ann');
    const bob = await join('codex@studio:crawler', { alias: 'bob', host: 'studio' });
    for (const peer of [bob.registration.peer_id, 'codex@studio:crawler', 'bob', 'bob@studio'])
      expect((await ann.getPeer({ peer })).label).toBe('codex@studio:crawler');
    await expectProblem(ann.getPeer({ peer: 'bob@laptop' }), 'not_found');
  });

  test('getPeer answers not_found with near names', async () => {
    const { ann } = await newMesh('ann', 'crawler', 'builder');
    const { candidates, hint } = await expectProblem(ann.getPeer({ peer: 'crawlr' }), 'not_found');
    expect(candidates).toEqual(['crawler']);
    expect(hint).toContain('Did you mean crawler?');
  });

  test('getPeer answers ambiguous with names that are not', async () => {
    const { ann, join } = await newMesh('ann');
    const [one, two] = [await join('bob@a', { host: 'a' }), await join('bob@b', { host: 'b' })];
    for (const bob of [one, two]) await bob.updatePeer({ alias: 'bob' });
    const { candidates } = await expectProblem(ann.getPeer({ peer: 'bob' }), 'ambiguous');
    expect(candidates).toEqual(['bob@a', 'bob@b']);
    expect((await ann.getPeer({ peer: candidates![1]! })).host).toBe('b');
  });

  test('getPeer says how near a peer is', async () => {
    const { join } = await newMesh();
    const ann = await join('ann', { cwd: '/work/a', repo: 'r' });
    await join('same-directory', { cwd: '/work/a', repo: 'r' });
    await join('same-repo', { cwd: '/work/b', repo: 'r' });
    await join('same-host', { cwd: '/work/c', repo: 's' });
    await join('elsewhere', { host: 'laptop', cwd: '/work/a', repo: 'r' });
    const locality = async (peer: string) => (await ann.getPeer({ peer })).locality;
    expect(await locality('same-directory')).toBe('directory');
    expect(await locality('same-repo')).toBe('repo');
    expect(await locality('same-host')).toBe('host');
    expect(await locality('elsewhere')).toBe('remote');
  });

  test('getPeer says how well messages reach a peer', async () => {
    const { ann, bob, advance } = await newMesh('ann', 'bob');
    await bob.pollMessages({});
    await ann.sendMessage({ to: 'bob', body: 'hi' });
    advance(7);
    const { delivery, unread } = await ann.getPeer({ peer: 'bob' });
    expect(delivery).toMatchObject({ last_drained: new Date(start).toISOString(), oldest_unread_s: 7 });
    expect(unread).toEqual({ total: 1, requests: 0 });
  });

  test('getPeer counts peers as online for 45 s after a restart of the broker, and not those that were gone', async () => {
    const { ann, advance, reopen } = await newMesh('ann', 'bob', 'cid');
    const presence = async (peer: string) => (await ann.getPeer({ peer })).presence;
    advance(46);
    await ann.register();
    await reopen();
    expect(await presence('bob')).toBe('offline');
    await ann.heartbeatPeer({});
    advance(30);
    await reopen();
    advance(44);
    expect(await presence('ann')).toBe('online');
  });

  test('getPeer counts a silent peer as offline 45 s after a restart of the broker', async () => {
    const { ann, advance, reopen } = await newMesh('ann', 'bob');
    const presence = async () => (await ann.getPeer({ peer: 'bob' })).presence;
    advance(40);
    await reopen();
    advance(45);
    expect(await presence()).toBe('online');
    advance(1);
    expect(await presence()).toBe('offline');
  });

  test('getPeer finds an archived peer by its id only', async () => {
    const { ann, bob, advance, housekeep } = await newMesh('ann', 'bob');
    advance(31 * day);
    await ann.heartbeatPeer({});
    await housekeep();
    await ann.register();
    await expectProblem(ann.getPeer({ peer: 'bob' }), 'not_found');
    expect((await ann.getPeer({ peer: bob.registration.peer_id })).presence).toBe('offline');
  });

  test('getPeer answers session_invalid to an archived peer, which has to register again', async () => {
    const { bob, advance, housekeep } = await newMesh('bob');
    advance(31 * day);
    await housekeep();
    await expectProblem(bob.getPeer({}), 'session_invalid');
    await bob.register();
    expect((await bob.getPeer({ peer: 'bob' })).presence).toBe('online');
  });

  test('getPeer tells the time of a clock that never steps back by a few minutes', async () => {
    const { ann, advance } = await newMesh('ann');
    const time = async () => Date.parse((await ann.getPeer({})).broker.time) - start;
    advance(60);
    expect(await time()).toBe(60_000);
    advance(-9 * minute);
    expect(await time()).toBe(60_000);
    advance(10 * minute);
    expect(await time()).toBe(120_000);
  });

  test('getPeer tells the time of the wall again when that was set back far', async () => {
    const { ann, advance, housekeep } = await newMesh('ann');
    advance(-2 * 60 * minute);
    const { broker, presence, last_seen } = await ann.getPeer({});
    expect(Date.parse(broker.time)).toBe(start - 2 * 60 * minute * 1000);
    expect(presence).toBe('online');
    await housekeep();
    expect(Date.parse((await ann.getPeer({})).last_seen)).toBeLessThanOrEqual(Date.parse(last_seen));
  });
});

describe('listPeers', () => {
  test('listPeers lists those who are there, by label, and the offline ones when asked', async () => {
    const { ann, bob, cid, advance } = await newMesh('ann', 'bob', 'cid');
    advance(46);
    for (const peer of [cid, ann]) await peer.heartbeatPeer({});
    const labels = async (request = {}) => (await ann.listPeers(request)).peers.map(({ label }) => label);
    expect(await labels()).toEqual(['ann', 'cid']);
    expect(await labels({ include_offline: true })).toEqual(['ann', 'bob', 'cid']);
    expect(await labels({ presence: 'offline' })).toEqual(['bob']);
    await bob.heartbeatPeer({});
    expect(await labels()).toEqual(['ann', 'bob', 'cid']);
  });

  test('listPeers narrows by host, repository and directory', async () => {
    const { join } = await newMesh();
    const ann = await join('ann', { cwd: '/work/a', repo: 'r' });
    await join('bob', { cwd: '/work/a', repo: 'r' });
    await join('cid', { cwd: '/work/b', repo: 'r' });
    await join('dan', { cwd: '/work/c', repo: 's' });
    await join('eve', { cwd: '/work/a', repo: 'r', host: 'laptop' });
    const labels = async (scope: 'mesh' | 'host' | 'repo' | 'directory') =>
      (await ann.listPeers({ scope })).peers.map(({ label }) => label).join(' ');
    expect(await labels('mesh')).toBe('ann bob cid dan eve');
    expect(await labels('host')).toBe('ann bob cid dan');
    expect(await labels('repo')).toBe('ann bob cid');
    expect(await labels('directory')).toBe('ann bob');
  });

  test('listPeers refuses a scope that the caller never said it is in', async () => {
    const { ann } = await newMesh('ann');
    for (const scope of ['repo', 'directory'] as const)
      await expectProblem(ann.listPeers({ scope }), 'invalid_request');
  });

  test('listPeers narrows by runtime and by part of a name or summary, any case', async () => {
    const { ann, bob, join } = await newMesh('ann', 'bob');
    await join('cid', { runtime: 'claude-code' });
    await bob.updatePeer({ summary: 'Crawler: 100% retry_logic' });
    const labels = async (request: object) => (await ann.listPeers(request)).peers.map(({ label }) => label);
    expect(await labels({ runtime: 'claude-code' })).toEqual(['cid']);
    expect(await labels({ query: 'CRAWLER' })).toEqual(['bob']);
    expect(await labels({ query: '0% r' })).toEqual(['bob']);
    expect(await labels({ query: '_' })).toEqual(['bob']);
    expect(await labels({ query: '%' })).toEqual(['bob']);
  });

  test('listPeers answers page by page', async () => {
    const names = ['p1', 'p2', 'p3', 'p4', 'p5'] as const;
    const { p1 } = await newMesh(...names);
    const first = await p1.listPeers({ limit: 2 });
    const second = await p1.listPeers({ limit: 2, cursor: first.next_cursor! });
    const third = await p1.listPeers({ limit: 2, cursor: second.next_cursor! });
    expect([first, second, third].map(({ peers }) => peers.length)).toEqual([2, 2, 1]);
    expect([first, second, third].flatMap(({ peers }) => peers.map(({ label }) => label))).toEqual(names);
    expect(third.next_cursor).toBeUndefined();
  });

  test('listPeers refuses a cursor that is none of its own', async () => {
    const { ann } = await newMesh('ann');
    for (const cursor of ['x', 'bnVsbA', Buffer.from('42').toString('base64url')])
      await expectProblem(ann.listPeers({ cursor }), 'invalid_request');
  });

  test('listPeers shows what waits for each', async () => {
    const { ann, bob, advance } = await newMesh('ann', 'bob');
    await ann.sendMessage({ to: 'bob', body: 'one' });
    advance(10);
    await ann.sendMessage({ to: 'bob', body: 'two' });
    await bob.updatePeer({ current_task: 'Runs the suite' });
    const { peers } = await ann.listPeers({ query: 'bob' });
    expect(peers).toMatchObject([{ label: 'bob', unread: 2, oldest_unread_s: 10, current_task: 'Runs the suite' }]);
  });
});

describe('updatePeer', () => {
  test('updatePeer shows others what the peer says of itself', async () => {
    const { ann, bob } = await newMesh('ann', 'bob');
    const said = { summary: 'Crawler', current_task: 'Runs the suite' };
    expect(await bob.updatePeer({ presence: 'busy', ...said })).toMatchObject({ presence: 'busy', ...said });
    expect(await ann.getPeer({ peer: 'bob' })).toMatchObject({ presence: 'busy', ...said });
    await bob.updatePeer({ current_task: '' });
    const { summary, current_task } = await ann.getPeer({ peer: 'bob' });
    expect({ summary, current_task }).toEqual({ summary: 'Crawler', current_task: undefined });
  });

  test('updatePeer declares busy, idle and away; active takes it back', async () => {
    const { ann, bob } = await newMesh('ann', 'bob');
    for (const presence of ['busy', 'idle', 'away'] as const) {
      await bob.updatePeer({ presence });
      expect((await ann.getPeer({ peer: 'bob' })).presence).toBe(presence);
    }
    await bob.updatePeer({ presence: 'active' });
    expect((await ann.getPeer({ peer: 'bob' })).presence).toBe('online');
  });

  test('updatePeer declares nothing for a session that is gone', async () => {
    const { ann, bob, advance } = await newMesh('ann', 'bob');
    await bob.updatePeer({ presence: 'busy' });
    advance(46);
    expect((await ann.getPeer({ peer: 'bob' })).presence).toBe('offline');
  });

  test('updatePeer carries an emotional state; an empty one clears it', async () => {
    const { ann, bob } = await newMesh('ann', 'bob');
    const drives = [{ name: 'curiosity', level: 0.8 }];
    const emotional_state = { mood: 'curious', valence: -0.25, arousal: 1, drives, note: 'Nearly there.' };
    await bob.updatePeer({ emotional_state });
    expect((await ann.getPeer({ peer: 'bob' })).emotional_state).toEqual(emotional_state);
    await bob.updatePeer({ emotional_state: {} });
    expect((await ann.getPeer({ peer: 'bob' })).emotional_state).toBeUndefined();
  });

  test('updatePeer changes the alias; the label stays', async () => {
    const { ann, bob } = await newMesh('ann', 'bob');
    expect(await bob.updatePeer({ alias: 'robert' })).toMatchObject({ alias: 'robert', label: 'bob' });
    await ann.sendMessage({ to: 'robert', body: 'hi' });
    expect(await unread(bob)).toBe(1);
    await expectProblem(bob.updatePeer({ alias: 'broker' }), 'invalid_request');
  });

  test('updatePeer survives a crash', async () => {
    const { ann, bob, crash } = await newMesh('ann', 'bob');
    await bob.updatePeer({ presence: 'away', summary: 'Back at noon' });
    await crash();
    expect(await ann.getPeer({ peer: 'bob' })).toMatchObject({ presence: 'away', summary: 'Back at noon' });
  });
});
