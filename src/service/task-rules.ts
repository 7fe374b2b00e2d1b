import { type ErrorCode, MeshError } from '../../generated/errors.gen.ts';
import type { UpdateTaskInput } from '../../generated/service.gen.ts';
import { invalid } from '../errors.ts';
import type { Tx } from '../store/port.ts';
import type { TaskLine, TaskStatus } from '../store/tasks.ts';
import type { Caller } from './deps.ts';
import { asOf, isTerminal } from './task-state.ts';
import { currentOf, type People } from './task-views.ts';

type Refuse = (code: ErrorCode, detail: string, hint: string) => Promise<MeshError>;

/** Makes the refusals of one request, each with the state that it met. `task` is as of now. */
function refusals(who: People, task: TaskLine): Refuse {
  return async (code, detail, hint) => new MeshError(code, detail, { hint, current: await currentOf(who, task) });
}

/**
 * Nothing more is accepted once a task has ended.
 * @throws MeshError `task_terminal`
 */
export async function checkLive(who: People, task: TaskLine): Promise<void> {
  if (!isTerminal(task.status)) return;
  throw await refusals(who, task)(
    'task_terminal',
    `${task.id} is ${task.status}. Nothing was done.`,
    'It accepts nothing more: create a new task for further work.',
  );
}

/**
 * Whether the caller may claim a task, or prolong its claim.
 * @throws MeshError `forbidden` when it is assigned to another; `conflict` when another holds it, with who, or when
 *   dependencies are not completed, naming them; `task_terminal`
 */
export async function checkClaim(
  tx: Tx,
  who: People,
  task: TaskLine,
  caller: Caller,
  now: number,
  attempts: number,
): Promise<void> {
  await checkLive(who, task);
  const refuse = refusals(who, task);
  if (task.assignee !== null && task.assignee !== caller.num) {
    const assignee = (await who(task.assignee)).label;
    throw await refuse(
      'forbidden',
      `${task.id} is assigned to ${assignee}: nobody else can claim it.`,
      `Ask ${assignee} or the creator to assign it to you (assign_task), or claim another one.`,
    );
  }
  if (task.holder === caller.num) return;
  if (task.holder !== null) {
    const holder = (await who(task.holder)).label;
    throw await refuse(
      'conflict',
      `${task.id} is held by ${holder} under claim ${task.claim}.`,
      'Claim another one; without task_id you get the next that is ready for you.',
    );
  }
  if (task.waits === 0) return;
  const dependencies = (await tx.tasks.dependencies(task.num)).map((row) => asOf(row, now, attempts));
  const unmet = dependencies
    .filter(({ status }) => status !== 'completed')
    .map(({ id, status }) => `${id} (${status})`);
  throw await refuse(
    'conflict',
    `${task.id} is not ready: it waits for ${unmet.join(', ')}.`,
    'Claim it when these are completed, or claim another one.',
  );
}

/**
 * Whether the caller may give a task to another peer: its creator or whoever has it, anyone while nobody has.
 * @throws MeshError `forbidden`, `task_terminal`
 */
export async function checkAssign(who: People, task: TaskLine, caller: Caller): Promise<void> {
  await checkLive(who, task);
  // A claim without an assignment protects its holder as well.
  const owner = task.assignee ?? task.holder;
  if (owner === null || owner === caller.num || task.creator === caller.num) return;
  const [creator, has] = [(await who(task.creator)).label, (await who(owner)).label];
  throw await refusals(who, task)(
    'forbidden',
    `${task.id} is with ${has}: only ${has} or its creator ${creator} can give it to another peer.`,
    `Ask ${creator} or ${has}.`,
  );
}

/** What the holder of a valid claim may set, by the status before. */
const steps: Partial<Record<TaskStatus, readonly TaskStatus[]>> = {
  working: ['working', 'input_required', 'completed', 'failed'],
  input_required: ['input_required', 'working'],
};

/**
 * Whether the caller may make this update.
 * @throws MeshError `task_terminal`; `claim_lost` when the claim number is not that of a valid claim of the caller, or is
 *   missing; `forbidden` when it is not the caller's to change; `conflict` when the status cannot follow; `invalid_request`
 *   when there is nothing to do
 */
