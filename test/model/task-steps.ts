import fc from 'fast-check';
import { expect } from 'vitest';
import type { CreateTaskRequest } from '../../generated/types.gen.ts';
import type { Mesh, Peer } from '../support/mesh.ts';
import { start } from '../support/times.ts';
import { at, pick, stepsOf } from './command.ts';
import { outcomeOf } from './inbox-real.ts';
import type { ModelTask, TaskModel } from './task-model.ts';

/** A mesh and its peers by label. */
export interface Real {
  readonly mesh: Mesh;
  readonly peers: Readonly<Record<string, Peer>>;
}

/** Labels of the peers. */
export const labels = ['ann', 'bob', 'eve'] as const;

const step = stepsOf<TaskModel, Real>();
const peer = fc.constantFrom(...labels);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
const lease = fc.constantFrom(30, 60, 900);
/** Who acts on a task: mostly whoever may, or else most calls would be refused. */
const actor = fc.option(peer, { nil: undefined, freq: 1 });

/** What does not end a task comes more often, or all would end at once. */
const frequent = [fc.constant('working' as const), fc.constant('input_required' as const)];

/** The broker's list is what the model has; called after each step. */
async function agree(model: TaskModel, { peers }: Real): Promise<void> {
  const { tasks } = await peers.ann!.listTasks({ limit: 100 });
  const wanted = model.rows();
  const shown = tasks.map((row, index) =>
    Object.fromEntries(Object.keys(wanted[index] ?? row).map((key) => [key, row[key as 'claim']])),
  );
  expect(shown).toEqual(wanted);
}

/** A call is refused as the model says, or else answers. */
async function outcome<T>(call: Promise<T>, refused: string | undefined): Promise<T | undefined> {
  const answer = await outcomeOf(call);
  if (refused !== undefined || typeof answer === 'string') {
    expect(answer).toBe(refused ?? 'an answer');
    return undefined;
  }
  return answer;
}

/** Creates a task; histories begin with some. */
export const create = step(
  'create',
  fc.record({
    by: peer,
    assignee: fc.option(peer, { nil: undefined, freq: 1 }),
    priority: fc.constantFrom('low', 'normal', 'high'),
    due: maybe(fc.integer({ min: 0, max: 3000 })),
    after: fc.uniqueArray(pick, { maxLength: 2 }),
  }),
  async (model, real, { by, assignee, priority, due, after }) => {
    const dependencies = [
      ...new Set(after.map((index) => at(model.tasks, index)).filter((task) => task !== undefined)),
    ];
    const body: CreateTaskRequest = {
      title: `Task ${model.tasks.length}`,
      priority,
      depends_on: dependencies.map(({ id }) => id),
    };
    if (assignee !== undefined) body.assignee = assignee;
    const dueAt = due === undefined ? undefined : model.now + due;
    if (dueAt !== undefined) body.due_at = new Date(start + dueAt * 1000).toISOString();
    const dead = dependencies.some((task) => model.ended(task) && task.status !== 'completed');
    const answer = await outcome(real.peers[by]!.createTask(body), dead ? 'conflict' : undefined);
    if (answer) {
      const id = answer.task.task_id;
      const fresh = {
        status: 'open',
        holder: undefined,
        claim: 0,
        attempt: 0,
        lease: 0,
        until: 0,
        unwritten: undefined,
      } as const;
      const task: ModelTask = {
        id,
        creator: by,
        priority,
        due: dueAt,
        dependencies,
        assignee,
        lateTold: false,
        ...fresh,
      };
      model.tasks.push(task);
      model.tell(task, by, [assignee]);
    }
    await agree(model, real);
  },
);

const claim = step(
  'claim',
  fc.record({ by: actor, which: pick, seconds: lease }),
  async (model, real, { by: given, which, seconds }) => {
    const task = at(model.tasks, which);
    if (!task) return;
    const by = given ?? task.assignee ?? 'bob';
    const refused = model.refusesClaim(task, by);
    const answer = await outcome(real.peers[by]!.claimTask({ task_id: task.id, lease_seconds: seconds }), refused);
    if (answer) {
      model.claim(task, by, seconds);
      expect(answer.claim).toBe(task.claim);
      expect(answer.lease_expires_at).toBe(new Date(start + task.until * 1000).toISOString());
    }
    await agree(model, real);
  },
);

