import type { Tx } from '../store/port.ts';
import type { TaskLine, TaskRow, TaskTransitionRow } from '../store/tasks.ts';
import type { Caller, Deps } from './deps.ts';
import { iso } from './names.ts';
import { named, tell, writeDown } from './task-notices.ts';
import { asOf, gaveUp, isTerminal } from './task-state.ts';

/** The row of history that a claim leaves which ran out. `task` is as of now, `row` as stored. */
export function lapse(row: TaskRow, task: TaskRow, attempts: number): TaskTransitionRow {
  const note = task.status === 'failed' ? gaveUp(attempts) : null;
  const { status, assignee, claim } = task;
  return { at: row.lease_until!, event: 'lease_expired', status, actor: null, assignee, claim, note };
}

/**
 * Brings a stored task to what it is now and writes down what time did to it: a claim that ran out goes to the history,
 * and creator, assignee and last holder are told.
 */
export async function settleTask(deps: Deps, tx: Tx, row: TaskRow, now: number): Promise<TaskRow> {
  const attempts = deps.limits.taskAttempts;
  const task = asOf(row, now, attempts);
  if (task === row) return row;
  await tx.tasks.save(task);
  const { event, at, note } = lapse(row, task, attempts);
  await writeDown(tx, task, { event, actor: null, note }, at);
  const holder = (await tx.peers.get(row.holder!))!;
  const then =
    task.status === 'open'
      ? `it is open again after attempt ${task.attempt} of ${attempts}`
      : `after ${attempts} attempts it has failed`;
  const says = `The claim of ${holder.alias} on ${named(task)} ran out; ${then}.`;
  await tell(deps, tx, task, { actor: null, to: [task.creator, task.assignee, row.holder], says }, now);
  if (task.status === 'failed') await concludeFor(deps, tx, task, null, now);
  return task;
}

const endings = { completed: '', failed: 'has failed', canceled: 'was canceled', rejected: 'was rejected' };

/**
 * Lets those that depend on a task know of its end: completed, they have one less to wait for; otherwise they never become
 * ready, which their creators and assignees are told. They do not end with it.
 */
export async function concludeFor(
  deps: Deps,
  tx: Tx,
  task: TaskLine,
  actor: Caller | null,
  now: number,
): Promise<void> {
  if (task.status === 'completed') return tx.tasks.unblock(task.num);
  const ending = endings[task.status as keyof typeof endings];
  for (const dependent of await tx.tasks.dependents(task.num)) {
    const note = `${named(task)} ${ending}.`;
    await writeDown(tx, dependent, { event: 'dependency_failed', actor, note }, now);
    const says = `${named(dependent)} cannot become ready: ${named(task)}, which it depends on, ${ending}.`;
    await tell(deps, tx, dependent, { actor, to: [dependent.creator, dependent.assignee], says }, now);
  }
}

/**
 * Tells the parties, once, that a task is late.
 * @param row as stored
 */
export async function tellLate(deps: Deps, tx: Tx, row: TaskRow, now: number): Promise<void> {
  await tx.tasks.tellOverdue(row.num);
  const task = await settleTask(deps, tx, row, now);
  if (isTerminal(task.status)) return;
  await writeDown(tx, task, { event: 'overdue', actor: null }, now);
  const says = `${named(task)} is overdue: it was due at ${iso(task.due_at!)}.`;
  await tell(deps, tx, task, { actor: null, to: [task.creator, task.assignee, task.holder], says }, now);
}
