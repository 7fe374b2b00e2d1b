import type { Database } from 'better-sqlite3';
import type { TaskTable, TaskTransitionRow } from '../store/tasks.ts';
import { taskLeases } from './task-leases.ts';
import { taskLists } from './task-lists.ts';

/** Tasks in SQLite; lists and the leases of claims have files of their own. */
export function taskTable(db: Database): TaskTable {
  const insert =
    db.prepare(`INSERT INTO tasks (id, title, status, priority, creator, assignee, waits, due_at, late_at, created_at, updated_at, metadata, description)
    VALUES (@id, @title, 'open', @priority, @creator, @assignee, @waits, @due_at, @due_at, @created_at, @created_at, @metadata, @description)`);
  const depend = db.prepare(
    'INSERT INTO task_dependencies (task, place, dependency) VALUES (@task, @place, @dependency)',
  );
  const save =
    db.prepare(`UPDATE tasks SET status = @status, assignee = @assignee, holder = @holder, claim = @claim, lease_ms = @lease_ms,
    lease_until = @lease_until, attempt = @attempt, updated_at = @updated_at, ended_at = @ended_at,
    late_at = CASE WHEN @ended_at IS NULL THEN late_at END, note = @note, result = @result
    WHERE num = @num`);
  const record = db
    .prepare<[object], number>(`INSERT INTO task_history (task, seq, at, event, status, actor, assignee, claim, note)
    SELECT @task, COALESCE(MAX(seq), 0) + 1, @at, @event, @status, @actor, @assignee, @claim, @note FROM task_history WHERE task = @task
    RETURNING seq`)
    .pluck();
  const forget = db.prepare('DELETE FROM task_history WHERE task = ? AND seq <= ?');
  const history = db.prepare<[number, number], TaskTransitionRow>(
    'SELECT at, event, status, actor, assignee, claim, note FROM task_history WHERE task = ? ORDER BY seq DESC LIMIT ?',
  );
  const countDependents = db
    .prepare<[number], number>('SELECT COUNT(*) FROM task_dependencies WHERE dependency = ?')
    .pluck();
  const unblock = db.prepare(
    'UPDATE tasks SET waits = waits - 1 WHERE num IN (SELECT task FROM task_dependencies WHERE dependency = ?)',
  );
  const tellOverdue = db.prepare('UPDATE tasks SET late_at = NULL WHERE num = ?');
  const ended = db
    .prepare<[number, number], number>(`SELECT t.num FROM tasks t WHERE t.ended_at < ?
      AND NOT EXISTS (SELECT 1 FROM task_dependencies d JOIN tasks w ON w.num = d.task WHERE d.dependency = t.num AND w.ended_at IS NULL)
    ORDER BY t.ended_at LIMIT ?`)
    .pluck();
  const remove = [
    'DELETE FROM task_dependencies WHERE task = ?',
    'DELETE FROM task_dependencies WHERE dependency = ?',
    'DELETE FROM task_history WHERE task = ?',
    'DELETE FROM tasks WHERE num = ?',
  ].map((sql) => db.prepare<[number]>(sql));

  return {
    ...taskLists(db),
    ...taskLeases(db),
    insert(row, dependencies) {
      const task = Number(insert.run(row).lastInsertRowid);
      for (const [place, dependency] of dependencies.entries()) depend.run({ task, place, dependency });
      return task;
    },
    save: (row) => void save.run(row),
    record(task, row, kept) {
      const seq = record.get({ task, ...row })!;
      if (seq > kept) forget.run(task, seq - kept);
    },
    history: (task, limit) => history.all(task, limit).reverse(),
    countDependents: (task) => countDependents.get(task)!,
    unblock: (task) => void unblock.run(task),
    tellOverdue: (task) => void tellOverdue.run(task),
    collect(before, limit) {
      const nums = ended.all(before, limit);
      for (const num of nums) for (const statement of remove) statement.run(num);
      return nums.length;
    },
  };
}
