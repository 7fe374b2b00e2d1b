import fc from 'fast-check';
import { expect } from 'vitest';
import { at, pick } from './command.ts';
import type { InboxModel, Sent } from './inbox-model.ts';
import { intent, labelOf, outcomeOf, peer, rarely, sent, step } from './inbox-real.ts';
import { ack, neglect, poll } from './inbox-taking.ts';

const key = rarely(fc.constantFrom('k1', 'k2', 'k3'));

interface Place {
  readonly in_reply_to?: string;
  readonly thread?: string;
  readonly hops?: number;
  /** The code that the reply is refused with. */
  readonly refused?: string;
}

/** Where a reply belongs. */
function replyTo(label: string, parent: Sent | undefined): Place {
  if (!parent?.id) return {};
  const mine = parent.sender === label || parent.recipient === label || parent.channel !== undefined;
  if (!mine) return { refused: 'not_found', in_reply_to: parent.id };
  const hops = parent.hops + 1;
  return { in_reply_to: parent.id, thread: parent.thread, hops, ...(hops > 8 && { refused: 'conflict' }) };
}

/** What a repeated key is answered with; undefined when the request has its own effect. */
function repeated(
  model: InboxModel,
  label: string,
  key: string | undefined,
  request: object,
): object | string | undefined {
  const first = key === undefined ? undefined : model.keys.get(`${label} ${key}`);
  if (!first) return undefined;
  return first.request === JSON.stringify(request) ? { ...first.answer, duplicate: true } : 'conflict';
}

const send = step(
  'send',
  fc.record({ from: peer, to: peer, intent, ttl: fc.constantFrom(1, 30, 300, 604_800), reply: rarely(pick), key }),
  async (model, { peers }, { from, to, intent, ttl, reply, key }) => {
    const [sender, recipient] = [labelOf(model, from), labelOf(model, to)];
    const { refused, in_reply_to, thread, hops = 0 } = replyTo(sender, sent(model, reply));
    const text = {
      to: recipient,
      body: `${sender} to ${recipient} ${key ?? model.sent.length}`,
      intent,
      ttl_seconds: ttl,
    };
    const request = { op: 'send', ...text, ...(in_reply_to && { in_reply_to }) };
    const first = repeated(model, sender, key, request);
    const { op: _, ...body } = request;
    const answer = await outcomeOf(peers[sender]!.sendMessage({ ...body, ...(key && { idempotency_key: key }) }));
    if (first ?? refused) return void expect(answer).toEqual(first ?? refused);
    if (model.isFull(recipient)) return void expect(answer).toBe('inbox_full');

    if (typeof answer === 'string') throw new Error(`refused: ${answer}`);
    const id = answer.message_id;
    const message = { id, kind: 'direct', sender, recipient, intent, body: text.body, hops, told: false } as const;
    record(model, { ...message, ...place(id, thread, in_reply_to), expires: model.now + ttl * 1000 }, [recipient]);
    expect(answer).toMatchObject({ thread_id: thread ?? id, duplicate: false });
    expect(answer.recipient).toMatchObject({ label: recipient, unread: model.unread(recipient).total });
    if (key) model.keys.set(`${sender} ${key}`, { request: JSON.stringify(request), answer });
  },
);

