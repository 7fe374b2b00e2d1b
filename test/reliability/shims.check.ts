import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { type Agent, messagesOf, startAgent, type ToolAnswer } from '../mcp/agent.ts';
import { startBroker } from '../support/process.ts';
import { newHome } from './places.ts';

const root = join(import.meta.dirname, '../..');

/** Shims, of 70 MiB each, and how often the broker is restarted under them. */
const shims = Number(process.env.SHIMS ?? 12);
const restarts = Number(process.env.RESTARTS ?? 2);

/** What the agents did and were told. */
interface Log {
  over: boolean;
  readonly sent: Set<string>;
  readonly received: Set<string>;
  /** What was given out as new. */
  readonly fresh: string[];
  readonly waits: number[];
  /** Tool calls that failed, in the words of the shim. */
  readonly failed: string[];
}

/** Calls a tool as a model does, and writes down how long it took. */
async function use(log: Log, agent: Agent, tool: string, args: Record<string, unknown>): Promise<ToolAnswer> {
  const begun = performance.now();
  const answer = await agent.call(tool, args);
  log.waits.push(performance.now() - begun);
  if (answer.isError) log.failed.push(`${tool}: ${answer.text}`);
  return answer;
}

async function look(log: Log, agent: Agent): Promise<number> {
  const messages = messagesOf(await use(log, agent, 'check_messages', {})) ?? [];
  for (const { body, redelivered } of messages) {
    log.received.add(body);
    if (!redelivered) log.fresh.push(body);
  }
  return messages.length;
}

/** Sends to the next one and looks into its own inbox, about twice a second. */
async function play(log: Log, agent: Agent, n: number): Promise<void> {
  for (let i = 0; !log.over; i++) {
    const body = `${n}/${i}`;
    await use(log, agent, 'send_message', { to: `agent-${(n + 1) % shims}`, body });
    log.sent.add(body);
    await look(log, agent);
    await sleep(500 + Math.random() * 500);
  }
}

/** Builds the program: as a bundle a shim starts three times as fast as from source, and needs half the memory. */
function build(): string {
  const directory = mkdtempSync(join(tmpdir(), 'peermesh-built-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const dist = join(directory, 'dist');
  const { status, stderr } = spawnSync(process.execPath, ['esbuild.config.ts', dist], { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  writeFileSync(join(directory, 'package.json'), '{"type":"module"}');
  symlinkSync(join(root, 'node_modules'), join(directory, 'node_modules'));
  return join(dist, 'main.js');
}

const mebibytes = ({ pid }: Agent) =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024;

test(`${restarts} restarts under ${shims} polling shims: no tool call fails, and every message arrives, as new once`, {
  timeout: 60_000 + shims * 2_000 + restarts * 10_000,
}, async () => {
  let broker = await startBroker(newHome());
  onTestFinished(() => broker.crash());
  const { home, url } = broker;
  const agents: Agent[] = [];
  // Whoever restarts the broker is not a shim here.
  const env = { PEERMESH_TRANSPORT: 'remote' };
  const program = build();
  const enter = async (n: number) => {
    const agent = await startAgent({ home, url, label: `agent-${n}`, env, program });
    await agent.call('whoami');
    agents[n] = agent;
  };
  for (let n = 0; n < shims; n += 4)
    await Promise.all(Array.from({ length: Math.min(4, shims - n) }, (_, k) => enter(n + k)));
  const log: Log = { over: false, sent: new Set(), received: new Set(), fresh: [], waits: [], failed: [] };
  const playing = Promise.all(agents.map((agent, n) => play(log, agent, n)));
  playing.catch(() => {});
  const downs: number[] = [];
  for (let n = 0; n < restarts; n++) {
    await Promise.race([sleep(1_000), playing]);
    const begun = performance.now();
    expect(await broker.stop()).toBe(0);
    broker = await startBroker(home, broker.port);
    downs.push(performance.now() - begun);
  }
  await Promise.race([sleep(1_000), playing]);
  log.over = true;
  await playing;
  const missing = () => [...log.sent].filter((body) => !log.received.has(body));
  // What a shim kept in its outbox meanwhile is on its way.
  for (let turns = 0; turns < 20 && missing().length > 0; turns++) {
    for (const agent of agents) while ((await look(log, agent)) > 0);
    await sleep(250);
  }
  const longest = { 'longest down ms': Math.max(...downs), 'longest call ms': Math.max(...log.waits) };
  const memory = { 'MiB of all shims': agents.map(mebibytes).reduce((sum, one) => sum + one, 0) };
  const figures = { shims, restarts, calls: log.waits.length, sent: log.sent.size, ...longest, ...memory };
  console.table(Object.fromEntries(Object.entries(figures).map(([what, value]) => [what, Math.round(value)])));
  expect(log.failed).toEqual([]);
  expect(missing()).toEqual([]);
  expect(log.fresh.length).toBe(new Set(log.fresh).size);
});
