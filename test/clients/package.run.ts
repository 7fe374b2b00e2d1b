import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const directory = mkdtempSync(join(tmpdir(), 'peermesh-installed-'));
const home = join(directory, 'home');
/** Other runtimes for JavaScript, as packages. */
const runtimes = ['bun@1.4.5', 'deno@2.9.6'];
const npm = (cwd: string, ...args: string[]) =>
  execFileSync('npm', [...args, '--no-audit', '--no-fund', '--silent'], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
/** The environment of a user who has the package and Node, and nothing of this project on the PATH. */
const env = {
  PATH: `${join(directory, 'node_modules/.bin')}:${process.env.PATH}`,
  HOME: join(directory, 'user'),
  PEERMESH_HOME: home,
  PEERMESH_PORT: '0',
};
let broker: ReturnType<typeof spawn>;
let url: string;
let token: string;

/** A program of a user. */
const program = `
import { createMeshClient, MeshError } from 'peermesh/client';
const [baseUrl, token, label] = JSON.parse(atob('GIVEN'));
let session;
const mesh = createMeshClient({ baseUrl, token, session: () => session });
session = (await mesh.registerPeer({ label, runtime: label, host: 'studio' })).session_token;
const { status } = await mesh.sendMessage({ to: label, body: 'hello' });
const [{ body }] = (await mesh.pollMessages({ limit: 1 })).messages;
const refusal = await mesh.sendMessage({ to: 'nobody', body: 'x' }).catch((error) => error);
console.log(status, body, refusal instanceof MeshError && refusal.code);
`;

beforeAll(async () => {
  const staged = join(directory, 'staged');
  mkdirSync(staged);
  mkdirSync(env.HOME);
  const { files } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { files: string[] };
  for (const file of ['package.json', 'README.md', 'LICENSE', ...files.filter((name) => !name.startsWith('d'))])
    cpSync(join(root, file), join(staged, file), { recursive: true });
  for (const [script, folder] of [
    ['esbuild.config.ts', 'dist'],
    ['codegen/docs.ts', 'docs-dist/index.html'],
  ] as const)
    execFileSync(process.execPath, [script, join(staged, folder)], { cwd: root, stdio: 'ignore' });
  npm(staged, 'pack', '--ignore-scripts', '--pack-destination', directory);
  writeFileSync(join(directory, 'package.json'), '{"type":"module"}');
  npm(directory, 'install', './peermesh-0.1.0.tgz', ...runtimes);
  broker = spawn('peermesh', ['serve'], { env, cwd: env.HOME, stdio: ['ignore', 'pipe', 'ignore'] });
  let said = '';
  while (!/listens on (\S+)/.test(said)) said += String((await once(broker.stdout!, 'data'))[0]);
  url = /listens on (\S+)/.exec(said)![1]!;
  token = readFileSync(join(home, 'token'), 'utf8').trim();
}, 300_000);

afterAll(async () => {
  broker.kill();
  await once(broker, 'exit');
  rmSync(directory, { recursive: true, force: true });
});

test('the installed package serves the tools to a client and sets clients up, and its doctor finds nothing wrong', async () => {
  const client = new Client({ name: 'codex', version: '1.0.0' });
  const here = { ...env, PEERMESH_URL: url, PEERMESH_LABEL: 'installed' };
  await client.connect(new StdioClientTransport({ command: 'peermesh', args: ['mcp'], env: here, stderr: 'ignore' }));
  const { structuredContent } = await client.callTool({ name: 'whoami', arguments: {} });
  expect(structuredContent).toMatchObject({ label: 'installed' });
  await client.close();
  execFileSync('peermesh', ['setup', 'gemini', 'codex', 'opencode', '--hooks', '--yes'], {
    env: here,
    stdio: 'ignore',
  });
  const found = JSON.parse(execFileSync('peermesh', ['doctor', '--json'], { env: here, encoding: 'utf8' }));
  expect(found.filter(({ status }: { status: string }) => status !== 'ok')).toEqual([]);
  expect(execFileSync('peermesh', ['docs'], { env: here, encoding: 'utf8' })).toContain(`${url}/`);
});

test.each([
  ['node', ['node']],
  ['bun', ['bun', 'run']],
  ['deno', ['deno', 'run', '--allow-net', '--no-prompt']],
])('peermesh/client talks in %s', (label, [command, ...args]) => {
  const given = Buffer.from(JSON.stringify([url, token, label])).toString('base64');
  writeFileSync(join(directory, `${label}.mjs`), program.replace('GIVEN', given));
  const said = execFileSync(command!, [...args, `${label}.mjs`], { cwd: directory, env, encoding: 'utf8' });
  expect(said.trim()).toBe('queued hello not_found');
});
