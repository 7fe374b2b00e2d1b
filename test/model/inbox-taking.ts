import fc from 'fast-check';
import { expect } from 'vitest';
import type { AckItem, AckResult, Message, PollMessagesRequest } from '../../generated/types.gen.ts';
import { at, pick } from './command.ts';
import type { Delivery, Handed, InboxModel, Outcome } from './inbox-model.ts';
import { intent, labelOf, outcomeOf, peer, type Real, rarely, sent, step } from './inbox-real.ts';

const outcome = fc.constantFrom<Outcome>('acked', 'acked', 'released', 'extend');
const acks = fc.array(fc.record({ of: pick, outcome, whose: rarely(peer) }), { maxLength: 4 });
const leaseSeconds = fc.constantFrom(5, 60, 900);

/** Chooses from all that was ever handed out, to the caller or, rarely, to somebody else. */
function chosen(
  model: InboxModel,
  label: string,
  choices: readonly { of: number; whose: number | undefined; outcome: Outcome }[],
) {
  return choices.flatMap(({ of, whose, outcome }) => {
    const handed = at(model.handed.get(whose === undefined ? label : labelOf(model, whose))!, of);
    return handed ? [{ handed, item: { id: handed.id, lease: handed.lease, outcome } satisfies AckItem }] : [];
  });
}

/** What the model says of acknowledgements, one after the other. */
function settled(
  model: InboxModel,
  label: string,
  items: { handed: Handed; item: AckItem }[],
  seconds: number,
): AckResult[] {
  return items.map(({ handed, item }) => {
    const result = model.settle(label, handed, item.outcome!, seconds);
    const prolonged = result === 'extended' && { lease_expires_at: iso(model.now + seconds * 1000) };
    return { id: item.id, result, ...prolonged };
  });
}

/** Acknowledges, gives back or prolongs, however late. */
export const ack = step(
  'ack',
  fc.record({ who: peer, acks, lease_seconds: leaseSeconds }),
  async (model, { peers }, { who, acks, lease_seconds }) => {
    const label = labelOf(model, who);
    const items = chosen(model, label, acks);
    if (items.length === 0) return;
    const answer = await outcomeOf(peers[label]!.ackMessages({ items: items.map(({ item }) => item), lease_seconds }));
    const results = settled(model, label, items, lease_seconds);
    expect(answer).toEqual(results.every(({ result }) => result === 'not_found') ? 'not_found' : { results });
  },
);

const filters = fc.oneof(
  fc.constant({}),
  fc.record(
    {
      from: peer,
      channel: fc.constantFrom('#all', '#ops'),
      thread: pick,
      kind: fc.constantFrom('direct', 'channel', 'system'),
      intent,
    },
    { requiredKeys: [] },
  ),
);

/** Leases what is ready, through filters or without, and settles what came before. */
export const poll = step(
  'poll',
  fc.record({
    who: peer,
    filters,
    limit: fc.integer({ min: 1, max: 4 }),
    lease_seconds: leaseSeconds,
    auto: fc.boolean(),
    acks,
  }),
  async (model, real, { who, filters, limit, lease_seconds, auto, acks }) => {
    const { from, thread, ...others } = filters as { from?: number; thread?: number };
    const thread_id = sent(model, thread)?.thread;
    const filter = {
      ...others,
      ...(from !== undefined && { from: labelOf(model, from) }),
      ...(thread_id && { thread_id }),
    };
    const ack = auto && limit === 1 ? ('auto' as const) : ('explicit' as const);
    await pollAndCompare(model, real, labelOf(model, who), { ...filter, limit, lease_seconds, ack }, acks);
  },
);

type Choices = Parameters<typeof chosen>[2];

/** Polls and compares with what the model gives out. */
export async function pollAndCompare(
  model: InboxModel,
  { peers }: Real,
  label: string,
  request: PollMessagesRequest & { limit: number; lease_seconds: number },
  acks: Choices = [],
): Promise<Message[]> {
  const items = chosen(model, label, acks);
  const answer = await peers[label]!.pollMessages({ ...request, acks: items.map(({ item }) => item) });
  expect(answer.ack_results).toEqual(settled(model, label, items, request.lease_seconds));
  model.runOut(label);
  const ready = model.ready(label, request);
  const given = ready.slice(0, request.limit);
  expect(answer.messages.map(({ seq }) => seq)).toEqual(given.map(({ seq }) => seq));
  for (const [n, delivery] of given.entries()) {
    handOut(model, label, delivery, answer.messages[n]!, model.now + request.lease_seconds * 1000);
    if (request.ack === 'auto') delivery.state = 'acked';
  }
  expect(answer.remaining).toBe(Math.min(ready.length - given.length, model.limits.inboxMessages));
  expect(answer.unread).toEqual(model.unread(label));
  return answer.messages;
}

/** Leases one delivery in the model, and compares it with what was given out. */
function handOut(model: InboxModel, label: string, delivery: Delivery, given: Message, until: number): void {
  const { message } = delivery;
  delivery.attempt++;
  delivery.state = 'leased';
  delivery.leaseUntil = until;
  delivery.lease = given.lease;
  message.id ??= given.id;
  expect(given).toMatchObject({
    id: message.id,
    kind: message.kind,
    intent: message.intent,
    body: message.body ?? expect.stringContaining(message.replyTo!),
    from: { label: message.sender ?? 'broker' },
    thread_id: message.thread,
    attempt: delivery.attempt,
    redelivered: delivery.attempt > 1,
    lease_expires_at: iso(until),
  });
  expect([given.in_reply_to, given.channel]).toEqual([message.replyTo, message.channel]);
  model.handed.get(label)!.push({ id: given.id, seq: given.seq, lease: given.lease });
}

const iso = (time: number) => new Date(time).toISOString();

/** Takes everything again and again and never acknowledges it, until the last attempts run out. */
export const neglect = step(
  'neglect',
  fc.record({ who: peer, times: fc.constantFrom(2, 2, 3, 3, 21) }),
  async (model, real, { who, times }) => {
    for (let n = 0; n < times; n++) {
      await pollAndCompare(model, real, labelOf(model, who), { limit: 100, lease_seconds: 5 });
      real.mesh.advance(5);
      model.now += 5_000;
    }
  },
);
