import { describe, expect, test } from 'vitest';
import type { MeshClient } from '../../generated/client.gen.ts';
import type { HistoryMessage, ListMessagesRequest } from '../../generated/types.gen.ts';
import { leaseOne, read, settle, unread } from '../support/inbox.ts';
import { newMesh } from '../support/mesh.ts';
import { expectProblem } from '../support/problems.ts';
import { day } from '../support/times.ts';

describe('listMessages', () => {
  test('listMessages shows what was sent and received, newest first, and consumes nothing', async () => {
    const { ann, bob, cid } = await newMesh('ann', 'bob', 'cid');
    await ann.sendMessage({ to: 'bob', body: 'one' });
    await bob.sendMessage({ to: 'ann', body: 'two' });
    await cid.sendMessage({ to: 'bob', body: 'not for ann' });
    const { messages } = await ann.listMessages({});
    expect(messages.map(({ direction, body }) => `${direction} ${body}`)).toEqual(['received two', 'sent one']);
    expect(messages[1]).toMatchObject({ status: 'queued', to: { alias: 'bob' }, from: { alias: 'ann' } });
    expect(await unread(ann)).toBe(1);
  });

  test('listMessages tells where the own messages are', async () => {
    const { ann, bob, advance } = await newMesh('ann', 'bob');
    const statuses = async () => (await ann.listMessages({})).messages.map(({ status }) => status).join(' ');
    await ann.sendMessage({ to: 'bob', body: 'one' });
    await settle(bob, await leaseOne(bob));
    await ann.sendMessage({ to: 'bob', body: 'two', ttl_seconds: 120 });
    await leaseOne(bob);
    expect(await statuses()).toBe('leased acked');
    advance(60);
    expect(await statuses()).toBe('queued acked');
    advance(60);
    expect(await statuses()).toBe('expired acked');
  });

  test('listMessages narrows to a peer, a thread and a channel', async () => {
    const { ann, bob, cid } = await newMesh('ann', 'bob', 'cid');
    const { thread_id, message_id } = await ann.sendMessage({ to: 'bob', body: 'to bob' });
    await bob.sendMessage({ to: 'ann', body: 'answer', in_reply_to: message_id });
    await ann.sendMessage({ to: 'cid', body: 'to cid' });
    await cid.publishMessage({ channel: '#all', body: 'to all' });
    const bodies = async (request: object) => (await ann.listMessages(request)).messages.map(({ body }) => body);
    expect(await bodies({ with: 'bob' })).toEqual(['answer', 'to bob']);
    expect(await bodies({ thread_id })).toEqual(['answer', 'to bob']);
    expect(await bodies({ with: 'cid', thread_id })).toEqual([]);
    expect(await bodies({ channel: 'all' })).toEqual(['to all']);
    await expectProblem(ann.listMessages({ with: 'bob', channel: 'all' }), 'invalid_request');
  });

  test('listMessages shows posts of a channel to all, direct messages to their parties alone', async () => {
    const { ann, bob, cid } = await newMesh('ann', 'bob', 'cid');
    await cid.unsubscribeChannel({ channel: 'all' });
    await ann.publishMessage({ channel: '#all', body: 'a secret post' });
    const { thread_id } = await ann.sendMessage({ to: 'bob', body: 'a secret message' });
    expect((await cid.listMessages({ channel: 'all' })).messages).toMatchObject([
      { direction: 'seen', body: 'a secret post', channel: '#all' },
    ]);
    expect((await cid.listMessages({ thread_id })).messages).toEqual([]);
    expect((await bob.listMessages({ channel: 'all' })).messages).toMatchObject([{ direction: 'received' }]);
  });

  test('listMessages finds words in bodies, within what the caller may see', async () => {
    const { ann, bob, housekeep } = await newMesh('ann', 'bob', 'cid');
    await ann.sendMessage({ to: 'bob', body: 'Run tests on the crawler module' });
    await ann.sendMessage({ to: 'cid', body: 'POL-358 TODO: the crawler — Grüße' });
    await bob.publishMessage({ channel: '#all', body: 'crawler 2.4 is out' });
    await housekeep();
    const found = async (peer: typeof ann, query: string, more = {}) =>
      (await peer.listMessages({ query, ...more })).messages.map(({ body }) => body.slice(0, 7));
    expect(await found(ann, 'crawler')).toEqual(['crawler', 'POL-358', 'Run tes']);
    expect(await found(bob, 'crawler')).toEqual(['crawler', 'Run tes']);
    expect(await found(ann, 'crawler module')).toEqual(['Run tes']);
    expect(await found(ann, 'modu*')).toEqual([]);
    expect(await found(ann, 'grusse')).toEqual([]);
    expect(await found(ann, 'grüße pol-358')).toEqual(['POL-358']);
    expect(await found(ann, 'crawler', { with: 'cid' })).toEqual(['POL-358']);
    expect(await found(ann, 'crawler', { channel: 'all' })).toEqual(['crawler']);
  });

  test('listMessages takes operators and quotes of full-text search as ordinary text', async () => {
    const { ann, housekeep } = await newMesh('ann', 'bob');
    await ann.sendMessage({ to: 'bob', body: 'this OR that AND NOT NEAR those' });
    await housekeep();
    const count = async (query: string) => (await ann.listMessages({ query })).messages.length;
    for (const query of [
      'OR',
      'AND NOT',
      '"this',
      'this"',
      "that'",
      'NEAR(this that)',
      'this*',
      '^this',
      '(this',
      '-this',
    ])
      expect([query, await count(query)]).toEqual([query, 1]);
    for (const query of ['body:this', 'this OR other', '"*"', '*', '""', '!!', '\t', 'xyzzy*'])
      expect([query, await count(query)]).toEqual([query, 0]);
  });

  test('listMessages says how many messages a query cannot find yet', async () => {
    const { ann, housekeep } = await newMesh('ann', 'bob');
    for (const body of ['one fish', 'two fish']) await ann.sendMessage({ to: 'bob', body });
    expect(await ann.listMessages({ query: 'fish' })).toMatchObject({ messages: [], unindexed: 2 });
    await housekeep();
    expect(await ann.listMessages({ query: 'fish' })).toMatchObject({ messages: [{}, {}], unindexed: 0 });
    await ann.sendMessage({ to: 'bob', body: 'red fish' });
    expect(await ann.listMessages({ query: 'fish' })).toMatchObject({ messages: [{}, {}], unindexed: 1 });
  });

  test('listMessages answers page by page, whichever way it looks', async () => {
    const { ann, bob, housekeep } = await newMesh('ann', 'bob');
    const { message_id, thread_id } = await ann.sendMessage({ to: 'bob', body: 'fish 0' });
    for (let n = 1; n < 5; n++) await ann.sendMessage({ to: 'bob', body: `fish ${n}`, in_reply_to: message_id });
    for (let n = 0; n < 5; n++) await bob.publishMessage({ channel: 'all', body: `post ${n}` });
    await housekeep();
    for (const request of [{}, { with: 'bob' }, { thread_id }, { query: 'fish' }, { channel: 'all' }]) {
      const { messages } = await ann.listMessages({ ...request, limit: 100 });
      expect(messages.length % 5).toBe(0);
      expect(await pages(ann, { ...request, limit: 2 })).toEqual(messages);
    }
  });

  test('listMessages answers not_found and ambiguous to names, and refuses a strange cursor', async () => {
    const { ann, bob, cid } = await newMesh('ann', 'bob', 'cid');
    await expectProblem(ann.listMessages({ with: 'dan' }), 'not_found');
    await expectProblem(ann.listMessages({ channel: 'opps' }), 'not_found');
    for (const peer of [bob, cid]) await peer.updatePeer({ alias: 'twin' });
    await expectProblem(ann.listMessages({ with: 'twin' }), 'ambiguous');
    await expectProblem(ann.listMessages({ cursor: 'InRleHQi' }), 'invalid_request');
  });

  test('listMessages keeps acknowledged messages 7 days and any message 30', async () => {
    const { ann, bob, advance, housekeep } = await newMesh('ann', 'bob');
    await ann.sendMessage({ to: 'bob', body: 'read' });
    await read(bob);
    await ann.sendMessage({ to: 'bob', body: 'unread', ttl_seconds: 30 * day });
    const keptAfter = async (seconds: number) => {
      advance(seconds);
      await housekeep();
      await ann.register();
      return (await ann.listMessages({})).messages.map(({ body }) => body);
    };
    expect(await keptAfter(7 * day)).toEqual(['unread', 'read']);
    expect(await keptAfter(1)).toEqual(['unread']);
    expect(await keptAfter(23 * day)).toEqual([expect.stringContaining('expired before it was acknowledged')]);
  });
});

/** All pages of a history, one after the other. */
async function pages(peer: MeshClient, request: ListMessagesRequest): Promise<HistoryMessage[]> {
  const { messages, next_cursor: cursor } = await peer.listMessages(request);
  return cursor ? [...messages, ...(await pages(peer, { ...request, cursor }))] : messages;
}
