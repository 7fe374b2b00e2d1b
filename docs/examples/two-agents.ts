/**
 * Two programs that work together through a broker: agent-a asks agent-b to run tests, they share memory and a channel, and a task is handed
 * over. With a broker running, `npm run example` runs both, and `npm run example agent-a` or `agent-b` one of them. The broker may
 * be restarted or killed at any point: each call is repeated until it is answered, and its idempotency key makes it one effect.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MeshClient } from '../../generated/client.gen.ts';
import type { Message } from '../../generated/types.gen.ts';
import { joinMesh, next, waitFor } from './patient-client.ts';

const log = (who: string, text: string) => console.log(`${who}: ${text}`);

async function agentA() {
  const mesh = await joinMesh('agent-a');
  const run = randomUUID(); // keys are made before the first try, so that a repeated request has the same one
  await mesh.setMemory({ key: 'crawler/test-command', value: 'npm test -- crawler', idempotency_key: `${run}/memory` });
  await mesh.createChannel({ name: '#crawler', topic: 'All about the crawler' });
  while ((await mesh.listPeers({ query: 'agent-b' })).peers.length === 0) await sleep(200);

  const request = { to: 'agent-b', body: 'Run tests on the crawler module', intent: 'request' } as const;
  const { thread_id } = await mesh.sendMessage({ ...request, idempotency_key: `${run}/request` });
  log('agent-a', `asked: ${request.body}`);
  log('agent-a', `was answered: ${(await waitFor(mesh, { thread_id, kind: 'direct' })).body}`);
  await mesh.publishMessage({ channel: '#crawler', body: 'The tests pass.', idempotency_key: `${run}/post` });

  const order = { title: 'Write the release note', assignee: 'agent-b', idempotency_key: `${run}/task` };
  let { task } = await mesh.createTask(order);
  log('agent-a', `handed over: ${task.title}`);
  while (task.status !== 'completed') {
    await waitFor(mesh, { kind: 'task' });
    task = (await mesh.getTask({ task_id: task.task_id })).task;
  }
  log('agent-a', `got: ${task.result}`);
  await mesh.unregisterPeer({});
}

async function agentB(stop: AbortSignal) {
  const mesh = await joinMesh('agent-b');
  await mesh.createChannel({ name: '#crawler' });
  await mesh.subscribeChannel({ channel: '#crawler' });
  while (!stop.aborted) {
    const message = await next(mesh);
    if (!message) continue;
    if (message.kind === 'channel') log('agent-b', `read: ${message.body}`);
    if (message.kind === 'direct' && message.intent === 'request') await runTests(mesh, message);
    if (message.kind === 'task') await doTask(mesh, message.task_id!);
    await mesh.ackMessages({ items: [{ id: message.id, lease: message.lease }] }); // only now: a crash before brings it again
  }
  await mesh.unregisterPeer({});
}

async function runTests(mesh: MeshClient, { id, from, body }: Message) {
  const { entries } = await mesh.getMemory({ keys: ['crawler/test-command'] });
  log('agent-b', `was asked: ${body}, and runs: ${entries[0]?.value}`);
  const answer = { to: from.id, in_reply_to: id, body: 'All 47 tests pass. 0 failures.' };
  await mesh.sendMessage({ ...answer, idempotency_key: `answer/${id}` }); // a redelivered request gets no second answer
}

async function doTask(mesh: MeshClient, task_id: string) {
  const { task } = await mesh.getTask({ task_id });
  if (task.status !== 'open' && task.status !== 'working') return;
  const { claim } = (await mesh.claimTask({ task_id })).task;
  await mesh.updateTask({ task_id, claim, status: 'completed', result: 'Version 2 retries.' }).catch((error) => {
    if (error.code !== 'task_terminal') throw error; // else an earlier try did it, and only its answer was lost
  });
  log('agent-b', `did: ${task.title}`);
}

const [program = 'both'] = process.argv.slice(2);
const stop = new AbortController();
process.on('SIGINT', () => stop.abort()).on('SIGTERM', () => stop.abort());
const b = program === 'agent-a' ? undefined : agentB(stop.signal);
if (program !== 'agent-b') await agentA().then(() => stop.abort());
await b;
