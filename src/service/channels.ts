import { MeshError } from '../../generated/errors.gen.ts';
import type { ChannelsService } from '../../generated/service.gen.ts';
import type { Channel } from '../../generated/types.gen.ts';
import type { ChannelView } from '../store/channels.ts';
import type { Tx } from '../store/port.ts';
import { channelNamed, fullName } from './channel-names.ts';
import type { Caller, Deps } from './deps.ts';
import { past } from './history.ts';
import { iso, present } from './names.ts';
import { fromCursor, isText, toCursor } from './page.ts';
import { publish } from './publish.ts';

/** Named channels that fan out to all subscribers. */
export function channels(deps: Deps): ChannelsService<Caller> {
  const { engine, clock, limits } = deps;
  return {
    async createChannel(caller, { name, topic }) {
      const now = clock.now();
      return engine.run(async (tx) => {
        const known = await tx.channels.byName(fullName(name));
        if (!known) {
          const num = await tx.channels.insert({
            name: fullName(name),
            topic: topic ?? null,
            created_by: caller.num,
            created_at: now,
          });
          await tx.channels.subscribe(num, caller.num, 'all', now);
          await tx.events.append({
            at: now,
            kind: 'channel_created',
            actor: caller.num,
            channel: fullName(name),
            ...(topic && { detail: topic }),
          });
        }
        return { channel: await seenBy(tx, caller, name), created: !known };
      });
    },

    async listChannels(caller, { query, subscribed, limit, cursor }) {
      const after = fromCursor(cursor, '', isText);
      return engine.read(async (tx) => {
        const rows = await tx.channels.list(caller.num, {
          after,
          query: query ?? null,
          subscribed: subscribed ?? null,
          limit: limit + 1,
        });
        const page = rows.slice(0, limit);
        return {
          channels: page.map(channelOf),
          ...(rows.length > limit && { next_cursor: toCursor(page.at(-1)!.name) }),
        };
      });
    },

    async subscribeChannel(caller, { channel: ref, mode, recent }) {
      const now = clock.now();
      return engine.run(async (tx) => {
        const channel = await channelNamed(tx, ref);
        const isNew = await tx.channels.subscribe(channel.num, caller.num, mode, now);
        if (isNew && channel.subscribers >= limits.channelSubscribers)
          throw channelFull(channel.name, limits.channelSubscribers);
        const filter = {
          with: null,
          channel: channel.name,
          thread_id: null,
          match: null,
          before: Number.MAX_SAFE_INTEGER,
          floor: 0,
          limit: recent,
        };
        const posts = recent === 0 ? [] : await tx.messages.history(caller.num, filter, now);
        return { channel: await seenBy(tx, caller, ref), recent: posts.map((row) => past(row, caller)) };
      });
    },

    async unsubscribeChannel(caller, { channel: ref }) {
      return engine.run(async (tx) => {
        const channel = await channelNamed(tx, ref);
        return { channel: channel.name, unsubscribed: await tx.channels.unsubscribe(channel.num, caller.num) };
      });
    },

    publishMessage: (caller, input) => publish(deps, caller, input),
  };
}

async function seenBy(tx: Tx, caller: Caller, ref: string): Promise<Channel> {
  return channelOf((await tx.channels.view(fullName(ref), caller.num))!);
}

function channelOf(row: ChannelView): Channel {
  const { name, topic, created_by, created_at, last_post_at, subscribers, mode, unread } = row;
  return {
    ...present({ topic, created_by, mode, last_post_at: last_post_at === null ? null : iso(last_post_at) }),
    name,
    created_at: iso(created_at),
    subscribers,
    subscribed: mode !== null,
    unread,
  };
}

function channelFull(name: string, most: number): MeshError {
  return new MeshError('conflict', `${name} has ${most} subscribers, as many as a channel holds.`, {
    hint: 'Read it with message_history (listMessages) instead, or create another channel.',
  });
}
