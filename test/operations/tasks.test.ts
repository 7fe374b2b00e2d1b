import { describe, expect, test } from 'vitest';
import { newMesh } from '../support/mesh.ts';
import { expectProblem } from '../support/problems.ts';
import { create, notices, unknownTask } from '../support/tasks.ts';

describe('createTask', () => {
  test('createTask answers the task and asks its assignee, not its creator', async () => {
    const { ann, bob } = await newMesh('ann', 'bob');
    const { task, duplicate } = await ann.createTask({
      title: 'Run tests',
      description: 'On the\ncrawler module.',
      assignee: 'bob',
      priority: 'high',
      due_at: '2026-11-23T18:00:00+01:00',
      metadata: { branch: 'main' },
    });
    expect(duplicate).toBe(false);
    expect(task).toMatchObject({ status: 'open', claim: 0, attempt: 0, ready: true, overdue: false, depends_on: [] });
    expect(task).toMatchObject({
      created_by: { alias: 'ann' },
      assignee: { alias: 'bob' },
      metadata: { branch: 'main' },
    });
    expect(task.due_at).toBe('2026-11-23T17:00:00.000Z');
    expect(await notices(bob)).toEqual(['request: ann gives you the task "Run tests": On the crawler module.']);
    expect(await notices(ann)).toEqual([]);
  });

  test('createTask does its work once per idempotency key', async () => {
    const { ann, bob } = await newMesh('ann', 'bob');
    const body = { title: 'Run tests', assignee: 'bob', idempotency_key: 'k1' };
    const first = await ann.createTask(body);
    expect(await ann.createTask(body)).toEqual({ ...first, duplicate: true });
    expect((await ann.listTasks({})).tasks).toHaveLength(1);
    expect(await notices(bob)).toHaveLength(1);
  });

  test('createTask answers conflict to an idempotency key that was used for something else', async () => {
    const { ann } = await newMesh('ann');
    await ann.createTask({ title: 'Run tests', idempotency_key: 'k1' });
    await expectProblem(ann.createTask({ title: 'Write tests', idempotency_key: 'k1' }), 'conflict');
  });

  test('createTask answers not_found, with near names, when the assignee is unknown', async () => {
    const { ann } = await newMesh('ann', 'crawler');
    const { candidates } = await expectProblem(create(ann, { assignee: 'crawlr' }), 'not_found');
    expect(candidates).toEqual(['crawler']);
    expect((await ann.listTasks({})).tasks).toEqual([]);
  });

  test('createTask answers not_found when a dependency is unknown', async () => {
    const { ann } = await newMesh('ann');
    const { detail } = await expectProblem(create(ann, { depends_on: [unknownTask] }), 'not_found');
    expect(detail).toContain(unknownTask);
  });

  test('createTask answers ambiguous when two peers go by the name of the assignee', async () => {
    const { ann, bob, eve } = await newMesh('ann', 'bob', 'eve');
    for (const peer of [bob, eve]) await peer.updatePeer({ alias: 'carl' });
    const { candidates } = await expectProblem(create(ann, { assignee: 'carl' }), 'ambiguous');
    expect(candidates).toEqual(['bob', 'eve']);
  });

  test('createTask refuses a circle and names it', async () => {
    const { ann } = await newMesh('ann');
    const next = idAfter((await create(ann)).task_id);
    const { detail } = await expectProblem(create(ann, { depends_on: [next] }), 'invalid_request');
    expect(detail).toContain(`${next} → ${next}`);
  });

  test('createTask answers conflict when a dependency can never be completed any more', async () => {
    const { ann } = await newMesh('ann');
    const { task_id } = await create(ann);
    await ann.updateTask({ task_id, status: 'canceled' });
    const { detail } = await expectProblem(create(ann, { depends_on: [task_id] }), 'conflict');
    expect(detail).toContain(`${task_id} is canceled`);
  });

  test('createTask bounds how many tasks depend on one', async () => {
    const { ann } = await newMesh('ann');
    const depends_on = [(await create(ann)).task_id];
    for (let n = 0; n < 200; n++) await create(ann, { depends_on });
    await expectProblem(create(ann, { depends_on }), 'conflict');
  });

  test.each(['9999-12-31T23:59:59-12:00', '1969-12-31T23:59:59Z'])(
    'createTask refuses %s as due_at',
    async (due_at) => {
      const { ann } = await newMesh('ann');
      await expectProblem(create(ann, { due_at }), 'invalid_request');
    },
  );
});

