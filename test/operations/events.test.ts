import { describe, expect, test } from 'vitest';
import type { MeshClient } from '../../generated/client.gen.ts';
import type { Event } from '../../generated/types.gen.ts';
import { leaseOne, read, settle } from '../support/inbox.ts';
import { newMesh } from '../support/mesh.ts';
import { expectProblem } from '../support/problems.ts';
import { day } from '../support/times.ts';

/** The whole feed, a line an event. */
async function feed(peer: MeshClient): Promise<string[]> {
  return (await peer.listEvents({ limit: 500 })).events.map(line);
}

const line = ({ kind, actor = '-', peer = '-', channel, key, status, detail }: Event) =>
  [kind, actor, peer, channel, key, status, detail && `"${detail}"`].filter(Boolean).join(' ');

describe('listEvents', () => {
  test('listEvents tells of peers that join, come back and leave', async () => {
    const { ann, bob } = await newMesh('ann', 'bob');
    await bob.register();
    await bob.unregisterPeer({ reason: 'session ended' });
    const kinds = [
      'peer_joined ann -',
      'peer_joined bob -',
      'peer_reattached bob -',
      'peer_left bob - "session ended"',
    ];
    expect(await feed(ann)).toEqual(kinds);
  });

  test('listEvents tells of direct messages by ids and parties, never their bodies', async () => {
    const { ann, bob, advance, housekeep } = await newMesh('ann', 'bob');
    const { message_id } = await ann.sendMessage({
      to: 'bob',
      body: 'canary-body',
      metadata: { x: 'canary-metadata' },
    });
    await settle(bob, await leaseOne(bob));
    await ann.sendMessage({ to: 'bob', body: 'canary-expired', ttl_seconds: 1 });
    advance(1);
    await housekeep();
    const { events } = await ann.listEvents({});
    const told = ['message_queued ann bob', 'message_acked bob ann', 'message_queued ann bob', 'message_expired - bob'];
    expect(events.slice(2).map(line)).toEqual(told);
    expect(events[2]!.message_id).toBe(message_id);
    expect(JSON.stringify(events)).not.toContain('canary');
  });

  test('listEvents tells of messages that were given up', async () => {
    const { ann, bob } = await newMesh('ann', 'bob');
    await ann.sendMessage({ to: 'bob', body: 'hi' });
    for (let n = 0; n < 20; n++) await settle(bob, await leaseOne(bob), 'released');
    expect((await feed(ann)).at(-1)).toBe('message_dead - bob');
  });

  test('listEvents tells of channels and their posts', async () => {
    const { ann } = await newMesh('ann');
    await ann.createChannel({ name: 'ops', topic: 'Deployments' });
    await ann.publishMessage({ channel: 'ops', body: `Deploy\n  starts ${'.'.repeat(200)}` });
    const [, created, posted] = await feed(ann);
    expect(created).toBe('channel_created ann - #ops "Deployments"');
    expect(posted).toMatch(/^channel_post ann - #ops "Deploy starts \.+…"$/);
    expect(posted!.length).toBeLessThan(160);
  });

  test('listEvents tells of tasks and memory', async () => {
    const { ann, bob } = await newMesh('ann', 'bob');
    await ann.createTask({ title: 'Run tests', assignee: 'bob' });
    await bob.setMemory({ key: 'crawler/test-command', value: 'canary-value' });
    await bob.deleteMemory({ key: 'crawler/test-command' });
    const { events } = await ann.listEvents({});
    expect(events.slice(2).map(({ kind, actor }) => `${kind} ${actor}`)).toEqual(
      expect.arrayContaining(['task_transition ann', 'memory_set bob', 'memory_deleted bob']),
    );
    expect(events.find(({ kind }) => kind === 'memory_set')).toMatchObject({ key: 'crawler/test-command', version: 1 });
    expect(JSON.stringify(events)).not.toContain('canary');
  });

  test('listEvents goes on where the page before ended', async () => {
    const { ann } = await newMesh('ann', 'bob', 'cid');
    const first = await ann.listEvents({ limit: 2 });
    const second = await ann.listEvents({ limit: 2, after: first.next_cursor });
    const third = await ann.listEvents({ limit: 2, after: second.next_cursor });
    expect([first, second, third].map(({ events }) => events.map(({ actor }) => actor))).toEqual([
      ['ann', 'bob'],
      ['cid'],
      [],
    ]);
    await ann.createChannel({ name: 'ops' });
    expect((await ann.listEvents({ after: third.next_cursor })).events.map(({ kind }) => kind)).toEqual([
      'channel_created',
    ]);
  });

  test('listEvents narrows to kinds', async () => {
    const { ann, bob } = await newMesh('ann', 'bob');
    for (let n = 0; n < 3; n++) await ann.sendMessage({ to: 'bob', body: 'hi' });
    await read(bob);
    const first = await ann.listEvents({ kinds: ['message_acked', 'peer_left'], limit: 2 });
    const second = await ann.listEvents({ kinds: ['message_acked', 'peer_left'], after: first.next_cursor });
    expect([first.events.length, second.events.length]).toEqual([2, 1]);
    expect((await ann.listEvents({ after: second.next_cursor })).events).toEqual([]);
  });

  test('listEvents refuses a cursor that is none of its own', async () => {
    const { ann } = await newMesh('ann');
    for (const after of ['x', 'InRleHQi', 'LTE', 'MS41'])
      await expectProblem(ann.listEvents({ after }), 'invalid_request');
    expect((await ann.listEvents({ after: Buffer.from('999').toString('base64url') })).events).toEqual([]);
  });

  test('listEvents keeps events for 30 days and over restarts, and never reuses a place', async () => {
    const { ann, advance, housekeep, crash } = await newMesh('ann');
    const { next_cursor } = await ann.listEvents({});
    advance(31 * day);
    await housekeep();
    await crash();
    await ann.register();
    const { events } = await ann.listEvents({ after: next_cursor });
    expect(events.map(line)).toEqual(['peer_reattached ann -']);
    expect(await feed(ann)).toEqual(['peer_reattached ann -']);
  });
});
