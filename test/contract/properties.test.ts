import { expect, test } from 'vitest';
import { newMesh } from '../support/mesh.ts';

// Properties that pass through the broker without changing what it does, in the places where no other test meets them.

test('listPeers shows how a peer hears of messages, and how it feels', async () => {
  const { ann, join } = await newMesh('ann');
  const bob = await join('bob', { delivery: { push: false, hook: true } });
  const emotional_state = { mood: 'curious', valence: 0.6, arousal: 0.4, drives: [{ name: 'curiosity', level: 0.8 }] };
  await bob.updatePeer({ emotional_state });
  const { peers } = await ann.listPeers({ query: 'bob' });
  expect(peers).toMatchObject([{ delivery: { push: false, hook: true }, emotional_state }]);
});

test('listMessages says which task a message is about', async () => {
  const { ann, bob } = await newMesh('ann', 'bob');
  const { task } = await ann.createTask({ title: 'Fix the test', assignee: 'bob' });
  await ann.sendMessage({ to: 'bob', body: 'How is it going?', task_id: task.task_id });
  const { messages } = await bob.listMessages({ with: 'ann' });
  expect(messages.find(({ body }) => body === 'How is it going?')?.task_id).toBe(task.task_id);
});
