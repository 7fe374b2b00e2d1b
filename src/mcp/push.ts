import type { HistoryMessage } from '../../generated/types.gen.ts';
import { answerCall, sender } from './render/messages.ts';
import { newPage } from './render/page.ts';

/** A push of one message, as Claude Code takes it. */
export interface Push {
  readonly content: string;
  readonly meta: Readonly<Record<string, string>>;
}

/** What was pushed and what was read, so that nothing is pushed twice or after it was read. */
export interface Pusher {
  /** The messages among those waiting that are to be pushed now. */
  choose(waiting: readonly HistoryMessage[]): readonly HistoryMessage[];
  /** Whether a message was pushed. */
  pushed(id: string): boolean;
  /** The tool has shown these. */
  read(ids: readonly string[]): void;
  clear(): void;
}

/** Ids remembered; a push is a bonus, so the oldest may be forgotten. */
const MOST_IDS = 2_000;

/** Makes the memory of pushes. Posts carry no delivery status: those from before the first look count as read. */
export function createPusher(): Pusher {
  const done = new Map<string, 'pushed' | 'read'>();
  let first = true;
  const note = (id: string, how: 'pushed' | 'read') => {
    done.set(id, how);
    if (done.size > MOST_IDS) done.delete(done.keys().next().value!);
  };
  return {
    choose(waiting) {
      const fresh = waiting.filter(({ id }) => !done.has(id));
      const chosen = fresh.filter(({ status }) => status !== undefined || !first);
      for (const message of fresh) note(message.id, chosen.includes(message) ? 'pushed' : 'read');
      first = false;
      return chosen;
    },
    pushed: (id) => done.get(id) === 'pushed',
    read(ids) {
      for (const id of ids) if (!done.has(id)) note(id, 'read');
    },
    clear: () => done.clear(),
  };
}

/** The message as a notification: its text marked as a peer's, its sender as the broker knows it. */
export function pushOf(message: HistoryMessage): Push {
  const { id, kind, intent, from, channel, thread_id, body } = message;
  const page = newPage();
  page.say(`PeerMesh: ${intent} from ${sender(from)}${channel ? ` in ${channel}` : ''}, ${id}`);
  page.quote(body);
  const call = answerCall(message);
  if (call) page.say(call);
  page.say('It stays unread until check_messages shows it.');
  const meta = { message_id: id, kind, intent, thread_id, from: from.label, ...(channel && { channel }) };
  return { content: page.toString(), meta };
}
