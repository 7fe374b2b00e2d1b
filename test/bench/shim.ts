/**
 * What a shim costs: time from spawn to the answer of tools/list, memory when idle, the time of a hook, and the CPU of a broker that 200 idle
 * sessions call as shims do, a heartbeat every 15 s. Wants the built program.
 *
 *   npm run build && npm run bench:shim -- [starts] [seconds]
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { createMeshClient } from '../../generated/client.gen.ts';
import { startBroker } from '../support/process.ts';
import { median } from './support.ts';

const program = join(import.meta.dirname, '../../dist/main.js');
const source = join(import.meta.dirname, '../../src/main.ts');
const sessions = 200;
const heartbeatMs = 15_000;

/** How a shim is started: which program, and with `cold` without what Node compiled at earlier starts. */
interface Start {
  readonly main: string;
  readonly cold: boolean;
}

const ways: readonly (Start & { readonly what: string })[] = [
  { what: 'built', main: program, cold: false },
  { what: 'built, as at the first start', main: program, cold: true },
  { what: 'from sources', main: source, cold: false },
  { what: 'from sources, as at the first start', main: source, cold: true },
];

/** Starts a shim without a broker; answers its milliseconds to tools/list, and its resident MiB a second later. */
async function startShim(home: string, { main, cold }: Start): Promise<{ ms: number; mib: number }> {
  const env = {
    ...(cold && { NODE_DISABLE_COMPILE_CACHE: '1' }),
    PATH: process.env.PATH,
    PEERMESH_HOME: home,
    PEERMESH_TRANSPORT: 'remote',
    PEERMESH_URL: 'http://127.0.0.1:9',
  };
  const begin = performance.now();
  const child = spawn(process.execPath, [main, 'mcp'], { env, stdio: ['pipe', 'pipe', 'ignore'] });
  const hello = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'bench', version: '1' } };
  const lines = [
    { id: 1, method: 'initialize', params: hello },
    { method: 'notifications/initialized' },
    { id: 2, method: 'tools/list' },
  ];
  child.stdin.write(lines.map((line) => `${JSON.stringify({ jsonrpc: '2.0', ...line })}\n`).join(''));
  let text = '';
  while (!/"id":2/.test(text)) text += String((await once(child.stdout, 'data'))[0]);
  const ms = performance.now() - begin;
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const mib = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))![1]) / 1024;
  child.stdin.end();
  await once(child, 'exit');
  return { ms, mib };
}

/** Milliseconds of a Node that does nothing, to tell a slow machine from a slow program. */
async function bareNode(): Promise<number> {
  const begin = performance.now();
  await once(spawn(process.execPath, ['-e', ''], { stdio: 'ignore' }), 'exit');
  return performance.now() - begin;
}

/** Milliseconds of a hook from spawn to exit, once with nothing to say and once with a message to print. */
async function hookTimes(home: string): Promise<{ silent: number; prints: number }> {
  const broker = await startBroker(home);
  const env = { PATH: process.env.PATH!, PEERMESH_HOME: home, PEERMESH_URL: broker.url, PEERMESH_LABEL: 'bench' };
  const client = new Client({ name: 'claude-code', version: '1' });
  await client.connect(
    new StdioClientTransport({ command: process.execPath, args: [program, 'mcp'], env, stderr: 'ignore' }),
  );
  await client.callTool({ name: 'whoami', arguments: {} });
  const time = async () => {
    const begin = performance.now();
    const child = spawn(process.execPath, [program, 'hook', 'claude', 'UserPromptSubmit'], {
      env,
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    child.stdin.end('{}');
    child.stdout.resume();
    await once(child, 'exit');
    return performance.now() - begin;
  };
  const silent = await time();
  await client.callTool({ name: 'send_message', arguments: { to: 'bench', body: 'Run tests', intent: 'request' } });
  const prints = await time();
  await client.close();
  await broker.stop();
  return { silent, prints };
}

/** CPU milliseconds that a process has used. */
function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** The share of one core that a broker spends on sessions that only beat. */
async function idleShare(home: string, seconds: number): Promise<number> {
  const broker = await startBroker(home);
  const clients = [];
  for (let n = 0; n < sessions; n++) {
    let session = '';
    const client = createMeshClient({ baseUrl: broker.url, token: broker.token, session: () => session });
    ({ session_token: session } = await client.registerPeer({ label: `idle-${n}`, runtime: 'bench', host: 'bench' }));
    clients.push(client);
  }
  const before = cpuOf(broker.child.pid!);
  const timers = clients.map((client, n) =>
    setTimeout(
      () => {
        void client.heartbeatPeer({});
        timers.push(setInterval(() => void client.heartbeatPeer({}), heartbeatMs));
      },
      (n * heartbeatMs) / sessions,
    ),
  );
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  const used = cpuOf(broker.child.pid!) - before;
  for (const timer of timers) clearTimeout(timer);
  await broker.stop();
  return used / (seconds * 1000);
}

const [starts, seconds] = [Number(process.argv[2] ?? 15), Number(process.argv[3] ?? 30)];
const directory = mkdtempSync(join(tmpdir(), 'peermesh-bench-'));
// A home is there at all but the very first start, and only then is anything kept in it.
mkdirSync(join(directory, 'shim'), { mode: 0o700 });
const [bare, hooks]: [number[], Awaited<ReturnType<typeof hookTimes>>[]] = [[], []];
const runs = new Map(ways.map(({ what }) => [what, [] as Awaited<ReturnType<typeof startShim>>[]]));
for (let n = 0; n < starts; n++) {
  bare.push(await bareNode());
  for (const way of ways) runs.get(way.what)!.push(await startShim(join(directory, 'shim'), way));
  hooks.push(await hookTimes(join(directory, 'hook')));
}
console.log(`a Node that does nothing: ${median(bare).toFixed(0)} ms`);
console.log('spawn to tools/list (aim: 120 ms or less when built):');
for (const [what, those] of runs) console.log(`  ${what}: ${median(those.map(({ ms }) => ms)).toFixed(0)} ms`);
const resident = median(runs.get(ways[0]!.what)!.map(({ mib }) => mib));
console.log(`resident when idle: ${resident.toFixed(0)} MiB (aim: 80 or less)`);
const [silent, prints] = [median(hooks.map(({ silent }) => silent)), median(hooks.map(({ prints }) => prints))];
console.log(
  `a hook: ${silent.toFixed(0)} ms with nothing to say, ${prints.toFixed(0)} ms with a message (aim: below 150)`,
);
console.log(
  `${sessions} idle sessions: ${((await idleShare(join(directory, 'broker'), seconds)) * 100).toFixed(2)} % of a core (aim: below 5)`,
);
rmSync(directory, { recursive: true });
