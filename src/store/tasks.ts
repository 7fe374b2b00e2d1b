import type { Awaitable, Millis } from './port.ts';

/** Where a task is. */
export type TaskStatus = 'open' | 'working' | 'input_required' | 'completed' | 'failed' | 'canceled' | 'rejected';

/** Priorities by their stored numbers: what is claimed first comes first. */
export const taskPriorities = ['high', 'normal', 'low'] as const;

/** What happened to a task. */
export type TaskEvent =
  | 'created'
  | 'assigned'
  | 'claimed'
  | 'updated'
  | 'lease_expired'
  | 'overdue'
  | 'dependency_failed';

/** What lists need of a task. A claim whose `lease_until` has passed is as it was last written: it no longer holds. */
export interface TaskLine {
  readonly num: number;
  readonly id: string;
  readonly title: string;
  readonly status: TaskStatus;
  /** Index into {@link taskPriorities}. */
  readonly priority: number;
  readonly creator: number;
  readonly assignee: number | null;
  readonly holder: number | null;
  /** Number of the last claim, 0 when there was none. */
  readonly claim: number;
  /** Length that the claim was made with, in milliseconds; null without a holder. */
  readonly lease_ms: number | null;
  readonly lease_until: Millis | null;
  /** Claims that ran out. */
  readonly attempt: number;
  /** Dependencies that are not completed. */
  readonly waits: number;
  readonly due_at: Millis | null;
  readonly created_at: Millis;
  readonly updated_at: Millis;
  /** When it came to a terminal status. */
  readonly ended_at: Millis | null;
}

/** A task as it is stored. */
export interface TaskRow extends TaskLine {
  readonly note: string | null;
  /** JSON of a map of strings. */
  readonly metadata: string | null;
  readonly description: string | null;
  readonly result: string | null;
}

/** A task to be: open, not claimed. */
export type NewTask = Pick<
  TaskRow,
  'id' | 'title' | 'priority' | 'creator' | 'assignee' | 'waits' | 'due_at' | 'metadata' | 'description' | 'created_at'
>;

/** A row of the history of a task. Without an actor it was the broker. */
export interface TaskTransitionRow {
  readonly at: Millis;
  readonly event: TaskEvent;
  readonly status: TaskStatus;
  readonly actor: number | null;
  readonly assignee: number | null;
  readonly claim: number;
  readonly note: string | null;
}

/** Where to look for tasks, newest first. */
export interface TaskFilter {
  /** `assigned`: to `peer`, or claimed by it, be the claim valid or not. */
  readonly role: 'assigned' | 'created' | 'any';
  readonly peer: number;
  /** Leaves out what has ended. */
  readonly live: boolean;
  /** Rows older than this task number. */
  readonly before: number;
  readonly limit: number;
}

/** A task that a peer holds by a valid claim. */
export interface HeldTaskRow {
  readonly task_id: string;
  readonly title: string;
  readonly status: TaskStatus;
  readonly claim: number;
  readonly lease_expires_at: Millis;
}

/** A task that a peer named and does not hold, as `LostTask` of the contract. */
export interface LostTaskRow {
  readonly task_id: string;
  readonly reason: 'canceled' | 'finished' | 'reassigned' | 'lease_expired' | 'not_found';
}

/** Tasks, what they wait for, and what happened to them. */
export interface TaskTable {
  /** Stores an open task that waits for `dependencies`, all of them older; answers its number. */
  insert(row: NewTask, dependencies: readonly number[]): Awaitable<number>;
  byId(id: string): Awaitable<TaskRow | undefined>;
  /** Writes down what may change: status, assignee, claim, attempt, note, result, times. */
  save(row: TaskRow): Awaitable<void>;
  /** Adds to the history of a task, of which the newest `kept` rows remain. */
  record(task: number, row: TaskTransitionRow, kept: number): Awaitable<void>;
  /** The newest rows of a history, oldest first. */
  history(task: number, limit: number): Awaitable<TaskTransitionRow[]>;
  /** What a task waits for, in the order given at its creation. */
  dependencies(task: number): Awaitable<TaskLine[]>;
  /** How many tasks wait for this one or did. */
  countDependents(task: number): Awaitable<number>;
  /** Tasks that have not ended and depend on this one, oldest first. */
  dependents(task: number): Awaitable<TaskRow[]>;
  /** Those that wait for this task have one less to wait for. */
  unblock(task: number): Awaitable<void>;
  /** The first ready task of an assignee (null: of nobody), by priority, due time and age. */
  next(assignee: number | null): Awaitable<TaskRow | undefined>;
  list(filter: TaskFilter): Awaitable<TaskLine[]>;
  /** Tasks whose claim has run out, longest first. */
  runOut(now: Millis, limit: number): Awaitable<TaskRow[]>;
  /** Tasks that are late and of which nobody was told, longest first. */
  overdue(now: Millis, limit: number): Awaitable<TaskRow[]>;
  /** Notes that the parties were told that a task is late. */
  tellOverdue(task: number): Awaitable<void>;
  /** What a peer holds by valid claims, oldest task first; at most 100. */
  heldBy(peer: number, now: Millis): Awaitable<HeldTaskRow[]>;
  /** Prolongs those of the named tasks that the peer holds by a valid claim; answers the others, with the reason. */
  prolong(peer: number, ids: readonly string[], now: Millis): Awaitable<LostTaskRow[]>;
  /** After a clock that was set back: no claim lasts longer from now than the length it was made with. */
  rebase(now: Millis): Awaitable<void>;
  /** Deletes tasks that ended before, unless one that has not ended depends on them; answers how many. */
  collect(before: Millis, limit: number): Awaitable<number>;
}
