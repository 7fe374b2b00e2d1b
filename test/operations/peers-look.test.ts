import { describe, expect, test } from 'vitest';
import { newMesh } from '../support/mesh.ts';
import { expectProblem } from '../support/problems.ts';
import { at, day, minute, start } from '../support/times.ts';

describe('getPeer', () => {
  test('getPeer shows the caller in full', async () => {
    const { join } = await newMesh();
    const place = { cwd: '/home/ann/crawler', repo: 'git@example.org:crawler', pid: 4711, client_version: 'test/1' };
    const ann = await join('ann', { ...place, delivery: { push: true } });
    const me = await ann.getPeer({});
    expect(me).toMatchObject({ label: 'ann', alias: 'ann', runtime: 'codex', host: 'studio', ...place });
    expect(me).toMatchObject({ presence: 'online', locality: 'directory', delivery: { push: true, hook: false } });
    expect(me.broker.mesh_epoch).toBe(ann.registration.mesh_epoch);
    expect(me.registered_at).toBe(at(0));
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
    const ann = await join('ann', { cwd: '/home/ann/a', repo: 'r' });
    await join('same-directory', { cwd: '/home/ann/a', repo: 'r' });
    await join('same-repo', { cwd: '/home/ann/b', repo: 'r' });
    await join('same-host', { cwd: '/home/ann/c', repo: 's' });
    await join('elsewhere', { host: 'laptop', cwd: '/home/ann/a', repo: 'r' });
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
    expect(delivery).toMatchObject({ last_drained: at(0), oldest_unread_s: 7 });
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
    const ann = await join('ann', { cwd: '/home/ann/a', repo: 'r' });
    await join('bob', { cwd: '/home/ann/a', repo: 'r' });
    await join('cid', { cwd: '/home/ann/b', repo: 'r' });
    await join('dan', { cwd: '/home/ann/c', repo: 's' });
    await join('eve', { cwd: '/home/ann/a', repo: 'r', host: 'laptop' });
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
