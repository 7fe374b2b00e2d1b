/** Kinds of values that mean something to a running broker: only real ones reach its rules. */
export type Kind =
  | 'peer'
  | 'label'
  | 'alias'
  | 'message'
  | 'thread'
  | 'task'
  | 'channel'
  | 'key'
  | 'cursor'
  | 'lease'
  | 'held'
  | 'claim'
  | 'version'
  | 'token'
  | 'idempotency';

/** Stands for a value that is known when the request is made; `n` chooses among those there are then, counted from the newest. */
export class Pick {
  readonly kind: Kind;
  readonly n: number;
  /** Whether it is what the caller itself was told: others' leases and claims are refused. */
  readonly own: boolean;

  constructor(kind: Kind, n: number, own: boolean) {
    this.kind = kind;
    this.n = n;
    this.own = own;
  }
}

/** Which field of an answer feeds which kinds. */
const sources: Readonly<Record<string, readonly Kind[]>> = {
  peer_id: ['peer'],
  label: ['peer', 'label'],
  alias: ['peer', 'alias'],
  id: ['message'],
  message_id: ['message', 'thread'],
  thread_id: ['thread', 'message'],
  task_id: ['task'],
  channel: ['channel'],
  key: ['key'],
  next_cursor: ['cursor'],
  lease: ['lease'],
  claim: ['claim'],
  version: ['version'],
  session_token: ['token'],
};

/** Values kept of each kind: the newest are those that are still alive. */
const kept = 50;

/** What the clients of a broker have learnt from its answers. */
export class Pools {
  readonly #values = new Map<string, unknown[]>();

  /** Keeps a value that a peer was told, or all; the newest comes first. */
  add(kind: Kind, value: unknown, who = -1): void {
    for (const pool of [kind, `${kind} of ${who}`]) {
      const values = this.#values.get(pool) ?? [];
      this.#values.set(pool, [value, ...values.filter((known) => known !== value)].slice(0, kept));
    }
  }

  /** Keeps whatever a peer can use in a later request of what it was answered. */
  learn(answer: unknown, who: number): void {
    if (typeof answer !== 'object' || answer === null) return;
    if ('id' in answer && 'lease' in answer) this.add('held', { id: answer.id, lease: answer.lease }, who);
    for (const [field, value] of Object.entries(answer)) {
      if (typeof value === 'object') this.learn(value, who);
      else for (const kind of Object.hasOwn(sources, field) ? sources[field]! : []) this.add(kind, value, who);
    }
  }

  /** The value that a peer sends: every {@link Pick} in it is put in its place; where nothing is known yet, the field is left out. */
  resolve(value: unknown, who: number): unknown {
    if (value instanceof Pick) {
      const own = this.#values.get(`${value.kind} of ${who}`);
      const values = (value.own ? own : undefined) ?? this.#values.get(value.kind) ?? [];
      return values[value.n % Math.max(1, values.length)];
    }
    if (Array.isArray(value)) return value.map((item) => this.resolve(item, who));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([field, item]) => [field, this.resolve(item, who)]));
  }
}
