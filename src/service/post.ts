import type { MessageRow } from '../store/messages.ts';
import type { Tx } from '../store/port.ts';
import type { Deps } from './deps.ts';
import { metadataText } from './metadata.ts';

/** A message to be stored. Without a sender it is the broker's; without a thread it begins one. */
export interface Post extends Pick<MessageRow, 'kind' | 'sender' | 'intent' | 'body'> {
  readonly recipient?: number;
  readonly channel?: string;
  readonly thread_id?: string;
  readonly in_reply_to?: string;
  readonly task_id?: string;
  readonly priority?: MessageRow['priority'];
  readonly hops?: number;
  readonly metadata?: Readonly<Record<string, string>> | undefined;
  readonly ttl_seconds?: number;
}

/** What is known of a message once it is stored. */
export type Stored = Pick<MessageRow, 'num' | 'id' | 'thread_id' | 'intent' | 'body' | 'sent_at' | 'expires_at'>;

/** Stores a message that nobody has yet. */
export async function store(deps: Deps, tx: Tx, post: Post, now: number): Promise<Stored> {
  const id = deps.newId('msg', now);
  const row = {
    id,
    kind: post.kind,
    sender: post.sender,
    recipient: post.recipient ?? null,
    channel: post.channel ?? null,
    thread_id: post.thread_id ?? id,
    in_reply_to: post.in_reply_to ?? null,
    task_id: post.task_id ?? null,
    intent: post.intent,
    priority: post.priority ?? 'normal',
    hops: post.hops ?? 0,
    body: post.body,
    metadata: metadataText(post.metadata),
    sent_at: now,
    expires_at: now + (post.ttl_seconds ?? deps.limits.messageTtlSeconds) * 1000,
  };
  return { ...row, num: await tx.messages.insert(row) };
}

/** Notices of the broker come on top of what peers may queue, or a full inbox would hide that a task was taken away. */
const unlimited = { messages: Number.MAX_SAFE_INTEGER, bytes: Number.MAX_SAFE_INTEGER };

/** Stores a notice and puts it into one inbox, full or not. */
export async function notify(deps: Deps, tx: Tx, recipient: number, post: Post, now: number): Promise<void> {
  await tx.messages.enqueue(recipient, await store(deps, tx, { ...post, recipient }, now), unlimited);
}

/** Tells a peer of its task; of notices that it has not been given yet, only the newest of a task remains. */
export async function notifyOfTask(
  deps: Deps,
  tx: Tx,
  recipient: number,
  post: Post & { task_id: string },
  now: number,
): Promise<void> {
  const waiting = await tx.messages.pendingNotice(recipient, post.task_id);
  if (!waiting) return notify(deps, tx, recipient, post, now);
  await tx.messages.rewriteNotice(recipient, waiting, {
    sender: post.sender,
    intent: post.intent,
    body: post.body,
    sent_at: now,
  });
}
