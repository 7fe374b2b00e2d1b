import { MeshError } from '../../generated/errors.gen.ts';
import type { SendMessageInput } from '../../generated/service.gen.ts';
import type { RecipientHealth, SendMessageResponse } from '../../generated/types.gen.ts';
import { notFound } from '../errors.ts';
import type { MessageRow, Queued } from '../store/messages.ts';
import type { PeerRow } from '../store/peers.ts';
import type { Tx } from '../store/port.ts';
import type { Caller, Deps } from './deps.ts';
import { iso, present, resolvePeer } from './names.ts';
import { once } from './once.ts';
import { seconds } from './peer-views.ts';
import { store } from './post.ts';

/** An online peer that has not asked for messages for so long is probably not looking. */
const notLookingMs = 5 * 60_000;

/** Sends a direct message: stored, queued and counted in one transaction. */
export async function send(deps: Deps, caller: Caller, input: SendMessageInput): Promise<SendMessageResponse> {
  const { engine, clock, limits, pace } = deps;
  const now = clock.now();
  return engine.run(
    (tx) =>
      once(tx, caller, 'sendMessage', input, now, async () => {
        const to = await resolvePeer(tx, input.to);
        const reply = await replyTo(deps, tx, caller, input.in_reply_to);
        if (input.task_id !== undefined && !(await tx.tasks.byId(input.task_id)))
          throw notFound('task', input.task_id, [], 'list_tasks (listTasks) shows the tasks.');
        pace.take(
          `${caller.num}>${to.num}`,
          limits.pair,
          now,
          `You send ${to.alias} more than it can be expected to read.`,
          'Gather what you have to say into fewer messages, and do not answer inform or ack.',
        );
        const message = await store(deps, tx, { ...post(input), ...reply, sender: caller.num, recipient: to.num }, now);
        const queued = await tx.messages.enqueue(to.num, message, {
          messages: limits.inboxMessages,
          bytes: limits.inboxBytes,
        });
        if (!queued) throw inboxFull(to);
        await tx.events.append({
          at: now,
          kind: 'message_queued',
          actor: caller.num,
          peer: to.num,
          message_id: message.id,
        });
        return {
          message_id: message.id,
          thread_id: message.thread_id,
          status: 'queued',
          duplicate: false,
          recipient: await health(deps, tx, to, queued, now),
        };
      }),
    { bytes: input.body.length },
  );
}

function post({ body, intent, priority, task_id, ttl_seconds, metadata }: SendMessageInput) {
  return {
    kind: 'direct' as const,
    body,
    intent,
    priority,
    ttl_seconds,
    metadata,
    ...(task_id !== undefined && { task_id }),
  };
}

/**
 * Where an answer belongs: the thread of the message before, one hop further.
 * @throws MeshError `not_found` when the caller cannot have seen that message, `conflict` when the chain is too long
 */
export async function replyTo(
  { limits }: Deps,
  tx: Tx,
  caller: Caller,
  id: string | undefined,
): Promise<{ in_reply_to?: string; thread_id?: string; hops?: number }> {
  if (id === undefined) return {};
  const parent = await tx.messages.byId(id);
  if (!parent || !mayAnswer(caller, parent))
    throw notFound(
      'message',
      id,
      [],
      'It was not sent to you or by you, or is no longer kept. Send without in_reply_to.',
    );
  const hops = parent.hops + 1;
  if (hops > limits.hops) {
    throw new MeshError('conflict', `This thread has ${limits.hops} replies in a row. Nothing was sent.`, {
      hint: 'Stop if nothing is left to do. For further work begin anew without in_reply_to, or create a task.',
    });
  }
  return { in_reply_to: parent.id, thread_id: parent.thread_id, hops };
}

const mayAnswer = (caller: Caller, { sender, recipient, channel }: MessageRow) =>
  channel !== null || sender === caller.num || recipient === caller.num;

function inboxFull(to: PeerRow): MeshError {
  return new MeshError('inbox_full', `The inbox of ${to.alias} is full. Nothing was sent.`, {
    hint: `Try again when ${to.alias} has read some; list_peers (listPeers) shows how many wait.`,
    retryAfter: 60,
  });
}

/** How the recipient does right after a message was queued for it. */
async function health(
  { presence, limits }: Deps,
  tx: Tx,
  to: PeerRow,
  inbox: Queued,
  now: number,
): Promise<RecipientHealth> {
  const state = presence.of(to, now);
  const drained = presence.lastDrained(to.num, inbox.last_drained);
  const oldest = inbox.unread > 1 ? ((await tx.messages.oldestUnread(to.num)) ?? now) : now;
  return {
    peer_id: to.id,
    alias: to.alias,
    label: to.label,
    presence: state,
    ...(drained !== null && { last_drained: iso(drained) }),
    unread: Math.min(inbox.unread, limits.inboxMessages),
    oldest_unread_s: seconds(now - oldest),
    ...present({ warning: warning(to, state, presence.lastSeen(to), drained, now) }),
  };
}

function warning(
  to: PeerRow,
  state: string,
  lastSeen: number,
  drained: number | null,
  now: number,
): string | undefined {
  if (state === 'offline')
    return `${to.alias} is offline, last seen ${iso(lastSeen)}. The message waits for its next session.`;
  if (drained === null) return `${to.alias} has not asked for messages yet in this session.`;
  if (now - drained > notLookingMs)
    return `${to.alias} has not asked for messages for ${Math.floor((now - drained) / 60_000)} minutes.`;
  return undefined;
}
