import type { PublishMessageInput } from '../../generated/service.gen.ts';
import type { PublishMessageResponse } from '../../generated/types.gen.ts';
import type { Tx } from '../store/port.ts';
import { channelNamed } from './channel-names.ts';
import type { Caller, Deps } from './deps.ts';
import { excerpt } from './inbox.ts';
import { once } from './once.ts';
import { type Stored, store } from './post.ts';
import { replyTo } from './send.ts';

/** Posts to a channel: the body is stored once, and each subscriber gets a delivery row in the same transaction. */
export async function publish(deps: Deps, caller: Caller, input: PublishMessageInput): Promise<PublishMessageResponse> {
  const { engine, clock, limits, pace } = deps;
  const now = clock.now();
  return engine.run(
    (tx) =>
      once(tx, caller, 'publishMessage', input, now, async () => {
        const channel = await channelNamed(tx, input.channel);
        const reply = await replyTo(deps, tx, caller, input.in_reply_to);
        pace.take(
          `publish:${caller.num}`,
          limits.publishes,
          now,
          'You post more than 5 times a second.',
          'Gather what you have to say into fewer posts.',
        );
        const post = {
          kind: 'channel' as const,
          sender: caller.num,
          channel: channel.name,
          body: input.body,
          intent: input.intent,
          metadata: input.metadata,
        };
        const message = await store(deps, tx, { ...post, ...reply }, now);
        const { reached, skipped } = await fanOut(deps, tx, caller, channel.num, message);
        await tx.channels.posted(channel.num, now);
        await tx.events.append({
          at: now,
          kind: 'channel_post',
          actor: caller.num,
          channel: channel.name,
          message_id: message.id,
          detail: excerpt(input.body),
        });
        return {
          message_id: message.id,
          thread_id: message.thread_id,
          channel: channel.name,
          fanned_out: reached,
          skipped,
          duplicate: false,
        };
      }),
    { bytes: input.body.length },
  );
}

/** Puts a post into the inbox of every subscriber but its author; full inboxes are skipped and named. */
async function fanOut(
  { limits }: Deps,
  tx: Tx,
  author: Caller,
  channel: number,
  message: Stored,
): Promise<{ reached: number; skipped: string[] }> {
  const room = { messages: limits.inboxMessages, bytes: limits.inboxBytes };
  const mentioned = mentionsIn(message.body);
  const skipped: string[] = [];
  let reached = 0;
  for (const { peer, label, alias, mode } of await tx.channels.subscribers(channel)) {
    if (peer === author.num || (mode === 'mentions' && !mentioned.has(alias))) continue;
    if ((await tx.messages.enqueue(peer, message, room)) === undefined) skipped.push(label);
    else reached++;
  }
  return { reached, skipped };
}

/** Aliases that a text mentions with @. A sentence may end right after one, so its last dots and dashes count both ways. */
export function mentionsIn(body: string): Set<string> {
  const found = [...body.matchAll(/(?<![A-Za-z0-9._@-])@([A-Za-z0-9][A-Za-z0-9._-]{0,63})/g)].map((match) => match[1]!);
  return new Set(found.flatMap((name) => [name, name.replace(/[._-]+$/, '')]));
}
