import { describe, expect, test } from 'vitest';
import { newMesh } from '../support/mesh.ts';
import { expectProblem } from '../support/problems.ts';
import { create, notices, unknownTask } from '../support/tasks.ts';

describe('claimTask', () => {
  test('claimTask makes the caller the holder and tells the creator', async () => {
    const { ann, bob } = await newMesh('ann', 'bob');
    const { task_id } = await create(ann);
    const { task, claim, lease_expires_at } = await bob.claimTask({ task_id });
    expect(task).toMatchObject({
      status: 'working',
      claim: 1,
      holder: { alias: 'bob' },
      ready: false,
      lease_expires_at,
    });
    expect(task).not.toHaveProperty('assignee');
    expect({ claim, lease_expires_at }).toEqual({ claim: 1, lease_expires_at: '2026-11-23T08:15:00.000Z' });
    expect(await notices(ann)).toEqual(['inform: bob has claimed "Run tests".']);
  });

  test('claimTask answers conflict, with who holds it, while another claim is valid', async () => {
    const { ann, bob, eve } = await newMesh('ann', 'bob', 'eve');
    const { task_id } = await create(ann);
    const { lease_expires_at } = await bob.claimTask({ task_id });
    const { current } = await expectProblem(eve.claimTask({ task_id }), 'conflict');
    expect(current).toEqual({ task_id, status: 'working', holder: 'bob', claim: 1, lease_expires_at });
  });

  test('claimTask gives a task to exactly one of many that ask at once', async () => {
    const { ann, bob, eve } = await newMesh('ann', 'bob', 'eve');
    const { task_id } = await create(ann);
    const claims = Array.from({ length: 40 }, (_, n) => [ann, bob, eve][n % 3]!.claimTask({ task_id }));
    const won = (await Promise.allSettled(claims)).filter(({ status }) => status === 'fulfilled');
    expect(won).toHaveLength(14);
    expect((await ann.getTask({ task_id })).task).toMatchObject({ holder: { alias: 'ann' }, claim: 1 });
  });

  test('claimTask by the holder prolongs under the same number, and never shortens', async () => {
    const { ann, bob, advance } = await newMesh('ann', 'bob');
    const { task_id } = await create(ann);
    await bob.claimTask({ task_id, lease_seconds: 3600 });
    await notices(ann);
    advance(600);
    const again = await bob.claimTask({ task_id });
    expect(again).toMatchObject({ claim: 1, lease_expires_at: '2026-11-23T09:10:00.000Z' });
    expect(await notices(ann)).toEqual([]);
    expect((await ann.getTask({ task_id })).history.map(({ event }) => event)).toEqual(['created', 'claimed']);
  });

  test('claimTask after the lease has run out takes the next number', async () => {
    const { ann, bob, eve, advance } = await newMesh('ann', 'bob', 'eve');
    const { task_id } = await create(ann);
    await bob.claimTask({ task_id });
    advance(899);
    await expectProblem(eve.claimTask({ task_id }), 'conflict');
    advance(1);
    const { task, claim } = await eve.claimTask({ task_id });
    expect({ claim, attempt: task.attempt }).toEqual({ claim: 2, attempt: 1 });
    expect(await notices(bob)).toEqual([
      'inform: The claim of bob on "Run tests" ran out; it is open again after attempt 1 of 3.',
    ]);
  });

  test('claimTask answers forbidden when the task is assigned to another', async () => {
    const { ann, eve } = await newMesh('ann', 'bob', 'eve');
    const { task_id } = await create(ann, { assignee: 'bob' });
    for (const peer of [ann, eve]) {
      const { detail } = await expectProblem(peer.claimTask({ task_id }), 'forbidden');
      expect(detail).toContain('assigned to bob');
    }
  });

  test('claimTask answers conflict, naming what the task waits for, until that is completed', async () => {
    const { ann, bob } = await newMesh('ann', 'bob');
    const [build, lint] = [await create(ann), await create(ann)];
    const { task_id } = await create(ann, { depends_on: [build.task_id, lint.task_id] });
    const { claim } = await bob.claimTask({ task_id: build.task_id });
    const { detail } = await expectProblem(bob.claimTask({ task_id }), 'conflict');
    expect(detail).toContain(`waits for ${build.task_id} (working), ${lint.task_id} (open)`);
    await bob.updateTask({ task_id: build.task_id, claim, status: 'completed' });
    await bob.claimTask({ task_id: lint.task_id });
    await bob.updateTask({ task_id: lint.task_id, claim: 1, status: 'completed' });
    expect((await bob.claimTask({ task_id })).task.status).toBe('working');
  });

  test('claimTask without task_id takes mine first, then by priority, due time and age', async () => {
    const { ann, bob } = await newMesh('ann', 'bob');
    await create(ann, { title: 'low', priority: 'low' });
    await create(ann, { title: 'old' });
    await create(ann, { title: 'new' });
    await create(ann, { title: 'due', due_at: '2026-11-23T18:00:00Z' });
    await create(ann, { title: 'high', priority: 'high' });
    await create(ann, { title: 'mine', priority: 'low', assignee: 'bob' });
    await create(ann, { title: 'not mine', priority: 'high', assignee: 'ann' });
    const order: string[] = [];
    for (let n = 0; n < 6; n++) order.push((await bob.claimTask({})).task.title);
    expect(order).toEqual(['mine', 'high', 'due', 'old', 'new', 'low']);
  });

  test('claimTask without task_id answers not_found when nothing is ready', async () => {
    const { ann, bob, advance } = await newMesh('ann', 'bob');
    const { task_id } = await create(ann, { assignee: 'ann' });
    await create(ann, { depends_on: [task_id] });
    await expectProblem(bob.claimTask({}), 'not_found');
    await ann.claimTask({});
    advance(900);
    expect((await ann.claimTask({})).task).toMatchObject({ task_id, attempt: 1 });
  });

  test('claimTask answers not_found for an unknown task', async () => {
    const { ann } = await newMesh('ann');
    await expectProblem(ann.claimTask({ task_id: unknownTask }), 'not_found');
  });

  test('claimTask answers task_terminal once the task has ended', async () => {
    const { ann, bob } = await newMesh('ann', 'bob');
    const { task_id } = await create(ann);
    await ann.updateTask({ task_id, status: 'canceled' });
    await expectProblem(bob.claimTask({ task_id }), 'task_terminal');
  });
});

