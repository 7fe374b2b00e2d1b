import { describe, expect, test } from 'vitest';
import { lease, leaseOne, read, unread } from '../support/inbox.ts';
import { newMesh } from '../support/mesh.ts';
import { expectProblem } from '../support/problems.ts';
import { minute } from '../support/times.ts';

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