const publish = step(
  'publish',
  fc.record({ from: peer, channel: fc.constantFrom('#all', '#ops'), mention: rarely(peer), intent, key }),
  async (model, { peers }, { from, channel, mention, intent, key }) => {
    const author = labelOf(model, from);
    const named = mention === undefined ? '' : `@${labelOf(model, mention)} `;
    const request = {
      op: 'publish',
      channel,
      body: `${named}${author} in ${channel} ${key ?? model.sent.length}`,
      intent,
    };
    const first = repeated(model, author, key, request);
    const { op: _, ...body } = request;
    const answer = await outcomeOf(peers[author]!.publishMessage({ ...body, ...(key && { idempotency_key: key }) }));
    if (first) return void expect(answer).toEqual(first);

    if (typeof answer === 'string') throw new Error(`refused: ${answer}`);
    const id = answer.message_id;
    const audience = model.audience(channel, author, request.body);
    const skipped = audience.filter((label) => model.isFull(label));
    expect(answer).toMatchObject({ thread_id: id, skipped, fanned_out: audience.length - skipped.length });
    const message = { id, kind: 'channel', sender: author, recipient: null, channel, hops: 0, told: false } as const;
    const post = { ...message, intent, body: request.body, thread: id, expires: model.now + 604_800_000 };
    record(
      model,
      post,
      audience.filter((label) => !skipped.includes(label)),
    );
    if (key) model.keys.set(`${author} ${key}`, { request: JSON.stringify(request), answer });
  },
);

const place = (id: string, thread: string | undefined, replyTo: string | undefined) => ({
  thread: thread ?? id,
  ...(replyTo && { replyTo }),
});

function record(model: InboxModel, message: Sent, recipients: readonly string[]): void {
  model.sent.push(message);
  for (const label of recipients) model.deliver(label, message);
}

const subscribe = step(
  'subscribe',
  fc.record({ who: peer, channel: fc.constantFrom('#all', '#ops'), mode: fc.constantFrom('all', 'mentions', 'leave') }),
  async (model, { peers }, { who, channel, mode }) => {
    const label = labelOf(model, who);
    if (mode === 'leave') {
      const { unsubscribed } = await peers[label]!.unsubscribeChannel({ channel });
      expect(unsubscribed).toBe(model.channels.get(channel)!.delete(label));
    } else {
      await peers[label]!.subscribeChannel({ channel, mode });
      model.channels.get(channel)!.set(label, mode);
    }
  },
);

const advance = step('advance', fc.constantFrom(1, 5, 30, 61, 301, 901), async (model, { mesh }, seconds) => {
  mesh.advance(seconds);
  model.now += seconds * 1000;
});

const sweep = step('sweep', fc.constant({}), async (model, { mesh }) => {
  await mesh.housekeep();
  model.sweep();
});

const reopen = step('reopen', fc.constant({}), async (model, { mesh }) => {
  await mesh.reopen();
  model.sweep();
});

const crash = step('crash', fc.constant({}), async (_, { mesh }) => mesh.crash());

const reattach = step('reattach', peer, async (model, { peers }, who) => {
  const label = labelOf(model, who);
  const { unread, reattached } = await peers[label]!.register();
  model.reattach(label);
  expect({ unread, reattached }).toEqual({ unread: model.unread(label), reattached: true });
});

/** Looks at everything that must not change anything. */
const look = step('look', fc.record({ who: peer, of: pick }), async (model, { peers }, { who, of }) => {
  const label = labelOf(model, who);
  const { unread } = await peers[label]!.getPeer({});
  expect(unread).toEqual(model.unread(label));
  await peers[label]!.listMessages({ limit: 20 });
  const message = at(model.sent, of);
  if (!message) return;
  const { recipients } = await peers[message.sender!]!.getMessageStatus({ message_id: message.id! });
  const given = recipients.map(({ label, status, attempts }) => ({ label, status, attempts }));
  expect(given).toEqual(statusOf(model, message));
});

function statusOf(model: InboxModel, message: Sent) {
  return model.labels.flatMap((label) =>
    model.inboxes
      .get(label)!
      .filter((delivery) => delivery.message === message)
      .map((delivery) => ({ label, status: model.status(delivery), attempts: delivery.attempt })),
  );
}

/** Every step that a history is made of; what comes more than once comes more often. */
export const steps = [
  send,
  send,
  publish,
  poll,
  poll,
  poll,
  ack,
  ack,
  subscribe,
  advance,
  neglect,
  sweep,
  reopen,
  crash,
  crash,
  reattach,
  look,
];
