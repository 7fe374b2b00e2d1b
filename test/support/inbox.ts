import type { MeshClient } from '../../generated/client.gen.ts';
import type { AckItem, Message, PollMessagesRequest } from '../../generated/types.gen.ts';

/** Leases what waits for a peer, at most 100 messages unless told otherwise. */
export async function lease(peer: MeshClient, request: PollMessagesRequest = {}): Promise<Message[]> {
  return (await peer.pollMessages({ limit: 100, ...request })).messages;
}

/** Leases the one message that waits for a peer. */
export async function leaseOne(peer: MeshClient, request: PollMessagesRequest = {}): Promise<Message> {
  const [message, ...others] = await lease(peer, request);
  if (!message || others.length > 0) throw new Error(`${others.length + (message ? 1 : 0)} messages wait, not one.`);
  return message;
}

/** Takes what waits for a peer out of its inbox; the bodies alone. */
export async function read(peer: MeshClient, request: PollMessagesRequest = {}): Promise<string[]> {
  return (await lease(peer, { ack: 'auto', ...request })).map(({ body }) => body);
}

/** Settles one message; answers what became of it. */
export async function settle(
  peer: MeshClient,
  { id, lease }: Message,
  outcome: NonNullable<AckItem['outcome']> = 'acked',
) {
  const { results } = await peer.ackMessages({ items: [{ id, lease, outcome }] });
  return results[0]!.result;
}

/** What a peer's own view says waits for it. */
export async function unread(peer: MeshClient): Promise<number> {
  return (await peer.getPeer({})).unread.total;
}

/** The id of a message that nobody sent. */
export const unknownMessage = 'msg_01K9A41R8T5V7W9X2Y4Z6A8B0C';
