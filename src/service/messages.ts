import type { MessagesService, PollMessagesInput } from '../../generated/service.gen.ts';
import type { AckResult, PollMessagesResponse } from '../../generated/types.gen.ts';
import { notFound, sessionInvalid } from '../errors.ts';
import type { InboxFilter } from '../store/messages.ts';
import type { Tx } from '../store/port.ts';
import { channelNamed } from './channel-names.ts';
import type { Caller, Deps } from './deps.ts';
import { history } from './history.ts';
import { acknowledge, giveUp, leasedMessage, settle, unreadOf } from './inbox.ts';
import { iso, present, resolvePeer } from './names.ts';
import { send } from './send.ts';

/** Direct messages: at least once, leased, acknowledged, flagged. */
export function messages(deps: Deps): MessagesService<Caller> {
  const { engine, clock, limits, presence } = deps;
  return {
    sendMessage: (caller, input) => send(deps, caller, input),

    async pollMessages(caller, input) {
      const now = clock.now();
      presence.drained(caller.num, now);
      // Most polls find nothing: they cost two look-ups on the reader and never wait for the write batch.
      const asks = input.acks.length > 0 || input.from !== undefined || input.channel !== undefined;
      const nothing = asks ? undefined : await engine.read((tx) => nothingReady(deps, tx, caller, now));
      return nothing ?? engine.run((tx) => poll(deps, tx, caller, input, now), { freeing: true });
    },

    async ackMessages(caller, { items, lease_seconds }) {
      const now = clock.now();
      return engine.run(
        async (tx) => {
          const results: AckResult[] = [];
          for (const item of items) results.push(await settle(deps, tx, caller, item, now, now + lease_seconds * 1000));
          if (results.every(({ result }) => result === 'not_found')) {
            throw notFound(
              'message of yours',
              items[0]!.id,
              [],
              'Acknowledge with the id and lease that pollMessages answered to this very session or an earlier one of its label.',
            );
          }
          return { results };
        },
        { freeing: true },
      );
    },

    async getMessageStatus(caller, { message_id }) {
      const now = clock.now();
      return engine.read(async (tx) => {
        const message = await tx.messages.byId(message_id);
        if (message?.sender !== caller.num)
          throw notFound(
            'message sent by you',
            message_id,
            [],
            'Only the sender sees the status; it is kept as long as the message.',
          );
        const recipients = await tx.messages.recipients(message.num, now);
        return {
          message_id,
          thread_id: message.thread_id,
          ...present({ channel: message.channel }),
          sent_at: iso(message.sent_at),
          expires_at: iso(message.expires_at),
          recipients: recipients.map(({ id, alias, label, state, attempt, leased_at, ended_at }) => ({
            peer_id: id,
            alias,
            label,
            status: state,
            attempts: attempt,
            ...(leased_at !== null && { leased_at: iso(leased_at) }),
            ...(ended_at !== null && { ended_at: iso(ended_at) }),
          })),
        };
      });
    },

    listMessages: (caller, input) => history(deps, caller, input),
  };

  /** The answer of an empty poll, or undefined when there is something to write. */
  async function nothingReady(
    { presence }: Deps,
    tx: Tx,
    caller: Caller,
    now: number,
  ): Promise<PollMessagesResponse | undefined> {
    const inbox = await tx.messages.inbox(caller.num);
    if (inbox.unread > 0 && (await tx.messages.hasReady(caller.num, now))) return undefined;
    return {
      messages: [],
      remaining: 0,
      unread: unreadOf(inbox, limits),
      ack_results: [],
      poll_after_ms: presence.pollAfter(caller.num, now),
    };
  }
}

/** Settles the acknowledgements, then leases what is ready, in one transaction. */
async function poll(
  deps: Deps,
  tx: Tx,
  caller: Caller,
  input: PollMessagesInput,
  now: number,
): Promise<PollMessagesResponse> {
  const { limits, presence } = deps;
  const { num } = caller;
  // The label may have been registered anew while this request waited for the batch: what it leased now, nobody would see.
  if ((await tx.peers.liveEpoch(num)) !== caller.epoch) throw sessionInvalid('The session has ended.');
  const until = now + input.lease_seconds * 1000;
  const ack_results: AckResult[] = [];
  for (const item of input.acks) ack_results.push(await settle(deps, tx, caller, item, now, until));

  await tx.messages.requeue(num, now, limits.maxAttempts);
  for (const delivery of await tx.messages.exhausted(num, now, limits.maxAttempts))
    await giveUp(deps, tx, delivery, 'dead', now);

  const filter = {
    sender: input.from === undefined ? null : (await resolvePeer(tx, input.from)).num,
    channel: input.channel === undefined ? null : (await channelNamed(tx, input.channel)).name,
    thread_id: input.thread_id ?? null,
    kind: input.kind ?? null,
    intent: input.intent ?? null,
  };
  // One more than asked for tells whether counting the rest is worth its scan.
  const ready = await tx.messages.ready(num, filter, now, input.limit + 1);
  const taken = withinBytes(ready.slice(0, input.limit), input.max_bytes);
  for (const { seq } of taken) await tx.messages.lease(num, seq, caller.epoch, now, until);
  if (input.ack === 'auto')
    for (const row of taken)
      await acknowledge(tx, { recipient: num, seq: row.seq, message_id: row.id, sender: row.sender }, now);

  const inbox = await tx.messages.inbox(num);
  const remaining = taken.length < ready.length ? await countRest(tx, num, filter, inbox.unread, now) : 0;
  return {
    messages: taken.map((row) => leasedMessage(row, caller.epoch, until)),
    remaining: Math.min(remaining, limits.inboxMessages),
    unread: unreadOf(inbox, limits),
    ack_results,
    poll_after_ms: remaining > 0 ? 0 : presence.pollAfter(num, now),
  };
}

/** What is ready beyond the rows just leased. Without a filter the counters know, less what is leased or has expired. */
async function countRest(tx: Tx, peer: number, filter: InboxFilter, unread: number, now: number): Promise<number> {
  const filtered = Object.values(filter).some((wanted) => wanted !== null);
  return filtered
    ? tx.messages.countReady(peer, filter, now)
    : Math.max(0, unread - (await tx.messages.countHeldBack(peer, now)));
}

/** The first rows whose bodies fit; the first one always does, or a large message would block its inbox. */
function withinBytes<T extends { body: string }>(rows: readonly T[], most: number): T[] {
  let bytes = 0;
  const over = rows.findIndex(({ body }, index) => {
    bytes += Buffer.byteLength(body);
    return bytes > most && index > 0;
  });
  return rows.slice(0, over < 0 ? rows.length : over);
}
