import type { Database } from 'better-sqlite3';
import type { HeldTaskRow, LostTaskRow, TaskRow, TaskTable } from '../store/tasks.ts';
import { rowColumns } from './task-lists.ts';

/** The verbs of claims and of what time does to tasks. */
export type TaskLeaseVerbs = Pick<TaskTable, 'runOut' | 'overdue' | 'heldBy' | 'prolong' | 'rebase'>;

type Named = Pick<TaskRow, 'num' | 'status' | 'assignee' | 'holder' | 'lease_until'>;

/** Claims in SQLite. */
export function taskLeases(db: Database): TaskLeaseVerbs {
  const runOut = db.prepare<[number, number], TaskRow>(
    `SELECT ${rowColumns} FROM tasks t WHERE t.lease_until <= ? ORDER BY t.lease_until LIMIT ?`,
  );
  const overdue = db.prepare<[number, number], TaskRow>(
    `SELECT ${rowColumns} FROM tasks t WHERE t.late_at <= ? ORDER BY t.late_at LIMIT ?`,
  );
  const heldBy = db.prepare<
    [number, number],
    HeldTaskRow
  >(`SELECT id AS task_id, title, status, claim, lease_until AS lease_expires_at
    FROM tasks WHERE holder = ? AND lease_until > ? ORDER BY num LIMIT 100`);
  const named = db.prepare<[string], Named>(
    'SELECT num, status, assignee, holder, lease_until FROM tasks WHERE id = ?',
  );
  const prolong = db.prepare('UPDATE tasks SET lease_until = ? + lease_ms WHERE num = ?');
  const rebase = db.prepare('UPDATE tasks SET lease_until = @now + lease_ms WHERE lease_until > @now + lease_ms');

  return {
    runOut: (now, limit) => runOut.all(now, limit),
    overdue: (now, limit) => overdue.all(now, limit),
    heldBy: (peer, now) => heldBy.all(peer, now),
    prolong(peer, ids, now) {
      const lost: LostTaskRow[] = [];
      for (const task_id of ids) {
        const task = named.get(task_id);
        if (task?.holder === peer && task.lease_until! > now) prolong.run(now, task.num);
        else lost.push({ task_id, reason: task ? reason(task, peer) : 'not_found' });
      }
      return lost;
    },
    rebase: (now) => void rebase.run({ now }),
  };
}

/** A claim ends early only when the task ends or goes to another peer; else it ran out, and whoever holds the task now claimed it after that. */
function reason(task: Named, peer: number): LostTaskRow['reason'] {
  if (task.status === 'canceled') return 'canceled';
  if (task.status === 'completed' || task.status === 'failed' || task.status === 'rejected') return 'finished';
  return task.assignee !== null && task.assignee !== peer ? 'reassigned' : 'lease_expired';
}
