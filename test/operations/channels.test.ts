import { describe, expect, test } from 'vitest';
import { read, unread } from '../support/inbox.ts';
import { newMesh, newMeshWith } from '../support/mesh.ts';
import { expectProblem } from '../support/problems.ts';
import { at, day } from '../support/times.ts';

describe('createChannel', () => {
  test('createChannel makes a channel and subscribes its creator', async () => {
    const { ann } = await newMesh('ann');
    const { channel, created } = await ann.createChannel({ name: '#ops', topic: 'Deployments' });
    expect(created).toBe(true);
    expect(channel).toEqual({
      ...{ name: '#ops', topic: 'Deployments', created_by: 'ann', created_at: at(0) },
      ...{ subscribers: 1, subscribed: true, mode: 'all', unread: 0 },
    });
  });

  test('createChannel answers a channel that exists as it is', async () => {
    const { ann, bob } = await newMesh('ann', 'bob');
    await ann.createChannel({ name: 'ops', topic: 'Deployments' });
    const { channel, created } = await bob.createChannel({ name: '#ops', topic: 'Something else' });
    expect(created).toBe(false);
    expect(channel).toMatchObject({ name: '#ops', topic: 'Deployments', created_by: 'ann', subscribed: false });
  });

  test('createChannel finds #all there from the start', async () => {
    const { ann } = await newMesh('ann');
    const { channel, created } = await ann.createChannel({ name: 'all' });
    expect({ created, ...channel }).toMatchObject({ created: false, name: '#all', subscribers: 1, topic: 'Everyone' });
    expect(channel.created_by).toBeUndefined();
  });

  test('createChannel makes a channel once, however many ask at once', async () => {
    const { ann, bob, cid } = await newMesh('ann', 'bob', 'cid');
    const answers = await Promise.all([ann, bob, cid].map((peer) => peer.createChannel({ name: 'ops' })));
    expect(answers.map(({ created }) => created)).toEqual([true, false, false]);
  });
});

describe('listChannels', () => {
  test('listChannels lists by name, with what waits for the caller', async () => {
    const { ann, bob } = await newMesh('ann', 'bob');
    await ann.createChannel({ name: 'ops' });
    await ann.publishMessage({ channel: 'all', body: 'one' });
    await ann.publishMessage({ channel: 'all', body: 'two' });
    await ann.publishMessage({ channel: 'ops', body: 'not for bob' });
    const { channels } = await bob.listChannels({});
    expect(channels).toMatchObject([
      { name: '#all', unread: 2, subscribed: true, mode: 'all', subscribers: 2, last_post_at: at(0) },
      { name: '#ops', unread: 0, subscribed: false, subscribers: 1 },
    ]);
    await read(bob);
    expect((await bob.listChannels({})).channels[0]!.unread).toBe(0);
  });

  test('listChannels narrows by subscription and by part of name or topic, any case', async () => {
    const { ann, bob } = await newMesh('ann', 'bob');
    await ann.createChannel({ name: 'ops', topic: 'Deployments' });
    await bob.createChannel({ name: 'creative' });
    const names = async (request: object) => (await ann.listChannels(request)).channels.map(({ name }) => name);
    expect(await names({ subscribed: true })).toEqual(['#all', '#ops']);
    expect(await names({ subscribed: false })).toEqual(['#creative']);
    expect(await names({ query: 'CREAT' })).toEqual(['#creative']);
    expect(await names({ query: 'deploy' })).toEqual(['#ops']);
    expect(await names({ query: '%' })).toEqual([]);
  });

  test('listChannels answers page by page', async () => {
    const { ann } = await newMesh('ann');
    for (const name of ['c', 'a', 'd', 'b']) await ann.createChannel({ name });
    const first = await ann.listChannels({ limit: 3 });
    const second = await ann.listChannels({ limit: 3, cursor: first.next_cursor! });
    const names = [first, second].map(({ channels }) => channels.map(({ name }) => name).join(' '));
    expect(names).toEqual(['#a #all #b', '#c #d']);
    expect(second.next_cursor).toBeUndefined();
    await expectProblem(ann.listChannels({ cursor: 'NDI' }), 'invalid_request');
  });
});