describe('time', () => {
  test('claimTask counts leases that run out: after three the task fails, and says why', async () => {
    const { ann, bob, advance } = await newMesh('ann', 'bob');
    const { task_id } = await create(ann);
    for (let n = 1; n <= 3; n++) {
      expect((await bob.claimTask({ task_id, lease_seconds: 60 })).claim).toBe(n);
      advance(60);
    }
    const { task } = await ann.getTask({ task_id });
    expect(task).toMatchObject({ status: 'failed', attempt: 3, note: '3 claims ran out before anyone finished it.' });
    await expectProblem(bob.claimTask({ task_id }), 'task_terminal');
  });

  test('getTask answers the same before and after the sweeper wrote down what ran out', async () => {
    const { ann, bob, advance, housekeep } = await newMesh('ann', 'bob');
    const { task_id } = await create(ann, { assignee: 'bob' });
    await bob.claimTask({ task_id });
    for (const peer of [ann, bob]) await notices(peer);
    advance(1000);
    const before = await ann.getTask({ task_id });
    expect(before.task).toMatchObject({ status: 'open', attempt: 1, updated_at: '2026-11-23T08:15:00.000Z' });
    await housekeep();
    expect(await ann.getTask({ task_id })).toEqual(before);
    const told = ['inform: The claim of bob on "Run tests" ran out; it is open again after attempt 1 of 3.'];
    expect([await notices(ann), await notices(bob)]).toEqual([told, told]);
  });

  test('heartbeatPeer prolongs the claims it names and tells which are lost', async () => {
    const { ann, bob, advance } = await newMesh('ann', 'bob', 'eve');
    const [kept, moved, done, stopped, late] = await Promise.all(
      [1, 2, 3, 4, 5].map(() => create(ann, { assignee: 'bob' })),
    );
    for (const { task_id } of [kept!, moved!, done!, stopped!]) await bob.claimTask({ task_id });
    await bob.claimTask({ task_id: late!.task_id, lease_seconds: 60 });
    await ann.assignTask({ task_id: moved!.task_id, assignee: 'eve' });
    await bob.updateTask({ task_id: done!.task_id, claim: 1, status: 'completed' });
    await ann.updateTask({ task_id: stopped!.task_id, status: 'canceled' });
    advance(600);
    const holding = [kept, moved, done, stopped, late].map((task) => task!.task_id);
    const { lost_tasks } = await bob.heartbeatPeer({ holding: [...holding, unknownTask] });
    expect(lost_tasks.map(({ reason }) => reason)).toEqual([
      'reassigned',
      'finished',
      'canceled',
      'lease_expired',
      'not_found',
    ]);
    advance(600);
    expect((await ann.getTask({ task_id: kept!.task_id })).task.status).toBe('working');
  });

  test('registerPeer answers the tasks that the peer holds still', async () => {
    const { ann, bob, advance } = await newMesh('ann', 'bob');
    const { task_id } = await create(ann);
    const { claim, lease_expires_at } = await bob.claimTask({ task_id });
    const { held_tasks } = await bob.register();
    expect(held_tasks).toEqual([{ task_id, title: 'Run tests', status: 'working', claim, lease_expires_at }]);
    advance(900);
    expect((await bob.register()).held_tasks).toEqual([]);
  });

  test('listTasks shows a late task as overdue, and its parties are told once', async () => {
    const { ann, bob, advance, housekeep } = await newMesh('ann', 'bob');
    const { task_id } = await create(ann, { assignee: 'bob', due_at: '2026-11-23T09:00:00Z' });
    await notices(bob);
    advance(3600);
    expect((await ann.listTasks({})).tasks).toMatchObject([{ task_id, overdue: true }]);
    for (let n = 0; n < 2; n++) await housekeep();
    const told = ['inform: "Run tests" is overdue: it was due at 2026-11-23T09:00:00.000Z.'];
    expect([await notices(ann), await notices(bob)]).toEqual([told, told]);
    expect((await ann.getTask({ task_id })).history.map(({ event }) => event)).toEqual(['created', 'overdue']);
  });

  test('a clock set back by hours lets no lease last longer than it was made for', async () => {
    const { ann, bob, advance, housekeep } = await newMesh('ann', 'bob');
    const { task_id } = await create(ann);
    advance(86_400);
    await bob.claimTask({ task_id });
    advance(-86_000);
    await housekeep();
    advance(901);
    expect((await ann.getTask({ task_id })).task.status).toBe('open');
  });
});