describe('assignTask', () => {
  test('assignTask by the creator asks the new assignee and tells the old one', async () => {
    const { ann, bob, eve } = await newMesh('ann', 'bob', 'eve');
    const { task_id } = await create(ann, { assignee: 'bob' });
    await notices(bob);
    const { task } = await ann.assignTask({ task_id, assignee: 'eve', note: 'Bob is away.' });
    expect(task).toMatchObject({ status: 'open', assignee: { alias: 'eve' }, note: 'Bob is away.' });
    expect(await notices(eve)).toEqual(['request: ann gives the task "Run tests" to you: Bob is away.']);
    expect(await notices(bob)).toEqual(['inform: ann gives the task "Run tests" to eve: Bob is away.']);
    expect(await notices(ann)).toEqual([]);
  });

  test('assignTask ends the claim of the old assignee, whose number is stale from then on', async () => {
    const { ann, bob, eve } = await newMesh('ann', 'bob', 'eve');
    const { task_id } = await create(ann, { assignee: 'bob' });
    const { claim } = await bob.claimTask({ task_id });
    const { task } = await ann.assignTask({ task_id, assignee: 'eve' });
    expect(task).toMatchObject({ status: 'open', claim: 1, ready: true });
    expect(task).not.toHaveProperty('holder');
    expect((await notices(bob)).at(-1)).toBe(
      'inform: ann gives the task "Run tests" to eve, which ends the claim on it.',
    );
    await expectProblem(bob.updateTask({ task_id, claim, note: 'Half done.' }), 'claim_lost');
    expect((await eve.claimTask({ task_id })).claim).toBe(2);
  });

  test('assignTask by its assignee passes the task on, and the creator is told', async () => {
    const { ann, bob, eve } = await newMesh('ann', 'bob', 'eve');
    const { task_id } = await create(ann, { assignee: 'bob' });
    await bob.assignTask({ task_id, assignee: 'eve' });
    expect(await notices(ann)).toEqual(['inform: bob gives the task "Run tests" to eve.']);
    expect(await notices(eve)).toEqual(['request: bob gives the task "Run tests" to you.']);
  });

  test('assignTask by anyone is good while the task is with nobody', async () => {
    const { ann, bob, eve } = await newMesh('ann', 'bob', 'eve');
    const { task_id } = await create(ann);
    await bob.assignTask({ task_id, assignee: 'eve' });
    expect(await notices(ann)).toEqual(['inform: bob gives the task "Run tests" to eve.']);
    expect((await eve.claimTask({})).task.task_id).toBe(task_id);
  });

  test('assignTask to who holds it leaves the claim as it is', async () => {
    const { ann, bob } = await newMesh('ann', 'bob');
    const { task_id } = await create(ann);
    const { claim } = await bob.claimTask({ task_id });
    expect((await ann.assignTask({ task_id, assignee: 'bob' })).task).toMatchObject({ status: 'working', claim });
    expect((await bob.updateTask({ task_id, claim, status: 'completed' })).task.status).toBe('completed');
  });

  test('assignTask to the assignee it has does nothing', async () => {
    const { ann, bob } = await newMesh('ann', 'bob');
    const task = await create(ann, { assignee: 'bob' });
    await notices(bob);
    expect(await ann.assignTask({ task_id: task.task_id, assignee: 'bob' })).toEqual({ task });
    expect(await notices(bob)).toEqual([]);
  });

  test('assignTask answers forbidden when the task is with another, be it assigned or claimed', async () => {
    const { ann, bob, eve } = await newMesh('ann', 'bob', 'eve');
    const assigned = await create(ann, { assignee: 'bob' });
    const claimed = await create(ann);
    await bob.claimTask({ task_id: claimed.task_id });
    for (const { task_id } of [assigned, claimed]) {
      const { detail } = await expectProblem(eve.assignTask({ task_id, assignee: 'eve' }), 'forbidden');
      expect(detail).toContain('is with bob');
    }
  });

  test('assignTask answers not_found for an unknown task and an unknown peer', async () => {
    const { ann } = await newMesh('ann');
    const { task_id } = await create(ann);
    await expectProblem(ann.assignTask({ task_id: unknownTask, assignee: 'ann' }), 'not_found');
    await expectProblem(ann.assignTask({ task_id, assignee: 'nobody' }), 'not_found');
  });

  test('assignTask answers ambiguous when two peers go by the name', async () => {
    const { ann, bob, eve } = await newMesh('ann', 'bob', 'eve');
    for (const peer of [bob, eve]) await peer.updatePeer({ alias: 'carl' });
    const { task_id } = await create(ann);
    await expectProblem(ann.assignTask({ task_id, assignee: 'carl' }), 'ambiguous');
  });

  test('assignTask answers task_terminal once the task has ended', async () => {
    const { ann } = await newMesh('ann', 'bob');
    const { task_id } = await create(ann);
    await ann.updateTask({ task_id, status: 'canceled' });
    const { current } = await expectProblem(ann.assignTask({ task_id, assignee: 'bob' }), 'task_terminal');
    expect(current).toEqual({ task_id, status: 'canceled', claim: 0 });
  });
});

/** Ids of one millisecond follow each other, so that a client can guess the next. */
function idAfter(id: string): string {
  const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  const tail = id.match(/.Z*$/)![0];
  return id.slice(0, -tail.length) + digits[digits.indexOf(tail[0]!) + 1] + '0'.repeat(tail.length - 1);
}
