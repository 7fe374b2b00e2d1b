import type { Message } from '../../generated/types.gen.ts';
import { type Call, type Done, grouped, type History, isBefore } from './history.ts';

/** A message as it was given out to a peer. */
interface Given {
  readonly to: string;
  readonly message: Message;
  readonly poll: Call;
}

/** Looks for what must never be; answers a sentence for each place. */
export type Invariant = (history: History) => string[];

/** Every message that was given out, in the order of the polls. */
function givenIn(history: History): Given[] {
  return history
    .done('pollMessages')
    .flatMap((poll) => poll.answer.messages.map((message) => ({ to: poll.who, message, poll })));
}

/** Ids of the messages that a sender was told about because they expired or died. */
const givenUp = (given: readonly Given[]) =>
  new Set(given.filter(({ message }) => message.kind === 'system').map(({ message }) => message.in_reply_to));

const eachOnce = (calls: Done<'sendMessage' | 'publishMessage'>[]) =>
  [...grouped(calls, ({ answer }) => answer.message_id).values()].map((same) => same[0]!);

/** Every acknowledged send reached its recipient, or its sender was told that it did not. Holds once all inboxes were emptied. */
export const sendsArrive: Invariant = (history) => {
  const given = givenIn(history);
  const reached = grouped(given, ({ message }) => message.id);
  const told = givenUp(given);
  const wanted = eachOnce([...history.done('sendMessage'), ...history.done('publishMessage')]);
  return wanted.flatMap((call) => {
    const recipients = new Set(reached.get(call.answer.message_id)?.map(({ to }) => to));
    const count = 'fanned_out' in call.answer ? call.answer.fanned_out : 1;
    if (recipients.size >= count || told.has(call.answer.message_id)) return [];
    return [`${call.answer.message_id} of ${call.who} reached ${recipients.size} of ${count}`];
  });
};

const sendsOf = (history: History): Call<'sendMessage' | 'publishMessage'>[] => [
  ...history.of('sendMessage'),
  ...history.of('publishMessage'),
];

/** Nothing is received that was not sent to that peer, or whose every sending was refused. */
export const onlyWhatWasSent: Invariant = (history) => {
  const sends = grouped(sendsOf(history), ({ who, input }) => `${who} ${input.body}`);
  return givenIn(history).flatMap(({ to, message }) => {
    if (message.kind !== 'direct' && message.kind !== 'channel') return [];
    const sources = (sends.get(`${message.from.label} ${message.body}`) ?? []).filter(({ input, outcome }) => {
      const aimed = 'to' in input ? input.to === to : input.channel === message.channel;
      return aimed && outcome !== 'failed';
    });
    return sources.length > 0 ? [] : [`${to} got ${message.id} from ${message.from.label}, who did not send it`];
  });
};

/** One idempotency key has one effect, however often it was sent. Texts must be different for different keys. */
export const keysHaveOneEffect: Invariant = (history) => {
  const given = grouped(givenIn(history), ({ message }) => `${message.from.label} ${message.body}`);
  const keyed = sendsOf(history).filter(({ input }) => input.idempotency_key);
  return [...grouped(keyed, ({ who, input }) => `${who} ${input.idempotency_key}`)].flatMap(([key, calls]) => {
    const answered = calls.flatMap(({ answer }) => (answer ? [answer.message_id] : []));
    const { who, input } = calls[0]!;
    const received = (given.get(`${who} ${input.body}`) ?? []).map(({ message }) => message.id);
    const ids = new Set([...answered, ...received]);
    return ids.size > 1 ? [`${key} made ${[...ids].join(', ')}`] : [];
  });
};

/** `redelivered: false` is said once of a message to a peer, and `true` only after it may have been given out before. */
export const redeliveredIsExact: Invariant = (history) => {
  const lost = grouped(
    history.of('pollMessages').filter(({ outcome }) => outcome === 'unknown' || outcome === 'running'),
    ({ who }) => who,
  );
  return [...grouped(givenIn(history), ({ to, message }) => `${to} ${message.id}`)].flatMap(([which, times]) => {
    const faults: string[] = [];
    const [first] = times;
    const fresh = times.filter(({ message }) => !message.redelivered);
    if (fresh.length > 1) faults.push(`${which} was called new ${fresh.length} times`);
    if (fresh.length === 1 && fresh[0] !== first) faults.push(`${which} was called new after it was given out`);
    const explained = lost.get(first!.to)?.some(({ invoked }) => invoked < first!.poll.ended);
    if (first!.message.redelivered && !explained) faults.push(`${which} was called redelivered the first time`);
    if (times.some(({ message }) => message.redelivered !== message.attempt > 1))
      faults.push(`${which} has a wrong attempt`);
    return faults;
  });
};

