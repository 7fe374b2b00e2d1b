import { describe, expect, test } from 'vitest';
import type { MeshClient } from '../../generated/client.gen.ts';
import type { ListTasksRequest } from '../../generated/types.gen.ts';
import { newMesh } from '../support/mesh.ts';
import { expectProblem } from '../support/problems.ts';
import { create, unknownTask } from '../support/tasks.ts';

/** Titles of a list, in its order. */
async function titles(peer: MeshClient, request: ListTasksRequest = {}): Promise<string[]> {
  return (await peer.listTasks(request)).tasks.map(({ title }) => title);
}

describe('getTask', () => {
  test('getTask answers the whole history, who did what, oldest first', async () => {
    const { ann, bob, advance } = await newMesh('ann', 'bob', 'eve');
    const { task_id } = await create(ann, { assignee: 'eve' });
    advance(1);
    await ann.assignTask({ task_id, assignee: 'bob', note: 'Eve is away.' });
    await bob.claimTask({ task_id });
    await bob.updateTask({ task_id, claim: 1, status: 'failed', note: 'No disk.' });
    const { history } = await ann.getTask({ task_id });
    expect(history).toEqual([
      { at: '2026-11-23T08:00:00.000Z', event: 'created', status: 'open', by: 'ann', assignee: 'eve', claim: 0 },
      {
        at: '2026-11-23T08:00:01.000Z',
        event: 'assigned',
        status: 'open',
        by: 'ann',
        assignee: 'bob',
        claim: 0,
        note: 'Eve is away.',
      },
      { at: '2026-11-23T08:00:01.000Z', event: 'claimed', status: 'working', by: 'bob', assignee: 'bob', claim: 1 },
      {
        at: '2026-11-23T08:00:01.000Z',
        event: 'updated',
        status: 'failed',
        by: 'bob',
        assignee: 'bob',
        claim: 1,
        note: 'No disk.',
      },
    ]);
  });

  test('getTask answers the tasks it waits for, in the order given, each as it is now', async () => {
    const { ann, bob, advance } = await newMesh('ann', 'bob');
    const [lint, build] = [await create(ann, { title: 'Lint' }), await create(ann, { title: 'Build' })];
    const depends_on = [build.task_id, lint.task_id];
    const { task_id } = await create(ann, { depends_on });
    await bob.claimTask({ task_id: build.task_id });
    advance(900);
    const { task, dependencies } = await bob.getTask({ task_id });
    expect(task).toMatchObject({ depends_on, ready: false });
    expect(dependencies).toMatchObject([
      { title: 'Build', status: 'open', attempt: 1, created_by: 'ann' },
      { title: 'Lint', status: 'open', attempt: 0 },
    ]);
  });

  test('getTask keeps the newest 1,000 steps', async () => {
    const { ann } = await newMesh('ann');
    const { task_id } = await create(ann);
    for (let n = 1; n <= 1005; n++) await ann.updateTask({ task_id, note: `Step ${n}` });
    const { history } = await ann.getTask({ task_id });
    expect([history.length, history[0]!.note, history.at(-1)!.note]).toEqual([1000, 'Step 6', 'Step 1005']);
  });

  test('getTask answers not_found for an unknown task', async () => {
    const { ann } = await newMesh('ann');
    await expectProblem(ann.getTask({ task_id: unknownTask }), 'not_found');
  });
});

