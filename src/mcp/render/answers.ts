import type { ToolName } from '../../../generated/mcp-tools.gen.ts';
import type * as wire from '../../../generated/types.gen.ts';
import { renderChannel } from './channels.ts';
import { renderEntry, renderHit } from './memory.ts';
import { renderMessage, renderPast, renderRecipient, type ShownMessage } from './messages.ts';
import type { Page } from './page.ts';
import { renderPeer, renderPeerRow } from './peers.ts';
import { claimHint, renderTask, renderTaskRow, renderTransition } from './tasks.ts';

/** What each tool shows: the broker's answer, with the marks of the shim where it adds some. */
export interface Answers extends Record<ToolName, object> {
  whoami: wire.Peer;
  list_peers: wire.ListPeersResponse;
  set_status: wire.Peer;
  send_message: wire.SendMessageResponse;
  check_messages: { messages: readonly ShownMessage[]; remaining: number };
  message_history: Omit<wire.ListMessagesResponse, 'messages'> & { messages: Past };
  create_channel: wire.CreateChannelResponse;
  list_channels: wire.ListChannelsResponse;
  subscribe_channel: Omit<wire.SubscribeChannelResponse, 'recent'> & { recent: Past };
  unsubscribe_channel: wire.UnsubscribeChannelResponse;
  publish: wire.PublishMessageResponse;
  memory_set: wire.SetMemoryResponse;
  memory_get: wire.GetMemoryResponse & { not_shown?: readonly string[] };
  memory_search: wire.SearchMemoryResponse;
  memory_delete: wire.DeleteMemoryResponse;
  create_task: wire.CreateTaskResponse;
  assign_task: wire.TaskResponse;
  claim_task: wire.ClaimTaskResponse;
  update_task: wire.TaskResponse;
  get_task: wire.GetTaskResponse;
  list_tasks: wire.ListTasksResponse;
}

type Past = readonly (wire.HistoryMessage & { body_cut?: true })[];

/** Writes the answer of each tool onto a page. */
export const renderers: { readonly [Name in ToolName]: (page: Page, answer: Answers[Name]) => void } = {
  whoami: renderPeer,
  list_peers: (page, { peers, next_cursor }) =>
    rows(page, peers, renderPeerRow, 'No peer matches; include_offline shows those that are away.', next_cursor),
  set_status: renderPeer,
  send_message(page, { message_id, thread_id, duplicate, recipient }) {
    page.say(`${duplicate ? 'Queued before' : 'Queued'}: ${message_id}, thread ${thread_id}`);
    renderRecipient(page, recipient);
  },
  check_messages(page, { messages, remaining }) {
    if (messages.length === 0) page.say('No message waits.');
    for (const [index, message] of messages.entries()) renderMessage(page, message, index + 1);
    if (remaining > 0) page.say(`${remaining} more: call check_messages again.`);
  },
  message_history(page, { messages, next_cursor, unindexed }) {
    rows(page, messages, renderPast, 'No message matches.', next_cursor);
    if (unindexed > 0) page.say(`The newest ${unindexed} cannot be searched yet; try again in a second.`);
  },
  create_channel(page, { channel, created }) {
    page.say(created ? 'Created, and you are subscribed.' : 'It exists already.');
    renderChannel(page, channel);
  },
  list_channels: (page, { channels, next_cursor }) =>
    rows(page, channels, renderChannel, 'No channel matches.', next_cursor),
  subscribe_channel(page, { channel, recent }) {
    renderChannel(page, channel);
    for (const post of recent) renderPast(page, post);
  },
  unsubscribe_channel: (page, { channel, unsubscribed }) =>
    page.say(unsubscribed ? `You left ${channel}.` : `You were not subscribed to ${channel}.`),
  publish(page, { message_id, channel, fanned_out, skipped, duplicate }) {
    page.say(`${duplicate ? 'Posted before' : 'Posted'} to ${channel}: ${message_id}, for ${fanned_out} subscribers`);
    if (skipped.length > 0) page.say(`Not to ${skipped.join(', ')}: their inboxes are full.`);
  },
  memory_set(page, { key, version, created, expires_at }) {
    const end = expires_at ? `, expires ${expires_at}` : '';
    page.say(`${created ? 'Created' : 'Stored'} ${JSON.stringify(key)} as version ${version}${end}`);
  },
  memory_get(page, { entries, missing, not_shown = [] }) {
    for (const entry of entries) renderEntry(page, entry);
    for (const key of missing) page.quote(key, 'there is no');
    for (const key of not_shown) page.quote(key, 'left out for its size, ask for it alone');
  },
  memory_search: (page, { hits, next_cursor }) => rows(page, hits, renderHit, 'No entry matches.', next_cursor),
  memory_delete(page, { key, deleted, version }) {
    const name = JSON.stringify(key);
    page.say(deleted ? `Deleted ${name}; its version is now ${version}.` : `There was no ${name}.`);
  },
  create_task(page, { task, duplicate }) {
    page.say(duplicate ? 'Created before.' : 'Created.');
    renderTask(page, task);
  },
  assign_task: (page, { task }) => renderTask(page, task),
  claim_task(page, { task, claim }) {
    renderTask(page, task);
    page.say(claimHint(task.task_id, claim));
  },
  update_task: (page, { task }) => renderTask(page, task),
  get_task(page, { task, dependencies, history }) {
    renderTask(page, task);
    if (dependencies.length > 0) page.say('Dependencies:');
    for (const row of dependencies) renderTaskRow(page, row);
    page.say('History:');
    for (const step of history) renderTransition(page, step);
  },
  list_tasks: (page, { tasks, next_cursor }) => rows(page, tasks, renderTaskRow, 'No task matches.', next_cursor),
};

function rows<Row>(
  page: Page,
  list: readonly Row[],
  render: (page: Page, row: Row) => void,
  none: string,
  next: string | undefined,
): void {
  if (list.length === 0) page.say(none);
  for (const row of list) render(page, row);
  if (next) page.say(`There are more: cursor ${JSON.stringify(next)}`);
}
