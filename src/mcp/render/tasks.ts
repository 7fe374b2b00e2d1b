import type { Task, TaskRow, TaskTransition } from '../../../generated/types.gen.ts';
import { sender } from './messages.ts';
import type { Page } from './page.ts';

/** A task in full. */
export function renderTask(page: Page, task: Task): void {
  const { task_id, status, priority, created_by, assignee, holder, claim, lease_expires_at, depends_on } = task;
  page.say(`Task ${task_id}: ${[status, ...flags(task), `${priority} priority`].join(', ')}`);
  page.say(
    `Created by ${sender(created_by)}; ${assignee ? `assigned to ${sender(assignee)}` : 'open to whoever claims it'}.`,
  );
  if (holder)
    page.say(`Held by ${sender(holder)} with claim ${claim}${lease_expires_at ? ` until ${lease_expires_at}` : ''}.`);
  page.quote(task.title, 'title');
  page.quote(task.description, 'description');
  page.quote(task.note, 'note');
  page.quote(task.result, 'result');
  if (depends_on.length > 0) page.say(`Depends on ${depends_on.join(', ')}.`);
}

/** A task in a list. */
export function renderTaskRow(page: Page, row: TaskRow): void {
  const { task_id, status, priority, created_by, assignee, holder } = row;
  const who = holder ? `held by ${holder}` : assignee ? `assigned to ${assignee}` : 'unassigned';
  page.say(`- ${task_id}: ${[status, ...flags(row), `${priority} priority`].join(', ')}; from ${created_by}, ${who}`);
  page.quote(row.title, 'title');
}

/** One step of a task's history. */
export function renderTransition(page: Page, { at, event, status, by, assignee, note }: TaskTransition): void {
  page.say(`- ${at} ${event} by ${by ?? 'the broker'}: ${status}${assignee ? `, assigned to ${assignee}` : ''}`);
  page.quote(note, 'note');
}

/** What to do with a task that was claimed. */
export function claimHint(task_id: string, claim: number): string {
  return `It is yours with claim ${claim}. Report: update_task ${JSON.stringify({ task_id, claim, status: 'completed', result: '…' })}`;
}

function flags({
  ready,
  overdue,
  due_at,
  attempt,
}: Pick<TaskRow, 'ready' | 'overdue' | 'due_at' | 'attempt'>): string[] {
  return [
    ...(ready ? ['ready to be claimed'] : []),
    ...(due_at ? [`${overdue ? 'overdue since' : 'due'} ${due_at}`] : []),
    ...(attempt > 0 ? [`${attempt} earlier claim${attempt === 1 ? '' : 's'} ran out`] : []),
  ];
}
