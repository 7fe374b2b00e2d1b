import { describe, expect, test } from 'vitest';
import { newMesh } from '../support/mesh.ts';
import { expectProblem } from '../support/problems.ts';
import { create, notices, unknownTask } from '../support/tasks.ts';

/** ann's task, held by bob under claim 1, all notices read. */
async function heldByBob(assignee?: 'bob') {
  const mesh = await newMesh('ann', 'bob', 'eve');
  const { task_id } = await create(mesh.ann, assignee ? { assignee } : {});
  await mesh.bob.claimTask({ task_id });
  for (const peer of [mesh.ann, mesh.bob]) await notices(peer);
  return { mesh, task_id, ann: mesh.ann, bob: mesh.bob, eve: mesh.eve };
}

describe('updateTask by the holder', () => {
  test('updateTask completes a task with its result and tells the creator', async () => {
    const { ann, bob, task_id } = await heldByBob();
    const result = 'All 47 tests pass. 0 failures.';
    const { task } = await bob.updateTask({ task_id, claim: 1, status: 'completed', result });
    expect(task).toMatchObject({ status: 'completed', result, claim: 1, ready: false });
    expect(task).not.toHaveProperty('holder');
    expect(await notices(ann)).toEqual([`inform: bob has completed "Run tests": ${result}`]);
    expect(await notices(bob)).toEqual([]);
  });

  test('updateTask asks with input_required, and goes on with working', async () => {
    const { ann, bob, task_id } = await heldByBob();
    await bob.updateTask({ task_id, claim: 1, status: 'input_required', note: 'Which branch?' });
    expect(await notices(ann)).toEqual(['request: bob needs input for "Run tests": Which branch?']);
    await ann.updateTask({ task_id, note: 'The main one.' });
    expect(await notices(bob)).toEqual(['inform: ann adds to "Run tests": The main one.']);
    const { task } = await bob.updateTask({ task_id, claim: 1, status: 'working' });
    expect(task).toMatchObject({ status: 'working', note: 'The main one.', holder: { alias: 'bob' } });
  });

  test('updateTask renews the lease, by the length it was claimed with', async () => {
    const { bob, mesh } = await heldByBob();
    const { task_id } = await create(bob);
    await bob.claimTask({ task_id, lease_seconds: 60 });
    mesh.advance(40);
    const { task } = await bob.updateTask({ task_id, claim: 1 });
    expect(task.lease_expires_at).toBe('2026-11-23T08:01:40.000Z');
    expect((await bob.getTask({ task_id })).history).toHaveLength(2);
  });

  test('updateTask leaves one unread notice of a task, the newest', async () => {
    const { ann, bob, task_id } = await heldByBob();
    for (const note of ['10 %', '50 %', '90 %']) await bob.updateTask({ task_id, claim: 1, note });
    expect(await notices(ann)).toEqual(['inform: bob adds to "Run tests": 90 %']);
  });

  test('updateTask repeats at most 500 characters of a note in its notice, in one line', async () => {
    const { ann, bob, task_id } = await heldByBob();
    await bob.updateTask({ task_id, claim: 1, note: `one\ntwo ${'x'.repeat(3000)}` });
    const [notice] = await notices(ann);
    expect(notice).toMatch(/: one two x+…$/);
    expect(notice!.length).toBeLessThan(560);
  });

  test('updateTask answers claim_lost to a stale number, with who holds the task now', async () => {
    const { bob, eve, mesh, task_id } = await heldByBob();
    mesh.advance(900);
    const { lease_expires_at } = await eve.claimTask({ task_id });
    const late = bob.updateTask({ task_id, claim: 1, status: 'completed' });
    const { current } = await expectProblem(late, 'claim_lost');
    expect(current).toEqual({ task_id, status: 'working', holder: 'eve', claim: 2, lease_expires_at });
  });

  test('updateTask answers claim_lost once the lease has run out, although nobody else has claimed', async () => {
    const { bob, mesh, task_id } = await heldByBob();
    mesh.advance(900);
    const { current } = await expectProblem(bob.updateTask({ task_id, claim: 1, note: 'Nearly.' }), 'claim_lost');
    expect(current).toEqual({ task_id, status: 'open', claim: 1 });
  });

  test('updateTask answers claim_lost, with the number, to a holder that names none or another', async () => {
    const { bob, task_id } = await heldByBob();
    for (const claim of [undefined, 2]) {
      const call = bob.updateTask({ task_id, status: 'completed', ...(claim && { claim }) });
      expect((await expectProblem(call, 'claim_lost')).hint).toContain('claim 1');
    }
  });

  test('updateTask answers conflict, with what can follow, when the status cannot', async () => {
    const { bob, task_id } = await heldByBob('bob');
    const rejected = bob.updateTask({ task_id, claim: 1, status: 'rejected' });
    expect((await expectProblem(rejected, 'conflict')).hint).toContain('working, input_required, completed, failed');
    await bob.updateTask({ task_id, claim: 1, status: 'input_required' });
    const completed = bob.updateTask({ task_id, claim: 1, status: 'completed' });
    expect((await expectProblem(completed, 'conflict')).hint).toContain('input_required, working');
  });

  test('updateTask answers task_terminal once the task has ended', async () => {
    const { ann, bob, task_id } = await heldByBob();
    await bob.updateTask({ task_id, claim: 1, status: 'failed', note: 'No disk.' });
    await expectProblem(bob.updateTask({ task_id, claim: 1, status: 'completed' }), 'task_terminal');
    await expectProblem(ann.updateTask({ task_id, status: 'canceled' }), 'task_terminal');
  });
});

