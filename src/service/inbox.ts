import type { AckItem, AckResult, Message, Unread } from '../../generated/types.gen.ts';
import type { Limits } from '../limits.ts';
import type { DeliveryRow, Inbox, InboxMessage } from '../store/messages.ts';
import type { Tx } from '../store/port.ts';
import type { Caller, Deps } from './deps.ts';
import { iso, present, senderOf } from './names.ts';
import { notify } from './post.ts';

/** The counters of a mailbox as answers show them; notices of the broker may go beyond what peers may fill. */
export function unreadOf(inbox: Inbox, limits: Pick<Limits, 'inboxMessages'>): Unread {
  return {
    total: Math.min(inbox.unread, limits.inboxMessages),
    requests: Math.min(inbox.requests, limits.inboxMessages),
  };
}

/** A lease says where the delivery is, which attempt it was and whose session took it, so that a stale one is known. */
export function leaseOf(row: { seq: number; attempt: number }, epoch: number): string {
  return `${row.seq}.${row.attempt}.${epoch}`;
}

/** A leased message as its recipient gets it. */
export function leasedMessage(row: InboxMessage, epoch: number, until: number): Message {
  const attempt = row.attempt + 1;
  return {
    ...present({ channel: row.channel, in_reply_to: row.in_reply_to, task_id: row.task_id }),
    ...(row.metadata !== null && { metadata: JSON.parse(row.metadata) as Record<string, string> }),
    id: row.id,
    seq: row.seq,
    kind: row.kind,
    from: senderOf(row),
    body: row.body,
    intent: row.intent,
    priority: row.priority,
    thread_id: row.thread_id,
    sent_at: iso(row.sent_at),
    expires_at: iso(row.expires_at),
    attempt,
    redelivered: attempt > 1,
    lease: leaseOf({ seq: row.seq, attempt }, epoch),
    lease_expires_at: iso(until),
  };
}

/**
 * Settles one item of an acknowledgement. Acknowledging is accepted however late; giving back and prolonging need the current lease.
 * @param extendTo when a prolonged lease ends
 */
export async function settle(
  deps: Deps,
  tx: Tx,
  caller: Caller,
  item: AckItem,
  now: number,
  extendTo: number,
): Promise<AckResult> {
  const { id, lease, outcome = 'acked' } = item;
  const seq = Number(lease.split('.', 1)[0]);
  const delivery = Number.isSafeInteger(seq) ? await tx.messages.delivery(caller.num, seq) : undefined;
  if (!delivery || delivery.message_id !== id) return { id, result: 'not_found' };
  if (delivery.state === 'acked') return { id, result: 'already_acked' };
  if (delivery.state === 'expired' || delivery.state === 'dead') return { id, result: delivery.state };

  if (outcome === 'acked') {
    await acknowledge(tx, delivery, now);
    return { id, result: 'acked' };
  }
  const current =
    delivery.state === 'leased' && delivery.lease_until! > now && lease === leaseOf(delivery, delivery.lease_epoch!);
  if (!current) return { id, result: 'stale_lease' };
  if (outcome === 'extend') {
    await tx.messages.extend(caller.num, seq, extendTo);
    return { id, result: 'extended', lease_expires_at: iso(extendTo) };
  }
  if (delivery.attempt < deps.limits.maxAttempts) {
    await tx.messages.release(caller.num, seq);
    return { id, result: 'released' };
  }
  await giveUp(deps, tx, delivery, 'dead', now);
  return { id, result: 'dead' };
}

/** Ends an unread delivery as seen. */
export async function acknowledge(
  tx: Tx,
  delivery: Pick<DeliveryRow, 'recipient' | 'seq' | 'message_id' | 'sender'>,
  now: number,
): Promise<void> {
  await tx.messages.end(delivery.recipient, delivery.seq, 'acked', now);
  await tx.events.append({
    at: now,
    kind: 'message_acked',
    actor: delivery.recipient,
    peer: delivery.sender,
    message_id: delivery.message_id,
  });
}

/** Ends an unread delivery that nobody acknowledged, and tells the sender, once per message. */
export async function giveUp(
  deps: Deps,
  tx: Tx,
  delivery: DeliveryRow,
  end: 'expired' | 'dead',
  now: number,
): Promise<void> {
  await tx.messages.end(delivery.recipient, delivery.seq, end, now);
  await tx.events.append({
    at: now,
    kind: `message_${end}`,
    peer: delivery.recipient,
    message_id: delivery.message_id,
  });
  const message = await tx.messages.tell(delivery.message);
  if (!message || message.sender === null || message.kind === 'task' || message.kind === 'system') return;
  const recipient = await tx.peers.get(delivery.recipient);
  const why =
    end === 'expired'
      ? 'expired before it was acknowledged'
      : `was given out ${delivery.attempt} times and never acknowledged, so it is not offered any more`;
  const where =
    message.channel === null
      ? `to ${recipient?.alias} (${recipient?.label})`
      : `in ${message.channel}, at ${recipient?.alias} first,`;
  await notify(
    deps,
    tx,
    message.sender,
    {
      kind: 'system',
      sender: null,
      intent: 'inform',
      thread_id: message.thread_id,
      in_reply_to: message.id,
      body: `Your message ${message.id} ${where} ${why}. It began: ${excerpt(message.body)}`,
    },
    now,
  );
}

/** Enough of a text to recognise it, in one line. */
export function excerpt(text: string, length = 120): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= length ? line : `${line.slice(0, length - 1)}…`.toWellFormed();
}
