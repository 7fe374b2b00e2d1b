import { MeshError } from '../../generated/errors.gen.ts';
import type { TasksService } from '../../generated/service.gen.ts';
import type { Tx } from '../store/port.ts';
import type { TaskRow } from '../store/tasks.ts';
import type { Caller, Deps } from './deps.ts';
import { iso, resolvePeer } from './names.ts';
import { create, taskNamed } from './task-create.ts';
import { listTasks } from './task-list.ts';
import { historyKept, named, saying, tell, writeDown } from './task-notices.ts';
import { checkAssign, checkClaim } from './task-rules.ts';
import { asOf, isReady } from './task-state.ts';
import { lapse, settleTask, tellLate } from './task-time.ts';
import { update } from './task-update.ts';
import { people, taskInFull, taskLine, transition } from './task-views.ts';

/** Claims that ran out and nobody wrote down are looked through for a next task up to here; the sweeper leaves few for long. */
const lapsedLooked = 200;

/** Delegated work with claims and fencing tokens. */
export function tasks(deps: Deps): TasksService<Caller> {
  const { engine, clock } = deps;
  const attempts = deps.limits.taskAttempts;
  return {
    createTask: (caller, input) => create(deps, caller, input),
    updateTask: (caller, input) => update(deps, caller, input),
    listTasks: (caller, input) => listTasks(deps, caller, input),

    async assignTask(caller, { task_id, assignee, note }) {
      const now = clock.now();
      return engine.run(async (tx) => {
        const who = people(tx);
        const before = await settleTask(deps, tx, await taskNamed(tx, task_id), now);
        await checkAssign(who, before, caller);
        const to = await resolvePeer(tx, assignee);
        if (before.assignee === to.num && note === undefined) return { task: await taskInFull(tx, who, before, now) };
        const moved = { ...before, assignee: to.num, note: note ?? before.note, updated_at: now };
        const ends = before.holder !== null && before.holder !== to.num;
        const task: TaskRow = ends
          ? { ...moved, status: 'open', holder: null, lease_ms: null, lease_until: null }
          : moved;
        await tx.tasks.save(task);
        await writeDown(tx, task, { event: 'assigned', actor: caller, note }, now);
        const gives = `${caller.alias} gives the task ${named(task)} to`;
        await tell(
          deps,
          tx,
          task,
          { actor: caller, to: [to.num], intent: 'request', says: `${gives} you${saying(note)}` },
          now,
        );
        const others = [task.creator, before.assignee, before.holder].filter((num) => num !== to.num);
        const ending = ends ? ', which ends the claim on it' : '';
        await tell(
          deps,
          tx,
          task,
          { actor: caller, to: others, says: `${gives} ${to.alias}${ending}${saying(note)}` },
          now,
        );
        return { task: await taskInFull(tx, who, task, now) };
      });
    },

    async claimTask(caller, { task_id, lease_seconds }) {
      const now = clock.now();
      return engine.run(async (tx) => {
        const who = people(tx);
        const before =
          task_id === undefined
            ? await nextFor(deps, tx, caller, now)
            : await settleTask(deps, tx, await taskNamed(tx, task_id), now);
        await checkClaim(tx, who, before, caller, now, attempts);
        const again = before.holder === caller.num;
        // Prolonging never shortens, or a lease of a day would fall to the default.
        const lease = again ? Math.max(before.lease_ms!, lease_seconds * 1000) : lease_seconds * 1000;
        const leased = { ...before, lease_ms: lease, lease_until: now + lease };
        const task: TaskRow = again
          ? leased
          : { ...leased, status: 'working', holder: caller.num, claim: before.claim + 1, updated_at: now };
        await tx.tasks.save(task);
        if (!again) {
          await writeDown(tx, task, { event: 'claimed', actor: caller }, now);
          await tell(
            deps,
            tx,
            task,
            { actor: caller, to: [task.creator], says: `${caller.alias} has claimed ${named(task)}.` },
            now,
          );
        }
        return { task: await taskInFull(tx, who, task, now), claim: task.claim, lease_expires_at: iso(now + lease) };
      });
    },

    async getTask(_caller, { task_id }) {
      const now = clock.now();
      return engine.read(async (tx) => {
        const who = people(tx);
        const row = await taskNamed(tx, task_id);
        const task = asOf(row, now, attempts);
        const history = await tx.tasks.history(row.num, historyKept);
        if (task !== row) history.push(lapse(row, task, attempts));
        const dependencies = (await tx.tasks.dependencies(row.num)).map((other) => asOf(other, now, attempts));
        return {
          task: await taskInFull(tx, who, task, now),
          dependencies: await inTurn(dependencies, (other) => taskLine(who, other, now)),
          history: await inTurn(history.slice(-historyKept), (step) => transition(who, step)),
        };
      });
    },
  };
}

/**
 * The next ready task for a peer, those assigned to it first.
 * @throws MeshError `not_found` when there is none
 */
async function nextFor(deps: Deps, tx: Tx, caller: Caller, now: number): Promise<TaskRow> {
  const lapsed = await tx.tasks.runOut(now, lapsedLooked);
  for (const assignee of [caller.num, null]) {
    const reopened = lapsed.filter(
      (row) => row.assignee === assignee && isReady(asOf(row, now, deps.limits.taskAttempts)),
    );
    const stored = await tx.tasks.next(assignee);
    const first = [...reopened, ...(stored ? [stored] : [])].sort(byUrgency)[0];
    if (first) return settleTask(deps, tx, first, now);
  }
  throw new MeshError(
    'not_found',
    'No task is ready for you: none that is assigned to you or to nobody can be claimed now.',
    {
      hint: 'list_tasks (listTasks) with ready false shows what is held or waits for others. Ask again later.',
    },
  );
}

/** The order in which the store looks for the next task. */
const byUrgency = (a: TaskRow, b: TaskRow): number =>
  a.priority - b.priority || (a.due_at ?? Number.MAX_VALUE) - (b.due_at ?? Number.MAX_VALUE) || a.num - b.num;

/**
 * Writes down what time did to tasks: claims that ran out, and tasks that are late, of which the parties are told once.
 * @param limit tasks at most, 0.1 ms each
 * @returns how many; below `limit` there are no more
 */
export async function sweepTasks(deps: Deps, tx: Tx, now: number, limit: number): Promise<number> {
  const lapsed = await tx.tasks.runOut(now, limit);
  for (const row of lapsed) await settleTask(deps, tx, row, now);
  const late = await tx.tasks.overdue(now, limit - lapsed.length);
  for (const row of late) await tellLate(deps, tx, row, now);
  return lapsed.length + late.length;
}

async function inTurn<T, R>(rows: readonly T[], view: (row: T) => Promise<R>): Promise<R[]> {
  const views: R[] = [];
  for (const row of rows) views.push(await view(row));
  return views;
}