describe('listTasks', () => {
  test('listTasks goes page by page, newest first', async () => {
    const { ann } = await newMesh('ann');
    for (const title of ['1', '2', '3', '4', '5']) await create(ann, { title });
    const pages: string[][] = [];
    for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
      const page = await ann.listTasks({ limit: 2, ...(cursor && { cursor }) });
      pages.push(page.tasks.map(({ title }) => title));
      cursor = page.next_cursor;
    }
    expect(pages).toEqual([['5', '4'], ['3', '2'], ['1']]);
  });

  test('listTasks shows created, assigned and claimed ones by role', async () => {
    const { ann, bob } = await newMesh('ann', 'bob');
    await create(ann, { title: 'for bob', assignee: 'bob' });
    await create(bob, { title: 'of bob' });
    const { task_id } = await create(ann, { title: 'for anyone' });
    expect(await titles(bob, { role: 'assigned' })).toEqual(['for bob']);
    await bob.claimTask({ task_id });
    expect(await titles(bob, { role: 'assigned' })).toEqual(['for anyone', 'for bob']);
    expect(await titles(bob, { role: 'created' })).toEqual(['of bob']);
    expect(await titles(bob, { role: 'any' })).toEqual(['for anyone', 'of bob', 'for bob']);
  });

  test('listTasks filters by status as it is now, also where a lease ran out and nobody wrote it down', async () => {
    const { ann, bob, advance } = await newMesh('ann', 'bob');
    const [held, done] = [await create(ann, { title: 'held' }), await create(ann, { title: 'done' })];
    for (const { task_id } of [held, done]) await bob.claimTask({ task_id });
    await bob.updateTask({ task_id: done.task_id, claim: 1, status: 'completed' });
    expect(await titles(ann, { status: ['working'] })).toEqual(['held']);
    expect(await titles(ann, { status: ['open', 'completed'] })).toEqual(['done']);
    advance(900);
    expect(await titles(ann, { status: ['working'] })).toEqual([]);
    expect(await titles(ann, { status: ['open'], role: 'created' })).toEqual(['held']);
    expect(await titles(bob, { role: 'assigned' })).toEqual([]);
    expect((await ann.listTasks({ status: ['open'] })).tasks[0]).toMatchObject({ attempt: 1, ready: true, claim: 1 });
  });

  test('listTasks filters by readiness', async () => {
    const { ann, bob } = await newMesh('ann', 'bob');
    const { task_id } = await create(ann, { title: 'first' });
    await create(ann, { title: 'second', depends_on: [task_id] });
    expect(await titles(ann, { ready: true })).toEqual(['first']);
    expect(await titles(ann, { ready: false })).toEqual(['second']);
    await bob.claimTask({});
    await bob.updateTask({ task_id, claim: 1, status: 'completed' });
    expect(await titles(ann, { ready: true })).toEqual(['second']);
  });

  test('listTasks finds a part of the title in any case, characters of patterns included', async () => {
    const { ann } = await newMesh('ann');
    for (const title of ['Fix the ÜBERSETZUNG', 'Reach 100 % coverage', 'Reach 100 points'])
      await create(ann, { title });
    expect(await titles(ann, { query: 'übersetz' })).toEqual(['Fix the ÜBERSETZUNG']);
    expect(await titles(ann, { query: '0 %' })).toEqual(['Reach 100 % coverage']);
    expect(await titles(ann, { query: 'reach', limit: 1 })).toEqual(['Reach 100 points']);
  });

  test('listTasks pages over what a filter leaves out', async () => {
    const { ann } = await newMesh('ann');
    for (let n = 0; n < 60; n++) await create(ann, { title: n % 20 === 0 ? `wanted ${n}` : `other ${n}` });
    const first = await ann.listTasks({ query: 'wanted', limit: 2 });
    expect(first.tasks.map(({ title }) => title)).toEqual(['wanted 40', 'wanted 20']);
    const rest = await ann.listTasks({ query: 'wanted', limit: 2, cursor: first.next_cursor! });
    expect(rest.tasks.map(({ title }) => title)).toEqual(['wanted 0']);
    expect(rest).not.toHaveProperty('next_cursor');
  });

  test('listTasks answers invalid_request to a cursor that is none', async () => {
    const { ann } = await newMesh('ann');
    await expectProblem(ann.listTasks({ cursor: 'bm9uZQ' }), 'invalid_request');
  });
});
