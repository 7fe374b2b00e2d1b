import type { TaskPriority, TaskStatus } from '../../generated/types.gen.ts';

/** A task of the model. Peers by label, times in seconds. */
export interface ModelTask {
  readonly id: string;
  readonly creator: string;
  readonly priority: TaskPriority;
  readonly due: number | undefined;
  readonly dependencies: readonly ModelTask[];
  assignee: string | undefined;
  holder: string | undefined;
  status: TaskStatus;
  claim: number;
  attempt: number;
  lease: number;
  until: number;
  /** Who held it when its claim ran out, until the broker has written that down. */
  unwritten: string | undefined;
  lateTold: boolean;
}

/** An update as a step makes it. */
export interface ModelUpdate {
  readonly status?: TaskStatus;
  readonly note?: string;
  readonly claim?: number;
}

const endings: readonly TaskStatus[] = ['completed', 'failed', 'canceled', 'rejected'];
const order: readonly TaskPriority[] = ['high', 'normal', 'low'];

/** Tasks as the rules have them: no rows, no laziness, all of them in memory. */
export class TaskModel {
  now = 0;
  readonly tasks: ModelTask[] = [];
  /** Unread notices: recipient and task. */
  readonly unread = new Set<string>();

  ended = (task: ModelTask): boolean => endings.includes(task.status);
  ready = (task: ModelTask): boolean =>
    task.status === 'open' && task.dependencies.every((other) => other.status === 'completed');

  /** Lets time pass: claims that run out on the way end there and then. */
  pass(seconds: number): void {
    this.now += seconds;
    for (const task of this.tasks) {
      if (task.holder === undefined || task.until > this.now) continue;
      task.unwritten = task.holder;
      task.holder = undefined;
      task.attempt++;
      task.status = task.attempt === 3 ? 'failed' : 'open';
    }
  }

  /** What the broker does before it changes a task: it writes down that a claim ran out, and tells. */
  write(task: ModelTask): void {
    if (task.unwritten === undefined) return;
    this.tell(task, undefined, [task.creator, task.assignee, task.unwritten]);
    task.unwritten = undefined;
    if (this.ended(task)) this.tellDependents(task, undefined);
  }

  /** What the sweeper does. */
  sweep(): void {
    for (const task of this.tasks) this.write(task);
    for (const task of this.tasks) {
      if (task.lateTold || task.due === undefined || task.due > this.now) continue;
      task.lateTold = true;
      if (!this.ended(task)) this.tell(task, undefined, [task.creator, task.assignee, task.holder]);
    }
  }

  tell(task: ModelTask, actor: string | undefined, to: readonly (string | undefined)[]): void {
    for (const label of to) if (label !== undefined && label !== actor) this.unread.add(`${label} ${task.id}`);
  }

  tellDependents(task: ModelTask, actor: string | undefined): void {
    for (const other of this.tasks) {
      if (!other.dependencies.includes(task) || this.ended(other)) continue;
      this.tell(other, actor, [other.creator, other.assignee]);
    }
  }

  /** The code that a claim is refused with. */
  refusesClaim(task: ModelTask, by: string): string | undefined {
    if (this.ended(task)) return 'task_terminal';
    if (task.assignee !== undefined && task.assignee !== by) return 'forbidden';
    if (task.holder === by) return undefined;
    return task.holder !== undefined || !this.ready(task) ? 'conflict' : undefined;
  }

  claim(task: ModelTask, by: string, seconds: number): void {
    this.write(task);
    const again = task.holder === by;
    task.lease = again ? Math.max(task.lease, seconds) : seconds;
    task.until = this.now + task.lease;
    if (again) return;
    Object.assign(task, { status: 'working', holder: by, claim: task.claim + 1 });
    this.tell(task, by, [task.creator]);
  }

  /** The task that a peer gets when it asks for the next. */
  next(by: string): ModelTask | undefined {
    const rank = (task: ModelTask) => [
      task.assignee === by ? 0 : 1,
      order.indexOf(task.priority),
      task.due ?? Infinity,
    ];
    const mine = this.tasks.filter((task) => this.ready(task) && [by, undefined].includes(task.assignee));
    return mine.toSorted((a, b) => compare(rank(a), rank(b)))[0];
  }

  /** The code that an update is refused with. */
  refusesUpdate(task: ModelTask, by: string, { status, note, claim }: ModelUpdate): string | undefined {
    if (this.ended(task)) return 'task_terminal';
    if (status === 'canceled') return task.creator === by ? undefined : 'forbidden';
    const holds = task.holder === by;
    if (claim === undefined ? holds : !holds || claim !== task.claim) return 'claim_lost';
    if (status === 'rejected')
      return task.assignee !== by ? 'forbidden' : task.status === 'open' ? undefined : 'conflict';
    if (holds)
      return task.status === 'input_required' && (status === 'completed' || status === 'failed')
        ? 'conflict'
        : undefined;
    const party = task.creator === by || task.assignee === by;
    if (party && status === undefined) return note === undefined ? 'invalid_request' : undefined;
    if (!party && (task.assignee !== undefined || status === undefined)) return 'forbidden';
    return task.holder === undefined ? 'conflict' : 'claim_lost';
  }

  update(task: ModelTask, by: string, { status = task.status, note }: ModelUpdate): void {
    this.write(task);
    const { holder } = task;
    if (holder === by) task.until = this.now + task.lease;
    if (status === task.status && note === undefined) return;
    task.status = status;
    this.tell(task, by, [task.creator, task.assignee, holder]);
    if (!this.ended(task)) return;
    task.holder = undefined;
    if (status !== 'completed') this.tellDependents(task, by);
  }

  /** The code that an assignment is refused with. */
  refusesAssign(task: ModelTask, by: string): string | undefined {
    if (this.ended(task)) return 'task_terminal';
    const owner = task.assignee ?? task.holder;
    return owner === undefined || owner === by || task.creator === by ? undefined : 'forbidden';
  }

  assign(task: ModelTask, by: string, to: string): void {
    this.write(task);
    if (task.assignee === to) return;
    this.tell(task, by, [to, task.creator, task.assignee, task.holder]);
    task.assignee = to;
    if (task.holder !== undefined && task.holder !== to) Object.assign(task, { status: 'open', holder: undefined });
  }

  /** Why a peer does not hold a task that it names; undefined when it does. */
  lost(task: ModelTask, by: string): string | undefined {
    if (task.holder === by) return undefined;
    if (task.status === 'canceled') return 'canceled';
    // A claim that ran out for good is first told as such, and as finished once that is written down.
    if (this.ended(task) && task.unwritten === undefined) return 'finished';
    return task.assignee !== undefined && task.assignee !== by ? 'reassigned' : 'lease_expired';
  }

  /** What a list shows, newest first. */
  rows() {
    return this.tasks.toReversed().map((task) => ({
      task_id: task.id,
      status: task.status,
      claim: task.claim,
      attempt: task.attempt,
      ready: this.ready(task),
      overdue: task.due !== undefined && task.due <= this.now && !this.ended(task),
      assignee: task.assignee,
      holder: task.holder,
    }));
  }
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : a[at]! - b[at]!;
}
