/**
 * Two network namespaces as two machines: a broker and a session in one, a session in remote mode in the other, the cable cut and
 * healed between them. Needs root and iproute2, and says so where it has not.
 *
 *   npm run test:netns
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { run } from '../../support/process.ts';

const main = join(import.meta.dirname, '../../../src/main.ts');
const id = process.pid;
const [here, there] = [`pm${id}a`, `pm${id}b`];
const [near, far] = [`v${id}a`, `v${id}b`];
const [hereIp, thereIp] = ['10.73.37.1', '10.73.37.2'];
const ip = (...args: string[]) => execFileSync('ip', args, { stdio: 'pipe' });

/** A command line in one of the machines, under a host name of its own. */
const on = (machine: string, name: string, ...command: string[]) => [
  ...['ip', 'netns', 'exec', machine, 'unshare', '--uts', 'sh', '-c', `hostname ${name} && exec "$@"`, 'sh'],
  ...command,
];

try {
  ip('netns', 'add', here);
} catch (error) {
  console.log(`Left out: network namespaces need root and iproute2 (${String(error).split('\n')[0]}).`);
  process.exit(0);
}
const home = mkdtempSync(join(tmpdir(), 'peermesh-netns-'));
const ends: (() => unknown)[] = [];
let held = 0;
try {
  ip('netns', 'add', there);
  ip('link', 'add', near, 'netns', here, 'type', 'veth', 'peer', 'name', far, 'netns', there);
  for (const [machine, device, address] of [
    [here, near, hereIp],
    [there, far, thereIp],
  ] as const) {
    ip('-n', machine, 'addr', 'add', `${address}/24`, 'dev', device);
    ip('-n', machine, 'link', 'set', device, 'up');
    ip('-n', machine, 'link', 'set', 'lo', 'up');
  }
  const serve = ['serve', '--home', join(home, 'a'), '--host', hereIp, '--port', '7337'];
  const broker = run(on(here, 'studio', process.execPath, main, ...serve));
  ends.push(() => broker.child.kill('SIGKILL'));
  await broker.printed(/listens on/);
  const token = readFileSync(join(home, 'a/token'), 'utf8').trim();

  const a = await agent(here, 'studio', 'a', token);
  const b = await agent(there, 'laptop', 'b', token);
  await until('both are there', async () => (await a('list_peers')).text.includes('laptop (another host)'));
  await b('send_message', { to: 'a', body: 'one', intent: 'request' });
  await until('a reads across the cable', async () => (await a('check_messages')).text.includes('one'));

  ip('-n', there, 'link', 'set', far, 'down');
  const kept = await b('send_message', { to: 'a', body: 'two' });
  expect('a send is kept while the cable is cut', kept.data.status === 'outbox');
  const begin = Date.now();
  const read = await b('list_peers');
  const ms = Date.now() - begin;
  expect(
    `a read fails and says since when (${ms} ms)`,
    read.isError && read.text.includes('unreachable since') && ms < 2_000,
  );

  ip('-n', there, 'link', 'set', far, 'up');
  await until('what was kept arrives when it is healed', async () => (await a('check_messages')).text.includes('two'));
  const history = await a('message_history', { with: 'b' });
  expect('and only once', history.text.split('two').length === 2);
  console.log(`${held} passed, 0 failed`);
} finally {
  for (const end of ends) await end();
  for (const machine of [here, there]) {
    try {
      ip('netns', 'del', machine);
    } catch {}
  }
  rmSync(home, { recursive: true, force: true });
}
process.exit(0);

/** A client with a shim on one machine, in remote mode; answers what calls its tools. */
async function agent(machine: string, host: string, label: string, token: string) {
  const [command, ...args] = on(machine, host, process.execPath, main, 'mcp');
  const env = {
    PATH: process.env.PATH!,
    PEERMESH_HOME: join(home, `shim-${label}`),
    PEERMESH_TRANSPORT: 'remote',
    PEERMESH_URL: `http://${hereIp}:7337`,
    PEERMESH_TOKEN: token,
    PEERMESH_LABEL: label,
  };
  const client = new Client({ name: 'codex', version: '1.0.0' });
  await client.connect(new StdioClientTransport({ command: command!, args, env, stderr: 'ignore' }));
  ends.push(() => client.close());
  return async (name: string, input: Record<string, unknown> = {}) => {
    const result = await client.callTool({ name, arguments: input });
    const [first] = result.content as { text: string }[];
    return {
      isError: result.isError === true,
      text: first!.text,
      data: result.structuredContent as Record<string, unknown>,
    };
  };
}

function expect(what: string, holds: boolean): void {
  if (!holds) throw new Error(`Not so: ${what}.`);
  held += 1;
  console.log(`ok  ${what}`);
}

/** Looks twice a second for at most 40 s. */
async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (let i = 0; i < 80; i++) {
    if (await holds()) return expect(what, true);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  expect(what, false);
}
