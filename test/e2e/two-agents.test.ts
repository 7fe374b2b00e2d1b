import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createMeshClient } from '../../generated/client.gen.ts';
import type { Event } from '../../generated/types.gen.ts';
import { type Broker, type Program, run } from '../support/process.ts';
import { brokerForTest, forTest, newHome } from './home.ts';

/** Runs the example: as README has it, or one of its programs. */
function example({ home, url }: Broker, name?: string): Program {
  const command = name ? [process.execPath, 'docs/examples/two-agents.ts', name] : ['npm', 'run', '-s', 'example'];
  return forTest(run(command, { env: { PEERMESH_HOME: home, PEERMESH_URL: url } }));
}

/** Kills a broker, and after a while in which nobody answers starts another in its place. */
async function killAndRestart({ home, port, crash }: Broker, ms: number): Promise<Broker> {
  await crash();
  await sleep(ms);
  return brokerForTest(home, port);
}

/** What happened in the mesh, as `actor kind about` lines. */
async function happened({ url, token }: Broker): Promise<string[]> {
  const { session_token } = await createMeshClient({ baseUrl: url, token }).registerPeer({
    label: 'watcher',
    runtime: 'test',
    host: 'studio',
  });
  const { events } = await createMeshClient({ baseUrl: url, token, session: session_token }).listEvents({ limit: 200 });
  const name = (label = 'nobody') => label.replace(/@.*/, '');
  return events.map(({ actor, kind, channel, key, status }: Event) =>
    [name(actor), kind, channel ?? key ?? status].filter(Boolean).join(' '),
  );
}

/** Everything that the two programs do to each other, once. */
const story = [
  'agent-a memory_set crawler/test-command',
  'agent-a message_queued',
  'agent-b message_queued',
  'agent-a channel_post #crawler',
  'agent-a task_transition open',
  'agent-b task_transition completed',
];

const lines = [
  /^agent-b: was asked: Run tests on the crawler module, and runs: npm test -- crawler$/m,
  /^agent-a: was answered: All 47 tests pass\. 0 failures\.$/m,
  /^agent-b: read: The tests pass\.$/m,
  /^agent-b: did: Write the release note$/m,
  /^agent-a: got: Version 2 retries\.$/m,
];

test('the example runs from one command and ends', { timeout: 30_000 }, async () => {
  const broker = await brokerForTest(newHome());
  const program = example(broker);
  expect(await program.ended).toBe(0);
  for (const line of lines) expect(program.out()).toMatch(line);
  expect(await happened(broker)).toEqual(expect.arrayContaining(story));
});

test('its two programs ride through a broker killed at every step, and nothing is lost or done twice', {
  timeout: 90_000,
}, async () => {
  let broker = await brokerForTest(newHome());
  const b = example(broker, 'agent-b');
  const a = example(broker, 'agent-a');
  for (const step of [/asked/, /was answered/, /handed over/]) {
    await a.printed(step);
    broker = await killAndRestart(broker, 300);
  }
  expect(await a.ended).toBe(0);
  b.child.kill('SIGTERM');
  expect(await b.ended).toBe(0);
  for (const line of lines) expect(a.out() + b.out()).toMatch(line);
  const counted = (await happened(broker)).filter((line) => story.includes(line));
  expect(counted.sort()).toEqual([...story].sort());
});