describe('subscribeChannel', () => {
  test('subscribeChannel brings the posts from now on', async () => {
    const { ann, bob } = await newMesh('ann', 'bob');
    await ann.createChannel({ name: 'ops' });
    await ann.publishMessage({ channel: 'ops', body: 'before' });
    const { channel, recent } = await bob.subscribeChannel({ channel: 'ops' });
    expect(channel).toMatchObject({ name: '#ops', subscribed: true, mode: 'all', subscribers: 2 });
    expect(recent).toEqual([]);
    await ann.publishMessage({ channel: 'ops', body: 'after' });
    expect(await read(bob)).toEqual(['after']);
  });

  test('subscribeChannel answers recent posts, newest first, without delivering them', async () => {
    const { ann, bob } = await newMesh('ann', 'bob');
    await ann.createChannel({ name: 'ops' });
    for (const body of ['one', 'two', 'three']) await ann.publishMessage({ channel: 'ops', body });
    const { recent } = await bob.subscribeChannel({ channel: '#ops', recent: 2 });
    expect(recent.map(({ body, direction }) => `${direction} ${body}`)).toEqual(['seen three', 'seen two']);
    expect(await unread(bob)).toBe(0);
  });

  test('subscribeChannel changes the mode when it is there already', async () => {
    const { ann, bob } = await newMesh('ann', 'bob');
    await bob.subscribeChannel({ channel: 'all', mode: 'mentions' });
    expect((await bob.getPeer({})).subscriptions).toEqual([{ channel: '#all', mode: 'mentions' }]);
    await ann.publishMessage({ channel: 'all', body: 'not for bob' });
    const { channel } = await bob.subscribeChannel({ channel: 'all' });
    expect(channel).toMatchObject({ mode: 'all', subscribers: 2, unread: 0 });
  });

  test('subscribeChannel answers not_found with near names', async () => {
    const { ann } = await newMesh('ann');
    await ann.createChannel({ name: 'creative' });
    const { candidates, hint } = await expectProblem(ann.subscribeChannel({ channel: 'creatve' }), 'not_found');
    expect(candidates).toEqual(['#creative']);
    expect(hint).toContain('create_channel');
  });

  test('subscribeChannel answers conflict when a channel is full; the subscribed may still change their mode', async () => {
    const { ann, bob, cid } = await newMeshWith({ limits: { channelSubscribers: 2 } }, 'ann', 'bob', 'cid');
    expect((await cid.getPeer({})).subscriptions).toEqual([]);
    await expectProblem(cid.subscribeChannel({ channel: 'all' }), 'conflict');
    expect((await bob.subscribeChannel({ channel: 'all', mode: 'mentions' })).channel.subscribers).toBe(2);
    await ann.unsubscribeChannel({ channel: 'all' });
    expect((await cid.subscribeChannel({ channel: 'all' })).channel.subscribers).toBe(2);
  });

  test('subscribeChannel belongs to the label: it outlives sessions, restarts and crashes', async () => {
    const { ann, bob, reopen, crash } = await newMesh('ann', 'bob');
    await ann.createChannel({ name: 'ops' });
    await bob.subscribeChannel({ channel: 'ops', mode: 'mentions' });
    await bob.unregisterPeer({});
    await reopen();
    await crash();
    await ann.publishMessage({ channel: 'ops', body: 'while @bob is away' });
    await bob.register();
    expect(await read(bob)).toEqual(['while @bob is away']);
  });
});

describe('unsubscribeChannel', () => {
  test('unsubscribeChannel stops the posts; those that wait stay', async () => {
    const { ann, bob } = await newMesh('ann', 'bob');
    await ann.publishMessage({ channel: 'all', body: 'before' });
    expect(await bob.unsubscribeChannel({ channel: 'all' })).toEqual({ channel: '#all', unsubscribed: true });
    expect((await ann.publishMessage({ channel: 'all', body: 'after' })).fanned_out).toBe(0);
    expect(await read(bob)).toEqual(['before']);
  });

  test('unsubscribeChannel says when there was no subscription, and not_found when there is no channel', async () => {
    const { ann, bob } = await newMesh('ann', 'bob');
    await ann.createChannel({ name: 'ops' });
    expect(await bob.unsubscribeChannel({ channel: 'ops' })).toEqual({ channel: '#ops', unsubscribed: false });
    await expectProblem(bob.unsubscribeChannel({ channel: 'opps' }), 'not_found');
  });

  test('unsubscribeChannel from #all holds for later sessions', async () => {
    const { bob } = await newMesh('bob');
    await bob.unsubscribeChannel({ channel: 'all' });
    await bob.register();
    expect((await bob.getPeer({})).subscriptions).toEqual([]);
  });
});

