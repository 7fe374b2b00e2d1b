import { ResourceUpdatedNotificationSchema } from '@modelcontextprotocol/sdk/types.js';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { brokerForTest, newHome } from '../e2e/home.ts';
import { messagesOf, startAgent } from './agent.ts';

const slowly = { timeout: 30_000 };
const Pushed = z.object({
  method: z.literal('notifications/claude/channel'),
  params: z.object({ content: z.string(), meta: z.record(z.string(), z.string()) }),
});

async function agentAnd(clientName: string) {
  const { home, url } = await brokerForTest(newHome());
  const a = await startAgent({ home, url, label: 'agent-a' });
  const b = await startAgent({ home, url, label: 'agent-b', clientName });
  await b.call('whoami');
  return { a, b };
}

/** Waits up to 20 s for the first of what arrives. */
const first = async <T>(things: T[]): Promise<T> => {
  for (let i = 0; things.length === 0 && i < 200; i++) await new Promise((resolve) => setTimeout(resolve, 100));
  expect(things).not.toEqual([]);
  return things[0]!;
};

test('a message is pushed to Claude Code, fenced, once, and stays unread until the tool shows it', slowly, async () => {
  const { a, b } = await agentAnd('claude-code');
  const pushes: z.infer<typeof Pushed>['params'][] = [];
  b.client.setNotificationHandler(Pushed, ({ params }) => void pushes.push(params));
  const { message_id } = (await a.call('send_message', { to: 'agent-b', body: 'Run tests\nnow', intent: 'request' }))
    .data;
  const { content, meta } = await first(pushes);
  expect(content).toMatch(/^[0-9a-f]{8}\| now$/m);
  expect(content).toContain('request from agent-a');
  expect(meta).toMatchObject({ message_id, intent: 'request', from: 'agent-a' });
  expect((await b.call('whoami')).text).toContain('Unread: 1 request');
  expect(messagesOf(await b.call('check_messages'))).toMatchObject([
    { id: message_id, redelivered: false, already_pushed: true },
  ]);
  await b.call('whoami');
  expect(pushes).toHaveLength(1);
});

test(
  'who subscribes to the inbox hears of a new message, and reads who sent it without taking it',
  slowly,
  async () => {
    const { a, b } = await agentAnd('cursor');
    const updates: string[] = [];
    b.client.setNotificationHandler(ResourceUpdatedNotificationSchema, ({ params }) => void updates.push(params.uri));
    await b.client.subscribeResource({ uri: 'peermesh://inbox' });
    await a.call('send_message', { to: 'agent-b', body: 'a secret of two' });
    expect(await first(updates)).toBe('peermesh://inbox');
    const { contents } = await b.client.readResource({ uri: 'peermesh://inbox' });
    const { text } = contents[0] as { text: string };
    expect(JSON.parse(text)).toMatchObject({ label: 'agent-b', unread: { total: 1 }, waiting: [{ from: 'agent-a' }] });
    expect(text).not.toContain('a secret of two');
    expect(messagesOf(await b.call('check_messages'))).toMatchObject([{ body: 'a secret of two', redelivered: false }]);
  },
);

test('the prompts name the tools that they want used', async () => {
  const { b } = await agentAnd('cursor');
  const { prompts } = await b.client.listPrompts();
  expect(prompts.map(({ name }) => name)).toEqual(['standup', 'handoff']);
  for (const { name } of prompts) {
    const { messages } = await b.client.getPrompt({ name, arguments: { to: 'agent-a' } });
    expect(JSON.stringify(messages)).toMatch(/check_messages|list_peers|create_task|send_message/);
  }
});