export async function checkUpdate(who: People, task: TaskLine, caller: Caller, input: UpdateTaskInput): Promise<void> {
  await checkLive(who, task);
  const { status, claim } = input;
  const refuse = refusals(who, task);
  const mine = {
    created: task.creator === caller.num,
    assigned: task.assignee === caller.num,
    held: task.holder === caller.num,
  };

  if (status === 'canceled') {
    if (mine.created) return;
    throw await refuse(
      'forbidden',
      `Only its creator ${(await who(task.creator)).label} can cancel ${task.id}.`,
      mine.held ? 'Set failed with a reason instead.' : 'Ask its creator.',
    );
  }
  if (claim !== undefined && !(mine.held && claim === task.claim)) {
    throw await refuse(
      'claim_lost',
      `Claim ${claim} on ${task.id} is not valid: ${await standing(who, task, caller)}. Nothing was done.`,
      mine.held
        ? `Send it again with claim ${task.claim}.`
        : 'Stop working on it. To go on, claim it again (claim_task) if it is open.',
    );
  }
  if (claim === undefined && mine.held) {
    throw await refuse(
      'claim_lost',
      `You hold ${task.id} under claim ${task.claim}, but the update names no claim.`,
      `Send it again with claim ${task.claim}, if that is the claim you work under.`,
    );
  }
  if (status === 'rejected') {
    if (!mine.assigned)
      throw await refuse(
        'forbidden',
        `Only the assignee of ${task.id} can reject it.`,
        'Leave it to others, or ask its creator.',
      );
    if (task.status !== 'open')
      throw await refuse(
        'conflict',
        `${task.id} is ${task.status}, and only an open task can be rejected.`,
        `From ${task.status} you can set ${allowed(task.status)}.`,
      );
    return;
  }
  if (mine.held) {
    if (status === undefined || steps[task.status]!.includes(status)) return;
    throw await refuse(
      'conflict',
      `${task.id} is ${task.status}: ${status} cannot follow.`,
      `From ${task.status} you can set ${allowed(task.status)}.`,
    );
  }
  await checkWithoutClaim(refuse, who, task, caller, input, mine);
}

/** The update of a peer that holds no claim and names none: creator and assignee may leave a note, no more. */
async function checkWithoutClaim(
  refuse: Refuse,
  who: People,
  task: TaskLine,
  caller: Caller,
  input: UpdateTaskInput,
  mine: { created: boolean; assigned: boolean },
): Promise<void> {
  const party = mine.created || mine.assigned;
  if (party && input.status === undefined && input.result === undefined) {
    if (input.note !== undefined) return;
    throw invalid(
      'note',
      'is missing, and so is everything else that could change.',
      'Give a note, or a status with your claim.',
    );
  }
  if (!party && (task.assignee !== null || input.status === undefined)) {
    throw await refuse(
      'forbidden',
      `${task.id} is not yours: you are neither its creator nor its assignee.`,
      'Send a message to one of them instead.',
    );
  }
  if (task.holder !== null) {
    throw await refuse(
      'claim_lost',
      `Only who holds ${task.id} can set that: ${await standing(who, task, caller)}.`,
      party
        ? 'Leave a note without status and result; as its creator you can also set canceled.'
        : 'Stop working on it, or claim another one.',
    );
  }
  const choices = [
    'a claim first (claim_task)',
    mine.created && 'canceled',
    mine.assigned && 'rejected',
    'a note alone',
  ].filter(Boolean);
  throw await refuse(
    'conflict',
    `${task.id} is open: ${input.status ?? 'a result'} takes a claim.`,
    `From open you can make ${choices.join(', ')}.`,
  );
}

/** Who has the task now, as a part of a sentence. */
async function standing(who: People, task: TaskLine, caller: Caller): Promise<string> {
  if (task.holder === null) return 'nobody holds it now, its last claim has ended';
  return `${task.holder === caller.num ? 'you hold' : `${(await who(task.holder)).label} holds`} it under claim ${task.claim}`;
}

const allowed = (status: TaskStatus): string => (steps[status] ?? []).join(', ');