describe('updateTask by others', () => {
  test('updateTask lets the creator cancel whoever holds the task, and tells who does', async () => {
    const { ann, bob, task_id } = await heldByBob();
    const { task } = await ann.updateTask({ task_id, status: 'canceled', note: 'Not needed.' });
    expect(task).toMatchObject({ status: 'canceled', note: 'Not needed.' });
    expect(await notices(bob)).toEqual(['inform: ann has canceled "Run tests": Not needed.']);
    expect((await bob.heartbeatPeer({ holding: [task_id] })).lost_tasks).toEqual([{ task_id, reason: 'canceled' }]);
  });

  test('updateTask lets the assignee reject an open task, and leave a note on it', async () => {
    const { ann, bob } = await newMesh('ann', 'bob');
    const { task_id } = await create(ann, { assignee: 'bob' });
    expect((await bob.updateTask({ task_id, note: 'Tomorrow.' })).task).toMatchObject({
      status: 'open',
      note: 'Tomorrow.',
    });
    expect((await bob.updateTask({ task_id, status: 'rejected' })).task.status).toBe('rejected');
    expect(await notices(ann)).toEqual(['inform: bob has rejected "Run tests".']);
  });

  test('updateTask answers forbidden to cancel or reject what is not yours', async () => {
    const { ann, bob, eve, task_id } = await heldByBob();
    for (const peer of [bob, eve]) await expectProblem(peer.updateTask({ task_id, status: 'canceled' }), 'forbidden');
    await expectProblem(ann.updateTask({ task_id, status: 'rejected' }), 'forbidden');
  });

  test('updateTask answers forbidden to a peer that has nothing to do with the task', async () => {
    const { ann, eve, task_id } = await heldByBob('bob');
    await expectProblem(eve.updateTask({ task_id, note: 'Hello.' }), 'forbidden');
    await expectProblem(eve.updateTask({ task_id, status: 'completed' }), 'forbidden');
    const open = await create(ann);
    await expectProblem(eve.updateTask({ task_id: open.task_id, note: 'Hello.' }), 'forbidden');
  });

  test('updateTask answers claim_lost to the creator and to passers-by while another holds the task', async () => {
    const { ann, eve, task_id } = await heldByBob();
    for (const peer of [ann, eve]) {
      const { detail } = await expectProblem(peer.updateTask({ task_id, status: 'completed' }), 'claim_lost');
      expect(detail).toContain('bob holds it under claim 1');
    }
    await expectProblem(eve.updateTask({ task_id, claim: 1, note: 'Mine now.' }), 'claim_lost');
  });

  test('updateTask answers conflict to finishing an open task without a claim', async () => {
    const { ann, bob } = await newMesh('ann', 'bob');
    const { task_id } = await create(ann, { assignee: 'bob' });
    const done = bob.updateTask({ task_id, status: 'completed' });
    expect((await expectProblem(done, 'conflict')).hint).toContain(
      'a claim first (claim_task), rejected, a note alone',
    );
    const result = ann.updateTask({ task_id, result: 'Done.' });
    expect((await expectProblem(result, 'conflict')).hint).toContain('canceled');
  });

  test('updateTask answers invalid_request to an update without anything in it', async () => {
    const { ann, task_id } = await heldByBob();
    await expectProblem(ann.updateTask({ task_id }), 'invalid_request');
  });

  test('updateTask answers not_found for an unknown task', async () => {
    const { ann } = await newMesh('ann');
    await expectProblem(ann.updateTask({ task_id: unknownTask, note: 'Hello.' }), 'not_found');
  });
});

