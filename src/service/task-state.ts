import type { TaskLine, TaskStatus } from '../store/tasks.ts';

const terminal: readonly TaskStatus[] = ['completed', 'failed', 'canceled', 'rejected'];

/** Whether a task in this status accepts nothing more. */
export const isTerminal = (status: TaskStatus): boolean => terminal.includes(status);

/**
 * A stored task as it is now. A claim that has run out holds no more, whether or not that was written down: the task is
 * open again with one more attempt or, after the last, failed. All of it happened when the lease ended.
 * @param attempts claims that may run out before the task fails
 * @returns the very same object when nothing ran out
 */
export function asOf<T extends TaskLine>(task: T, now: number, attempts: number): T {
  const end = task.lease_until;
  if (end === null || end > now) return task;
  const attempt = task.attempt + 1;
  const gone = { ...task, attempt, holder: null, lease_ms: null, lease_until: null, updated_at: end };
  if (attempt < attempts) return { ...gone, status: 'open' };
  return { ...gone, status: 'failed', ended_at: end, note: gaveUp(attempts) };
}

/** Why a task failed whose claims ran out. */
export const gaveUp = (attempts: number): string => `${attempts} claims ran out before anyone finished it.`;

/** Whether it can be claimed now. */
export const isReady = (task: TaskLine): boolean => task.status === 'open' && task.waits === 0;

/** Whether it is late. */
export const isOverdue = (task: TaskLine, now: number): boolean =>
  task.due_at !== null && task.due_at <= now && !isTerminal(task.status);
