import { MeshError } from '../../generated/errors.gen.ts';
import type { CreateTaskInput } from '../../generated/service.gen.ts';
import type { CreateTaskResponse } from '../../generated/types.gen.ts';
import { invalid, notFound } from '../errors.ts';
import type { Tx } from '../store/port.ts';
import { type TaskLine, type TaskRow, taskPriorities } from '../store/tasks.ts';
import type { Caller, Deps } from './deps.ts';
import { metadataText } from './metadata.ts';
import { resolvePeer } from './names.ts';
import { once } from './once.ts';
import { named, saying, tell, writeDown } from './task-notices.ts';
import { asOf, isTerminal } from './task-state.ts';
import { people, taskInFull } from './task-views.ts';

/** Tasks that may wait for one: its end is told to all of them in one transaction, about 10 ms. */
const dependentsOfOne = 200;

/** Creates a task and tells its assignee. */
export async function create(deps: Deps, caller: Caller, input: CreateTaskInput): Promise<CreateTaskResponse> {
  const now = deps.clock.now();
  return deps.engine.run(
    (tx) =>
      once(tx, caller, 'createTask', input, now, async () => {
        const id = deps.newId('task', now);
        const dependencies = await dependenciesOf(deps, tx, id, input.depends_on, now);
        const assignee = input.assignee === undefined ? null : (await resolvePeer(tx, input.assignee)).num;
        await tx.tasks.insert(
          {
            id,
            title: input.title,
            priority: taskPriorities.indexOf(input.priority),
            creator: caller.num,
            assignee,
            waits: dependencies.filter(({ status }) => status !== 'completed').length,
            due_at: dueAt(input.due_at),
            metadata: metadataText(input.metadata),
            description: input.description ?? null,
            created_at: now,
          },
          dependencies.map(({ num }) => num),
        );
        const task = await taskNamed(tx, id);
        await writeDown(tx, task, { event: 'created', actor: caller }, now);
        const says = `${caller.alias} gives you the task ${named(task)}${saying(task.description)}`;
        await tell(deps, tx, task, { actor: caller, to: [assignee], intent: 'request', says }, now);
        return { task: await taskInFull(tx, people(tx), task, now), duplicate: false };
      }),
    { bytes: input.title.length + (input.description?.length ?? 0) },
  );
}

/**
 * A task as it is stored.
 * @throws MeshError `not_found`
 */
export async function taskNamed(tx: Tx, id: string): Promise<TaskRow> {
  const row = await tx.tasks.byId(id);
  if (!row) throw notFound('task', id, [], 'list_tasks (listTasks) shows the tasks.');
  return row;
}

/**
 * The tasks to wait for, as of now. They exist before the new one and depends_on never changes, so the only circle a task
 * could close is with itself.
 * @throws MeshError `not_found`, `invalid_request` for that circle, `conflict` when one can never be completed any more
 */
async function dependenciesOf(
  { limits }: Deps,
  tx: Tx,
  id: string,
  wanted: readonly string[],
  now: number,
): Promise<TaskLine[]> {
  if (wanted.includes(id))
    throw invalid('depends_on', `makes a circle: ${id} → ${id}.`, 'A task can only wait for others.');
  const dependencies: TaskLine[] = [];
  for (const other of wanted) {
    const task = asOf(await taskNamed(tx, other), now, limits.taskAttempts);
    if (task.status !== 'completed' && isTerminal(task.status)) {
      throw new MeshError(
        'conflict',
        `${other} is ${task.status}: what depends on it would never become ready. Nothing was created.`,
        {
          hint: 'Leave it out of depends_on, or create a task that does it again and depend on that.',
        },
      );
    }
    if ((await tx.tasks.countDependents(task.num)) >= dependentsOfOne) {
      throw new MeshError(
        'conflict',
        `${other} has ${dependentsOfOne} tasks that depend on it, the most there can be. Nothing was created.`,
        {
          hint: 'Create one task that depends on it, and let the others depend on that.',
        },
      );
    }
    dependencies.push(task);
  }
  return dependencies;
}

/** Answers write years with four digits; a leap second is in RFC 3339 but not in JavaScript. */
function dueAt(text: string | undefined): number | null {
  if (text === undefined) return null;
  const time = Date.parse(text);
  if (time >= 0 && time <= Date.UTC(9999, 11, 31)) return time;
  throw invalid('due_at', 'is not an instant of the years 1970 to 9999.', 'Give one such as 2026-11-23T18:00:00Z.');
}