describe('updateTask and dependents', () => {
  test('updateTask with completed makes ready what waited for the task', async () => {
    const { ann, bob, task_id } = await heldByBob();
    const next = await create(ann, { depends_on: [task_id] });
    expect(next.ready).toBe(false);
    await bob.updateTask({ task_id, claim: 1, status: 'completed' });
    expect((await ann.getTask({ task_id: next.task_id })).task.ready).toBe(true);
  });

  test('updateTask with failed tells the parties of what waits for the task, once, and ends nothing else', async () => {
    const { ann, bob, eve, task_id, mesh } = await heldByBob();
    const next = await create(ann, { title: 'Publish', assignee: 'eve', depends_on: [task_id] });
    await notices(eve);
    await bob.updateTask({ task_id, claim: 1, status: 'failed' });
    await mesh.housekeep();
    const told = 'inform: "Publish" cannot become ready: "Run tests", which it depends on, has failed.';
    expect(await notices(eve)).toEqual([told]);
    expect(await notices(ann)).toEqual(['inform: bob has given up "Run tests".', told]);
    const { task, history } = await ann.getTask({ task_id: next.task_id });
    expect(task).toMatchObject({ status: 'open', ready: false });
    expect(history.at(-1)).toMatchObject({ event: 'dependency_failed', status: 'open', by: 'bob' });
  });

  test('updateTask does not tell of a failed dependency when the claims on it ran out before the sweeper came, but then', async () => {
    const { ann, bob, task_id, mesh } = await heldByBob();
    await create(bob, { title: 'Publish', depends_on: [task_id] });
    for (let n = 0; n < 3; n++) {
      mesh.advance(900);
      if (n < 2) await bob.claimTask({ task_id });
    }
    expect((await ann.getTask({ task_id })).task.status).toBe('failed');
    await mesh.housekeep();
    expect((await notices(bob)).at(-1)).toContain('"Publish" cannot become ready');
  });

  test('listEvents shows each step of a task with actor, assignee, status and title', async () => {
    const { ann, bob, task_id } = await heldByBob('bob');
    await bob.updateTask({ task_id, claim: 1, status: 'completed' });
    const { events } = await ann.listEvents({ kinds: ['task_transition'] });
    const steps = events.map(({ actor, peer, status, detail }) => [actor, peer, status, detail]);
    expect(steps).toEqual([
      ['ann', 'bob', 'open', 'Run tests'],
      ['bob', 'bob', 'working', 'Run tests'],
      ['bob', 'bob', 'completed', 'Run tests'],
    ]);
  });
});
