import type { Database } from 'better-sqlite3';
import type { TaskFilter, TaskLine, TaskRow, TaskTable } from '../store/tasks.ts';

/** The verbs that find tasks. */
export type TaskListVerbs = Pick<TaskTable, 'byId' | 'dependencies' | 'dependents' | 'next' | 'list'>;

/** Columns of a `TaskLine`, of tasks named t. */
const lineColumns = `t.num, t.id, t.title, t.status, t.priority, t.creator, t.assignee, t.holder, t.claim, t.lease_ms, t.lease_until,
  t.attempt, t.waits, t.due_at, t.created_at, t.updated_at, t.ended_at`;

/** Columns of a `TaskRow`, of tasks named t. */
export const rowColumns = `${lineColumns}, t.note, t.metadata, t.description, t.result`;

/** Lists of tasks in SQLite. */
export function taskLists(db: Database): TaskListVerbs {
  const byId = db.prepare<[string], TaskRow>(`SELECT ${rowColumns} FROM tasks t WHERE t.id = ?`);
  const dependencies = db.prepare<
    [number],
    TaskLine
  >(`SELECT ${lineColumns} FROM task_dependencies d JOIN tasks t ON t.num = d.dependency
    WHERE d.task = ? ORDER BY d.place`);
  const dependents = db.prepare<
    [number],
    TaskRow
  >(`SELECT ${rowColumns} FROM task_dependencies d JOIN tasks t ON t.num = d.task
    WHERE d.dependency = ? AND t.ended_at IS NULL ORDER BY d.task`);
  // The whole order is in the index of ready tasks: the first row is the answer.
  const next = db.prepare<[number | null], TaskRow>(`SELECT ${rowColumns} FROM tasks t
    WHERE t.status = 'open' AND t.waits = 0 AND t.assignee IS ?
    ORDER BY t.priority, COALESCE(t.due_at, 9223372036854775807), t.num LIMIT 1`);

  const places = { any: '', created: 't.creator = @peer AND', assigned: 'COALESCE(t.holder, t.assignee) = @peer AND' };
  const page = (role: TaskFilter['role'], live: string) =>
    db.prepare<[object], TaskLine>(`SELECT ${lineColumns} FROM tasks t
      WHERE ${places[role]} ${live} t.num < @before ORDER BY t.num DESC LIMIT @limit`);
  const pages = (live: string) => ({
    any: page('any', live),
    created: page('created', live),
    assigned: page('assigned', live),
  });
  const every = pages('');
  const live = pages('t.ended_at IS NULL AND');

  return {
    byId: (id) => byId.get(id),
    dependencies: (task) => dependencies.all(task),
    dependents: (task) => dependents.all(task),
    next: (assignee) => next.get(assignee),
    list: (filter) =>
      (filter.live ? live : every)[filter.role].all({ peer: filter.peer, before: filter.before, limit: filter.limit }),
  };
}
