import type { components } from '../../generated/types.gen.ts';
import type { PeerRow } from '../store/peers.ts';
import type { Tx } from '../store/port.ts';
import { type TaskLine, type TaskRow, type TaskTransitionRow, taskPriorities } from '../store/tasks.ts';
import { iso, nameOf, present } from './names.ts';
import { isOverdue, isReady } from './task-state.ts';

type Schemas = components['schemas'];

/** Peers by number, each read once. Identities are archived, never deleted, so that there always is one. */
export type People = (num: number) => Promise<PeerRow>;

/** The peers of one transaction. */
export function people(tx: Tx): People {
  const known = new Map<number, PeerRow>();
  return async (num) => {
    const row = known.get(num) ?? (await tx.peers.get(num))!;
    known.set(num, row);
    return row;
  };
}

/** A task as answers show it in full. `task` is as of `now`. */
export async function taskInFull(tx: Tx, who: People, task: TaskRow, now: number): Promise<Schemas['Task']> {
  const name = async (num: number | null) => (num === null ? null : nameOf(await who(num)));
  const dependencies = await tx.tasks.dependencies(task.num);
  return {
    ...shared(task, now),
    created_by: nameOf(await who(task.creator)),
    depends_on: dependencies.map(({ id }) => id),
    created_at: iso(task.created_at),
    ...present({
      description: task.description,
      assignee: await name(task.assignee),
      holder: await name(task.holder),
      lease_expires_at: task.lease_until === null ? null : iso(task.lease_until),
      note: task.note,
      result: task.result,
      metadata: task.metadata === null ? null : (JSON.parse(task.metadata) as Schemas['Metadata']),
    }),
  };
}

/** A task as lists show it. `task` is as of `now`. */
export async function taskLine(who: People, task: TaskLine, now: number): Promise<Schemas['TaskRow']> {
  const label = async (num: number | null) => (num === null ? null : (await who(num)).label);
  return {
    ...shared(task, now),
    created_by: (await who(task.creator)).label,
    ...present({ assignee: await label(task.assignee), holder: await label(task.holder) }),
  };
}

/** A row of a history as answers show it. */
export async function transition(who: People, row: TaskTransitionRow): Promise<Schemas['TaskTransition']> {
  const label = async (num: number | null) => (num === null ? null : (await who(num)).label);
  return {
    at: iso(row.at),
    event: row.event,
    status: row.status,
    claim: row.claim,
    ...present({ by: await label(row.actor), assignee: await label(row.assignee), note: row.note }),
  };
}

/** The state that a conflicting request met. */
export async function currentOf(who: People, task: TaskLine): Promise<Schemas['CurrentState']> {
  return {
    task_id: task.id,
    status: task.status,
    claim: task.claim,
    ...(task.holder !== null && { holder: (await who(task.holder)).label, lease_expires_at: iso(task.lease_until!) }),
  };
}

function shared(task: TaskLine, now: number) {
  return {
    task_id: task.id,
    title: task.title,
    status: task.status,
    priority: taskPriorities[task.priority]!,
    claim: task.claim,
    attempt: task.attempt,
    ready: isReady(task),
    overdue: isOverdue(task, now),
    updated_at: iso(task.updated_at),
    ...(task.due_at !== null && { due_at: iso(task.due_at) }),
  };
}