/** First deliveries of one sender to one recipient come in the order of sending. */
export const firstDeliveriesAreInOrder: Invariant = (history) => {
  const sends = new Map(history.done('sendMessage').map((send) => [send.answer.message_id, send]));
  const fresh = givenIn(history).filter(({ message }) => !message.redelivered && sends.has(message.id));
  return [...grouped(fresh, ({ to, message }) => `${message.from.label} to ${to}`)].flatMap(([pair, given]) => {
    let latest: Call | undefined;
    return given.flatMap(({ message }) => {
      const send = sends.get(message.id)!;
      const late = latest && isBefore(send, latest);
      if (!latest || send.invoked > latest.invoked) latest = send;
      return late ? [`${message.id} (${pair}) came after a later one`] : [];
    });
  });
};

/** What was acknowledged, and confirmed to be, is not given out again. */
export const acknowledgedStaysAway: Invariant = (history) => {
  const results = [
    ...history.done('ackMessages').map((call) => ({ call, results: call.answer.results })),
    ...history.done('pollMessages').map((call) => ({ call, results: call.answer.ack_results })),
  ];
  const acked = new Map<string, Call>();
  for (const { call, results: items } of results) {
    for (const { id, result } of items) {
      const key = `${call.who} ${id}`;
      const known = acked.get(key);
      if ((result === 'acked' || result === 'already_acked') && (!known || call.ended < known.ended))
        acked.set(key, call);
    }
  }
  return givenIn(history).flatMap(({ to, message, poll }) => {
    const ack = acked.get(`${to} ${message.id}`);
    return ack && isBefore(ack, poll) ? [`${to} was given ${message.id} after it was acknowledged`] : [];
  });
};

/** What was given out is given out again until its recipient acknowledges it. Holds once all inboxes were emptied. */
export const offeredUntilAcknowledged: Invariant = (history) => {
  const isSettled = ({ outcome }: Call) => outcome !== 'failed';
  const acks = [...history.of('ackMessages'), ...history.of('pollMessages')]
    .filter(isSettled)
    .flatMap(({ who, input }) => {
      const items = 'items' in input ? input.items : (input.acks ?? []);
      return items.filter(({ outcome = 'acked' }) => outcome === 'acked').map(({ id }) => `${who} ${id}`);
    });
  const given = givenIn(history);
  const told = givenUp(given);
  const atMostOnce = given.filter(({ poll }) => 'ack' in poll.input && poll.input.ack === 'auto');
  const over = new Set([...acks, ...atMostOnce.map(({ to, message }) => `${to} ${message.id}`)]);
  return [...grouped(given, ({ to, message }) => `${to} ${message.id}`)].flatMap(([which, times]) =>
    over.has(which) || told.has(times[0]!.message.id) ? [] : [`${which} is gone, and nobody acknowledged it`],
  );
};

/** A place in an inbox belongs to one message. */
export const placesAreUnique: Invariant = (history) => {
  const given = givenIn(history);
  const places = grouped(given, ({ to, message }) => `${to} ${message.seq}`);
  const messages = grouped(given, ({ to, message }) => `${to} ${message.id}`);
  const differ = (groups: Map<string, Given[]>, value: (given: Given) => string | number) =>
    [...groups].filter(([, same]) => new Set(same.map(value)).size > 1).map(([key]) => key);
  return [
    ...differ(places, ({ message }) => message.id).map((place) => `place ${place} was given to two messages`),
    ...differ(messages, ({ message }) => message.seq).map((which) => `${which} had two places`),
  ];
};

/** An emptied inbox has shown every place from the first to the last. */
export const placesHaveNoGaps: Invariant = (history) =>
  [...grouped(givenIn(history), ({ to }) => to)].flatMap(([to, given]) => {
    const places = new Set(given.map(({ message }) => message.seq));
    const last = Math.max(...places);
    return places.size === last ? [] : [`${to} has seen ${places.size} places of ${last}`];
  });
