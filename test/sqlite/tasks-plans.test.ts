import { expect, test } from 'vitest';
import type { TaskRow, TaskTable } from '../../src/store/tasks.ts';
import { planOf, recording } from './plans.ts';

const step = { at: 1, event: 'created', status: 'open', actor: 1, assignee: 2, claim: 0, note: null } as const;
const page = { peer: 1, before: 99, limit: 10 };

/** One call of each verb, over a task `a`, a task `b` that waits for it, and `c`, which has ended. */
const calls: Record<string, (tasks: TaskTable) => unknown> = {
  byId: (tasks) => tasks.byId('a'),
  save: (tasks) => tasks.save(a(tasks)),
  record: (tasks) => tasks.record(1, step, 0),
  history: (tasks) => tasks.history(1, 10),
  dependencies: (tasks) => tasks.dependencies(2),
  countDependents: (tasks) => tasks.countDependents(1),
  dependents: (tasks) => tasks.dependents(1),
  unblock: (tasks) => tasks.unblock(1),
  next: (tasks) => tasks.next(null),
  'list any': (tasks) => tasks.list({ ...page, role: 'any', live: false }),
  'list any live': (tasks) => tasks.list({ ...page, role: 'any', live: true }),
  'list created': (tasks) => tasks.list({ ...page, role: 'created', live: false }),
  'list created live': (tasks) => tasks.list({ ...page, role: 'created', live: true }),
  'list assigned': (tasks) => tasks.list({ ...page, role: 'assigned', live: false }),
  'list assigned live': (tasks) => tasks.list({ ...page, role: 'assigned', live: true }),
  runOut: (tasks) => tasks.runOut(1, 10),
  overdue: (tasks) => tasks.overdue(1, 10),
  tellOverdue: (tasks) => tasks.tellOverdue(1),
  heldBy: (tasks) => tasks.heldBy(1, 1),
  prolong: (tasks) => [tasks.save({ ...a(tasks), ...working }), tasks.prolong(1, ['a'], 1)],
  collect: (tasks) => [
    tasks.save({ ...(tasks.byId('c') as TaskRow), status: 'failed', ended_at: 1 }),
    tasks.collect(9, 9),
  ],
};

const a = (tasks: TaskTable) => tasks.byId('a') as TaskRow;
const working = { status: 'working', holder: 1, lease_ms: 100, lease_until: 100 } as const;

test('what a request or the sweeper asks of tasks is found by an index, and nothing sorts', async () => {
  const { db, tables, ran } = recording();
  const { tasks } = tables;
  const common = { title: 't', priority: 1, creator: 1, assignee: null, due_at: 1, metadata: null, description: null };
  for (const id of ['a', 'b', 'c']) tasks.insert({ ...common, id, waits: 1, created_at: 1 }, id === 'b' ? [1] : []);

  const plans: string[] = [];
  for (const [name, call] of Object.entries(calls)) {
    ran.clear();
    call(tasks);
    for (const sql of [...ran].slice(setUp[name] ?? 0)) plans.push(`${name}: ${planOf(db, sql).join('; ')}`);
  }
  const text = `${plans.join('\n')}\n`;
  await expect(text).toMatchFileSnapshot('../golden/query-plans-tasks.txt');
  expect(text).not.toMatch(/SCAN|TEMP B-TREE/);
});

/** Statements at the beginning of a call that only set it up. */
const setUp: Record<string, number> = { save: 1, prolong: 2, collect: 2 };
