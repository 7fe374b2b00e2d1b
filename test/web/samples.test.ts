import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { samplesOf } from '../../codegen/emit/samples.ts';
import { readModel } from '../../codegen/model.ts';
import { loadSpec } from '../../codegen/spec.ts';
import { createMeshClient, type MeshClient } from '../../src/client/client.ts';
import { type Broker, startBroker } from '../support/process.ts';

// Every sample of the documentation is run as it stands, but for the address of the broker and the ids that only a broker can give.

const root = join(import.meta.dirname, '../..');
const { operations, contract } = readModel(loadSpec(readFileSync(join(root, 'openapi.yaml'), 'utf8'), 'openapi.yaml'));
const server = 'http://127.0.0.1:7337';
const directory = mkdtempSync(join(tmpdir(), 'peermesh-samples-'));

/** What runs a sample: a file name and a command. What only CI has to have is run there. */
const runners: Record<string, { file: string; command: string[]; where: 'everywhere' | 'in CI' }> = {
  curl: { file: 'sample.sh', command: ['sh'], where: 'everywhere' },
  TypeScript: { file: 'sample.ts', command: [process.execPath], where: 'everywhere' },
  Python: { file: 'sample.py', command: ['python3'], where: 'in CI' },
  Go: { file: 'sample.go', command: ['go', 'run'], where: 'in CI' },
};

let broker: Broker;
let ann: MeshClient;
let annsSession: string;

const clientOf = (session?: string) =>
  createMeshClient({ baseUrl: broker.url, token: broker.token, ...(session && { session }) });
const register = async (label: string) =>
  (await clientOf().registerPeer({ label, runtime: 'node', host: 'studio' })).session_token;

beforeAll(async () => {
  mkdirSync(join(directory, 'home'), { mode: 0o700 });
  broker = await startBroker(join(directory, 'home'));
  annsSession = await register('ann');
  ann = clientOf(annsSession);
  await register('agent-b');
});
afterAll(async () => {
  await broker.crash();
  rmSync(directory, { recursive: true });
});

const anId = { task: 'task_01K9A44Q6R8S0T2V4W6X8Y0Z2A', message: 'msg_01K9A41R8T5V7W9X2Y4Z6A8B0C' };
const newTask = async () => ({ [anId.task]: (await ann.createTask({ title: 'Fix the test' })).task.task_id });

async function newChannel() {
  await ann.createChannel({ name: '#ops' });
  return {};
}

/** What has to be there before a sample, and the text in it that this gives. */
const before: Record<string, () => Promise<Record<string, string>>> = {
  async ackMessages() {
    const { message_id } = await ann.sendMessage({ to: 'ann', body: 'to be acknowledged' });
    const { messages } = await ann.pollMessages({ limit: 100 });
    return { [anId.message]: message_id, '7.1.2': messages.find(({ id }) => id === message_id)!.lease };
  },
  async getMessageStatus() {
    return { [anId.message]: (await ann.sendMessage({ to: 'agent-b', body: 'hello' })).message_id };
  },
  subscribeChannel: newChannel,
  unsubscribeChannel: newChannel,
  publishMessage: newChannel,
  async deleteMemory() {
    const { version } = await ann.setMemory({ key: 'crawler/test-command', value: 'npm test' });
    return { 'if_version: 3': `if_version: ${version}`, '"if_version": 3': `"if_version": ${version}` };
  },
  assignTask: newTask,
  claimTask: newTask,
  getTask: newTask,
  async updateTask() {
    const ids = await newTask();
    await ann.claimTask({ task_id: ids[anId.task]! });
    return ids;
  },
};

describe.each(Object.entries(runners))('%s', (label, { file, command, where }) => {
  const left = where === 'in CI' && !process.env.CI;
  if (left) console.warn(`The samples in ${label} run in CI; with CI=true here too.`);

  // On a new machine the first program in Go compiles the standard library, which takes more than 20 s.
  test.skipIf(left).each(operations)('$operationId answers', { timeout: 120_000 }, async (operation) => {
    const { operationId, response } = operation;
    const given = (await before[operationId]?.()) ?? {};
    const { source } = samplesOf(operation, server, 'PeerMesh-Session').find((sample) => sample.label === label)!;
    const texts = { [server]: broker.url, "'peermesh/client'": `'${join(root, 'src/client/client.ts')}'`, ...given };
    const path = join(directory, file);
    writeFileSync(
      path,
      Object.entries(texts).reduce((text, [from, to]) => text.replaceAll(from, to), source),
    );
    const session = operationId === 'unregisterPeer' ? await register('passing-by') : annsSession;
    const env = { ...process.env, PEERMESH_TOKEN: broker.token, PEERMESH_SESSION: session };
    const { stdout } = await promisify(execFile)(command[0]!, [...command.slice(1), path], { env });
    for (const name of contract.components.schemas[response]!.required!) expect(stdout).toContain(name);
  });

  if (label !== 'Go') return;
  test.skipIf(left)('is formatted', () => {
    const sources = operations.map((operation) => samplesOf(operation, server, 'PeerMesh-Session').at(-1)!.source);
    for (const source of sources) expect(execFileSync('gofmt', { input: source, encoding: 'utf8' })).toBe(source);
  });
});