const claimNext = step('claimNext', fc.record({ by: peer, seconds: lease }), async (model, real, { by, seconds }) => {
  const next = model.next(by);
  const answer = await outcome(real.peers[by]!.claimTask({ lease_seconds: seconds }), next ? undefined : 'not_found');
  if (answer) {
    expect(answer.task.task_id).toBe(next!.id);
    model.claim(next!, by, seconds);
  }
  await agree(model, real);
});

const update = step(
  'update',
  fc.record({
    by: actor,
    which: pick,
    status: maybe(fc.oneof(...frequent, fc.constantFrom('completed', 'failed', 'canceled', 'rejected'))),
    note: maybe(fc.constant('A note.')),
    claim: fc.constantFrom('current', 'current', 'current', 'stale', 'none'),
  }),
  async (model, real, { by: given, which, status, note, claim }) => {
    const task = at(model.tasks, which);
    if (!task) return;
    const by = given ?? (status === 'canceled' ? task.creator : (task.holder ?? task.assignee ?? task.creator));
    const number = { current: task.claim, stale: task.claim - 1, none: 0 }[claim];
    const input = { ...(status && { status }), ...(note && { note }), ...(number > 0 && { claim: number }) };
    const refused = model.refusesUpdate(task, by, input);
    const answer = await outcome(real.peers[by]!.updateTask({ task_id: task.id, ...input }), refused);
    if (answer) model.update(task, by, input);
    await agree(model, real);
  },
);

const assign = step(
  'assign',
  fc.record({ by: actor, which: pick, to: peer }),
  async (model, real, { by: given, which, to }) => {
    const task = at(model.tasks, which);
    if (!task) return;
    const by = given ?? task.creator;
    const refused = model.refusesAssign(task, by);
    const answer = await outcome(real.peers[by]!.assignTask({ task_id: task.id, assignee: to }), refused);
    if (answer) model.assign(task, by, to);
    await agree(model, real);
  },
);

const heartbeat = step('heartbeat', fc.record({ by: peer }), async (model, real, { by }) => {
  const { lost_tasks } = await real.peers[by]!.heartbeatPeer({ holding: model.tasks.map(({ id }) => id) });
  expect(lost_tasks).toEqual(
    model.tasks.flatMap((task) => {
      const reason = model.lost(task, by);
      if (reason === undefined) task.until = model.now + task.lease;
      return reason === undefined ? [] : [{ task_id: task.id, reason }];
    }),
  );
  await agree(model, real);
});

const pass = step('pass', fc.constantFrom(1, 29, 30, 60, 450, 900), async (model, real, seconds) => {
  model.pass(seconds);
  real.mesh.advance(seconds);
  await agree(model, real);
});

const sweep = step('sweep', fc.constant(undefined), async (model, real) => {
  model.sweep();
  await real.mesh.housekeep();
  await agree(model, real);
});

const crash = step('crash', fc.constant(undefined), async (model, real) => {
  await real.mesh.crash();
  await agree(model, real);
});

/** Takes all notices out of an inbox: one for each task of which the model has told the peer since. */
export async function readNotices(model: TaskModel, { peers, mesh }: Real, label: string): Promise<void> {
  model.sweep();
  await mesh.housekeep();
  const told: string[] = [];
  for (;;) {
    const { messages } = await peers[label]!.pollMessages({ kind: 'task', ack: 'auto', limit: 100 });
    if (messages.length === 0) break;
    told.push(...messages.map(({ task_id }) => `${label} ${task_id}`));
  }
  const wanted = [...model.unread].filter((entry) => entry.startsWith(`${label} `));
  expect(told.toSorted()).toEqual(wanted.toSorted());
  for (const entry of wanted) model.unread.delete(entry);
}

const read = step('read', peer, (model, real, label) => readNotices(model, real, label));

/** All steps, the frequent ones several times. */
export const steps = [
  create,
  create,
  claim,
  claim,
  claimNext,
  update,
  update,
  update,
  assign,
  heartbeat,
  pass,
  pass,
  sweep,
  read,
  crash,
];
