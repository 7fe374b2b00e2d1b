import type { ListTasksInput } from '../../generated/service.gen.ts';
import type { ListTasksResponse } from '../../generated/types.gen.ts';
import type { TaskLine } from '../store/tasks.ts';
import type { Caller, Deps } from './deps.ts';
import { fromCursor, isPlace, toCursor } from './page.ts';
import { asOf, isReady, isTerminal } from './task-state.ts';
import { people, taskLine } from './task-views.ts';

/** Rows read at a time while status, readiness and title, which no index knows, are filtered. */
const chunk = 500;
/** Rows one page looks at, at most, about 25 ms. A page may then have few rows, or none, and still a next_cursor. */
const looked = 10_000;

/** Lists tasks, newest first, each as it is now. */
export async function listTasks(
  { engine, clock, limits }: Deps,
  caller: Caller,
  input: ListTasksInput,
): Promise<ListTasksResponse> {
  const now = clock.now();
  const { role, status, limit } = input;
  const matches = filter(caller, input);
  const filtered = status !== undefined || input.ready !== undefined || input.query !== undefined;
  // What has failed by a claim that ran out may still be stored as working, but no other ending can.
  const live = input.ready === true || (status !== undefined && !status.some(isTerminal));
  return engine.read(async (tx) => {
    const found: TaskLine[] = [];
    let before = fromCursor(input.cursor, Number.MAX_SAFE_INTEGER, isPlace);
    let seen = 0;
    for (let more = true; more && found.length <= limit && seen < looked; ) {
      const size = filtered ? chunk : limit + 1;
      const rows = await tx.tasks.list({ role, peer: caller.num, live, before, limit: size });
      found.push(...rows.map((row) => asOf(row, now, limits.taskAttempts)).filter(matches));
      before = rows.at(-1)?.num ?? before;
      seen += rows.length;
      more = rows.length === size;
      if (!more) before = 0;
    }
    const page = found.slice(0, limit);
    const tasks: ListTasksResponse['tasks'] = [];
    const who = people(tx);
    for (const task of page) tasks.push(await taskLine(who, task, now));
    const end = found.length > limit ? page.at(-1)!.num : before;
    return { tasks, ...(end > 0 && { next_cursor: toCursor(end) }) };
  });
}

function filter(caller: Caller, { role, status, ready, query }: ListTasksInput): (task: TaskLine) => boolean {
  const words = query?.toLowerCase();
  return (task) =>
    // A claim of the caller that ran out is in the index still.
    (role !== 'assigned' || task.assignee === caller.num || task.holder === caller.num) &&
    (status === undefined || status.includes(task.status)) &&
    (ready === undefined || isReady(task) === ready) &&
    (words === undefined || task.title.toLowerCase().includes(words));
}
