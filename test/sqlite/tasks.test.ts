import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { migrations } from '../../generated/migrations.gen.ts';
import { taskTable } from '../../src/sqlite/tasks.ts';
import type { TaskRow } from '../../src/store/tasks.ts';

const absent = { assignee: null, due_at: null, metadata: null, description: null };

/** The verbs of tasks over a database in memory, where they answer at once. */
function open() {
  const db = new Database(':memory:');
  for (const { sql } of migrations) db.exec(sql);
  const tasks = taskTable(db);
  const get = (id: string) => tasks.byId(id) as TaskRow | undefined;
  /** Stores a task that waits for others, in this state. */
  const add = (id: string, state: Partial<TaskRow> = {}, dependencies: number[] = []): number => {
    const num = tasks.insert(
      { ...absent, id, title: id, priority: 1, creator: 1, waits: dependencies.length, created_at: 1, ...state },
      dependencies,
    ) as number;
    tasks.save({ ...get(id)!, ...state });
    return num;
  };
  return { db, tasks, add, get };
}

const ended = (at: number) => ({ status: 'completed', ended_at: at }) as const;
const held = (holder: number, until: number) =>
  ({ status: 'working', holder, claim: 1, lease_ms: 100, lease_until: until }) as const;

describe('collecting tasks', () => {
  test('what ended before goes with its history and dependencies, oldest first, in bites', () => {
    const { db, tasks, add, get } = open();
    const old = add('old', ended(10));
    add('older', ended(5), [old]);
    add('recent', ended(100));
    tasks.record(
      old,
      { at: 10, event: 'updated', status: 'completed', actor: 1, assignee: null, claim: 1, note: null },
      9,
    );
    expect([tasks.collect(100, 1), get('older'), get('old')?.id]).toEqual([1, undefined, 'old']);
    expect([tasks.collect(100, 5), tasks.collect(100, 5), get('recent')?.id]).toEqual([1, 0, 'recent']);
    const left = (table: string) => db.prepare(`SELECT COUNT(*) FROM ${table}`).pluck().get();
    expect([left('task_history'), left('task_dependencies')]).toEqual([0, 0]);
  });

  test('what something still waits for is kept until that has ended too', () => {
    const { tasks, add, get } = open();
    const build = add('build', ended(10));
    add('test', {}, [build]);
    expect(tasks.collect(100, 5)).toBe(0);
    tasks.save({ ...get('test')!, status: 'canceled', ended_at: 200 });
    expect([tasks.collect(100, 5), get('build'), get('test')?.id]).toEqual([1, undefined, 'test']);
  });
});

describe('claims', () => {
  test('a peer holds at most 100 in an answer, and only what has not run out', () => {
    const { tasks, add } = open();
    add('run out', held(1, 50));
    for (let n = 0; n < 101; n++) add(`held ${n}`, held(1, 51));
    add('of another', held(2, 51));
    const rows = tasks.heldBy(1, 50) as { task_id: string }[];
    expect([rows.length, rows[0]!.task_id]).toEqual([100, 'held 0']);
  });

  test('the instant a lease ends it has ended', () => {
    const { tasks, add } = open();
    add('a', held(1, 50));
    expect([tasks.runOut(49, 9), tasks.heldBy(1, 49)]).toMatchObject([[], [{ task_id: 'a', lease_expires_at: 50 }]]);
    expect([tasks.runOut(50, 9), tasks.heldBy(1, 50)]).toMatchObject([[{ id: 'a' }], []]);
    expect(tasks.prolong(1, ['a'], 50)).toEqual([{ task_id: 'a', reason: 'lease_expired' }]);
  });

  test('prolonging takes the length that the claim was made with', () => {
    const { tasks, add, get } = open();
    add('a', held(1, 150));
    expect([tasks.prolong(1, ['a'], 120), get('a')!.lease_until]).toEqual([[], 220]);
  });

  test('a claim that ran out is told as such, also when another has claimed since', () => {
    const { tasks, add } = open();
    add('a', held(2, 150));
    add('b', { ...held(2, 150), assignee: 2 });
    const lost = [
      { task_id: 'a', reason: 'lease_expired' },
      { task_id: 'b', reason: 'reassigned' },
    ];
    expect(tasks.prolong(1, ['a', 'b'], 100)).toEqual(lost);
  });

  test('after a clock set back no lease is longer than it was made for', () => {
    const { tasks, add, get } = open();
    add('long', held(1, 1000));
    add('short', held(1, 60));
    tasks.rebase(50);
    expect([get('long')!.lease_until, get('short')!.lease_until]).toEqual([150, 60]);
  });
});

describe('rows that cannot be', () => {
  test.each([
    ['a holder without a lease', { status: 'working', holder: 1 }],
    ['a holder of an open task', { ...held(1, 50), status: 'open' }],
    ['an ending without its time', { status: 'completed' }],
    ['a status of no such name', { status: 'done' }],
  ] as const)('%s is refused', (_, state) => {
    const { add } = open();
    expect(() => add('a', state as Partial<TaskRow>)).toThrow('CHECK constraint failed');
  });

  test('a dependency on a later task is refused, so that no circle can close', () => {
    const { add } = open();
    expect(() => add('a', {}, [1])).toThrow('CHECK constraint failed');
  });
});
