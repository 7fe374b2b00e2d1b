import type { Intent } from '../store/messages.ts';
import type { Tx } from '../store/port.ts';
import type { TaskEvent, TaskLine } from '../store/tasks.ts';
import type { Caller, Deps } from './deps.ts';
import { excerpt } from './inbox.ts';
import { notifyOfTask } from './post.ts';

/** Rows of history that a task keeps: as many as `getTask` answers. */
export const historyKept = 1_000;
/** How much of a note, result or description a notice repeats, in characters. */
const excerptLength = 500;

/** What happened to a task, and who did it; null is the broker. */
export interface Happening {
  readonly event: TaskEvent;
  readonly actor: Caller | null;
  readonly note?: string | null | undefined;
}

/** Writes down what happened: a row of the history, an event of the feed. `task` is as it was left. */
export async function writeDown(
  tx: Tx,
  task: TaskLine,
  { event, actor, note = null }: Happening,
  at: number,
): Promise<void> {
  const { status, assignee, claim } = task;
  const by = actor?.num ?? null;
  await tx.tasks.record(task.num, { at, event, status, actor: by, assignee, claim, note }, historyKept);
  await tx.events.append({
    at,
    kind: 'task_transition',
    actor: by,
    peer: assignee,
    task_id: task.id,
    status,
    detail: task.title,
  });
}

/** A notice to the parties of a task. */
export interface Notice {
  readonly actor: Caller | null;
  /** Peers by number; doubles, nulls and the actor are left out. */
  readonly to: readonly (number | null)[];
  readonly intent?: Intent;
  readonly says: string;
}

/** Sends a notice, in the transaction of what it tells of. */
export async function tell(
  deps: Deps,
  tx: Tx,
  task: TaskLine,
  { actor, to, intent = 'inform', says }: Notice,
  now: number,
): Promise<void> {
  const sender = actor?.num ?? null;
  for (const recipient of new Set(to)) {
    if (recipient === null || recipient === sender) continue;
    await notifyOfTask(deps, tx, recipient, { kind: 'task', sender, intent, body: says, task_id: task.id }, now);
  }
}

/** A task as notices name it: `"Fix the test" (task_01…)`. */
export const named = (task: TaskLine): string => `"${excerpt(task.title, 200)}" (${task.id})`;

/** The end of a sentence: a full stop, or the beginning of what was said. */
export const saying = (text: string | null | undefined): string => (text ? `: ${excerpt(text, excerptLength)}` : '.');
