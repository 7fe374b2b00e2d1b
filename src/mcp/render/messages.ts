import type { HistoryMessage, Message, PeerName, RecipientHealth } from '../../../generated/types.gen.ts';
import type { Page } from './page.ts';

/** A message as tools show it: the marks beside what the broker said. */
export type ShownMessage = Pick<HistoryMessage, 'id' | 'kind' | 'from' | 'body' | 'intent' | 'thread_id' | 'sent_at'> &
  Partial<Pick<Message & HistoryMessage, 'channel' | 'in_reply_to' | 'task_id' | 'priority' | 'redelivered'>> & {
    /** It was pushed into the session before. */
    already_pushed?: boolean;
  };

/** A peer as its messages introduce it; the broker vouches for all of it. */
export function sender({ alias, label, host, runtime }: PeerName): string {
  return alias === 'broker' && runtime === 'peermesh' ? 'the broker' : `${alias} (${label}, ${runtime} on ${host})`;
}

/** A received message: who and what, the text, and what to do about it. */
export function renderMessage(page: Page, message: ShownMessage, number: number): void {
  const { id, kind, from, intent, channel, task_id, sent_at, thread_id } = message;
  const where = channel ? ` in ${channel}` : kind === 'task' ? ' about a task' : '';
  const marks = [
    message.priority === 'urgent' && 'urgent',
    message.redelivered && 'redelivered: it was given to you before',
    message.already_pushed && 'already pushed into this session',
    thread_id !== id && `thread ${thread_id}`,
    message.in_reply_to && `answers ${message.in_reply_to}`,
  ].filter(Boolean);
  page.say(`${number}. ${intent} from ${sender(from)}${where}, ${sent_at}, ${[id, ...marks].join(', ')}`);
  page.quote(message.body);
  const next = answerCall(message) ?? (task_id && `See: get_task ${JSON.stringify({ task_id })}`);
  if (next) page.say(`   ${next}`);
}

/** The call that answers a request, spelled out; what is no request of a peer is not to be answered. */
export function answerCall({ id, kind, from, intent, channel }: ShownMessage): string | undefined {
  if (intent !== 'request' || kind === 'task' || kind === 'system') return undefined;
  const rest = { in_reply_to: id, body: '…' };
  return channel
    ? `Answer: publish ${JSON.stringify({ channel, ...rest })}, or to the sender alone: send_message ${JSON.stringify({ to: from.label, ...rest })}`
    : `Answer: send_message ${JSON.stringify({ to: from.label, ...rest })}`;
}

/** A message of the past in two lines or more. */
export function renderPast(page: Page, message: HistoryMessage & { body_cut?: true }): void {
  const { id, direction, from, to, channel, intent, sent_at, status, thread_id } = message;
  const who =
    direction === 'sent'
      ? `you to ${channel ?? (to ? sender(to) : 'nobody')}`
      : `${sender(from)}${channel ? ` in ${channel}` : ''}`;
  const state = direction === 'sent' && status ? `, ${status}` : '';
  page.say(`${sent_at} ${intent} from ${who}, ${id}, thread ${thread_id}${state}`);
  page.quote(message.body);
  if (message.body_cut) page.say('   cut here; ask again with its thread_id and limit 1 for more');
}

/** What became of a sent message, and how its recipient does. */
export function renderRecipient(page: Page, { alias, label, presence, unread, warning }: RecipientHealth): void {
  const wait = `${unread} message${unread === 1 ? ' waits' : 's wait'} for it, this one included`;
  page.say(`${alias} (${label}) is ${presence}; ${wait}.`);
  if (warning) page.say(warning);
}
