import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { MeshClient } from '../../generated/client.gen.ts';
import type { Link } from './link.ts';
import { type Outbox, type OutboxEntry, type Outgoing, openOutbox } from './outbox.ts';
import { isAway, spread, type Timing, withRetries } from './retry.ts';
import type { Session } from './session.ts';

/** What a sender is made of. */
export interface SenderOptions {
  readonly session: Session;
  readonly link: Link;
  readonly timing: Timing;
}

/** Calls the broker with the patience that a restart of it needs, and keeps what it cannot confirm. */
export interface Sender {
  /**
   * Repeats a piece of work while the broker is away for a moment; not when it may have been done and is not
   * `repeatable`. A broker that has been away for longer is asked once, so that reads fail at once.
   */
  repeat<T>(work: () => Promise<T>, repeatable: boolean): Promise<T>;
  /** Calls an operation like that. */
  call<T>(work: (client: MeshClient) => Promise<T>, repeatable: boolean): Promise<T>;
  /** Sends once, or keeps it in the outbox: then the entry is answered, and delivered as soon as the broker is back. Throws MeshError when it was refused. */
  send(operation: Outgoing, body: Record<string, unknown>): Promise<object | OutboxEntry>;
  /** Delivers what waits in the outbox as far as the broker lets. */
  flush(): Promise<void>;
  /** The outbox of this session, once it is known whose it is. */
  outbox(): Outbox | undefined;
}

/** Milliseconds within which a restart of the broker is ridden out. */
const BUDGET_MS = 5_000;

/** Milliseconds between two tries to deliver what waits. */
const TRY_MS = { first: 1_000, most: 15_000 };

/** A key for one request and all its repetitions. */
export const newKey = (): string => randomUUID();

/** True for what {@link Sender.send} could only keep. */
export function isKept(answer: object): answer is OutboxEntry {
  return 'queued_at' in answer;
}

/** Makes a sender; the outbox is opened when it is first looked for. */
export function createSender({ session, link, timing }: SenderOptions): Sender {
  let opened: Outbox | undefined;
  const outbox = () => {
    const id = session.fileId();
    if (id !== undefined) opened ??= openOutbox(join(link.config().home, 'outbox', id), timing.now);
    return opened;
  };
  const budget = () => Math.max(0, BUDGET_MS - (timing.now() - (link.downSince() ?? timing.now())));

  const repeat: Sender['repeat'] = (work, repeatable) => withRetries(work, { repeatable, budget: budget(), timing });
  const call: Sender['call'] = (work, repeatable) => repeat(() => session.run(work), repeatable);
  const post = (operation: Outgoing, body: object) =>
    call((client) => client[operation](body as never) as Promise<object>, true);
  const flush = async () => {
    if (!outbox()?.waiting()) return;
    await outbox()!.flush(async ({ operation, body }) => void (await post(operation, body)), isAway);
  };
  let draining = false;
  const drain = async () => {
    if (draining) return;
    draining = true;
    for (let wait = TRY_MS.first; outbox()!.waiting() > 0; wait = Math.min(2 * wait, TRY_MS.most)) {
      await timing.sleep(spread(wait, timing));
      await flush().catch(() => {});
    }
    draining = false;
  };
  const keep = (operation: Outgoing, body: Record<string, unknown>) => {
    const entry = outbox()?.add(operation, body);
    if (entry) void drain();
    return entry;
  };

  return {
    repeat,
    call,
    async send(operation, given) {
      const body = { ...given, idempotency_key: newKey() };
      // What was kept before goes first: messages to one peer stay in order.
      if (link.downSince() === undefined) await flush();
      if (outbox()?.waiting()) return keep(operation, body)!;
      try {
        return await post(operation, body);
      } catch (error) {
        const kept = isAway(error) ? keep(operation, body) : undefined;
        if (!kept) throw error;
        return kept;
      }
    },
    flush,
    outbox,
  };
}