describe('publishMessage', () => {
  test('publishMessage reaches every subscriber but the author', async () => {
    const { ann, bob, cid } = await newMesh('ann', 'bob', 'cid');
    const post = await ann.publishMessage({ channel: 'all', body: 'Deploy starts.', metadata: { version: '2.4' } });
    expect(post).toMatchObject({ channel: '#all', fanned_out: 2, skipped: [], duplicate: false });
    const { messages } = await bob.pollMessages({});
    expect(messages).toMatchObject([{ id: post.message_id, kind: 'channel', channel: '#all', body: 'Deploy starts.' }]);
    expect(messages[0]).toMatchObject({ intent: 'inform', from: { alias: 'ann' }, metadata: { version: '2.4' } });
    expect(await read(cid)).toEqual(['Deploy starts.']);
    expect(await unread(ann)).toBe(0);
  });

  test('publishMessage is on disk for all before it answers', async () => {
    const { ann, bob, cid, crash } = await newMesh('ann', 'bob', 'cid');
    await ann.publishMessage({ channel: 'all', body: 'hi' });
    await crash();
    expect([await read(bob), await read(cid)]).toEqual([['hi'], ['hi']]);
  });

  test('publishMessage reaches mentions subscribers only where @alias stands as a word', async () => {
    const { ann, bob } = await newMesh('ann', 'bob');
    await bob.subscribeChannel({ channel: 'all', mode: 'mentions' });
    const reached = async (body: string) => (await ann.publishMessage({ channel: 'all', body })).fanned_out;
    expect([await reached('@bob'), await reached('ask @bob.'), await reached('(@bob), now')]).toEqual([1, 1, 1]);
    expect([await reached('bob'), await reached('me@bob')]).toEqual([0, 0]);
  });

  test('publishMessage mentions by the alias of the moment', async () => {
    const { ann, bob } = await newMesh('ann', 'bob');
    await bob.subscribeChannel({ channel: 'all', mode: 'mentions' });
    await bob.updatePeer({ alias: 'robert' });
    await ann.publishMessage({ channel: 'all', body: '@bob @bobby @rob' });
    await ann.publishMessage({ channel: 'all', body: 'well, @robert?' });
    expect(await read(bob)).toEqual(['well, @robert?']);
  });

  test('publishMessage skips full inboxes and names them', async () => {
    const { ann, bob, cid } = await newMeshWith({ limits: { inboxMessages: 1 } }, 'ann', 'bob', 'cid');
    await ann.sendMessage({ to: 'bob', body: 'fills the inbox' });
    expect(await ann.publishMessage({ channel: 'all', body: 'hi' })).toMatchObject({ fanned_out: 1, skipped: ['bob'] });
    expect([await read(bob), await read(cid)]).toEqual([['fills the inbox'], ['hi']]);
  });

  test('publishMessage reaches subscribers that are offline', async () => {
    const { ann, bob, advance } = await newMesh('ann', 'bob');
    advance(2 * day);
    await ann.publishMessage({ channel: 'all', body: 'hi' });
    expect(await read(bob)).toEqual(['hi']);
  });

  test('publishMessage answers rate_limited to more than 5 posts a second of one sender', async () => {
    const { ann, bob, advance } = await newMesh('ann', 'bob');
    const post = (peer: typeof ann) => peer.publishMessage({ channel: 'all', body: 'hi' });
    for (let n = 0; n < 5; n++) await post(ann);
    expect((await expectProblem(post(ann), 'rate_limited')).retryAfter).toBe(1);
    await post(bob);
    advance(1);
    for (let n = 0; n < 5; n++) await post(ann);
    await expectProblem(post(ann), 'rate_limited');
    expect(await unread(bob)).toBe(10);
  });

  test('publishMessage answers not_found with near names, and to a message that there is not', async () => {
    const { ann } = await newMesh('ann');
    const { candidates } = await expectProblem(ann.publishMessage({ channel: 'al', body: 'hi' }), 'not_found');
    expect(candidates).toEqual(['#all']);
    const in_reply_to = 'msg_01K9A41R8T5V7W9X2Y4Z6A8B0C';
    await expectProblem(ann.publishMessage({ channel: 'all', body: 'hi', in_reply_to }), 'not_found');
  });

  test('publishMessage answers a post in its thread, at most 8 replies in a row', async () => {
    const { ann, bob, advance } = await newMesh('ann', 'bob');
    const first = await ann.publishMessage({ channel: 'all', body: 'question' });
    let in_reply_to = first.message_id;
    const reply = () => bob.publishMessage({ channel: 'all', body: 'answer', in_reply_to });
    for (let hop = 1; hop <= 8; hop++, advance(1)) {
      const { message_id, thread_id } = await reply();
      expect(thread_id).toBe(first.thread_id);
      in_reply_to = message_id;
    }
    await expectProblem(reply(), 'conflict');
  });

  test('publishMessage does its work once per idempotency key; a repetition costs none of the rate', async () => {
    const { ann, bob } = await newMesh('ann', 'bob');
    const post = { channel: 'all', body: 'hi', idempotency_key: 'key-1' };
    const first = await ann.publishMessage(post);
    for (let n = 0; n < 6; n++) expect(await ann.publishMessage(post)).toEqual({ ...first, duplicate: true });
    await expectProblem(ann.publishMessage({ ...post, body: 'ho' }), 'conflict');
    expect(await read(bob)).toEqual(['hi']);
  });

  test('publishMessage tells the author once when a post expires unread, whoever missed it', async () => {
    const { ann, advance, housekeep } = await newMesh('ann', 'bob', 'cid');
    await ann.publishMessage({ channel: 'all', body: 'hi' });
    advance(7 * day);
    await housekeep();
    const notices = await read(ann);
    expect(notices).toHaveLength(1);
    expect(notices[0]).toMatch(/^Your message msg_\w+ in #all, at bob first, expired before it was acknowledged/);
  });
});
