import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMeshClient } from '../../src/client/client.ts';
import { installPackage } from '../support/package.ts';
import { type Broker, startBroker } from '../support/process.ts';

const root = join(import.meta.dirname, '../..');
const directory = mkdtempSync(join(tmpdir(), 'peermesh-package-'));
let broker: Broker;

/** A program of a user, in a project that has nothing but the package. It types: nothing here is `any`. */
const program = `
import { createMeshClient, MeshError, type SendMessageResponse } from 'peermesh/client';

export async function talk(baseUrl: string, token: string, label: string): Promise<string> {
  let session: string | undefined;
  const mesh = createMeshClient({ baseUrl, token, session: () => session, retries: { totalMs: 5_000 } });
  session = (await mesh.registerPeer({ label, runtime: 'node', host: 'studio' })).session_token;
  const sent: SendMessageResponse = await mesh.sendMessage({ to: label, body: 'hello' });
  const [message] = (await mesh.pollMessages({ limit: 1 })).messages;
  // @ts-expect-error a number is no peer
  const refusal = await mesh.sendMessage({ to: 1, body: '' }).catch((error: unknown) => error);
  const code = refusal instanceof MeshError ? refusal.code : 'none';
  return [sent.status, message?.body, code].join(' ');
}
`;

beforeAll(async () => {
  installPackage(directory);
  mkdirSync(join(directory, 'home'), { mode: 0o700 });
  broker = await startBroker(join(directory, 'home'));
  writeFileSync(join(directory, 'package.json'), '{"type":"module"}');
  writeFileSync(join(directory, 'talk.ts'), program);
}, 120_000);
afterAll(async () => {
  await broker.crash();
  rmSync(directory, { recursive: true });
});

test('Node imports the client of the package, without any library beside it', () => {
  const script = `import('./talk.ts').then(async ({ talk }) => console.log(await talk(${JSON.stringify(broker.url)}, process.env.TOKEN, 'node')))`;
  const env = { PATH: process.env.PATH, TOKEN: broker.token };
  const answer = execFileSync(process.execPath, ['-e', script], { cwd: directory, env, encoding: 'utf8' });
  expect(answer.trim()).toBe('queued hello invalid_request');
});

test('the example of the README runs as it stands', async () => {
  const [, example] = /```ts\n(import .*? from 'peermesh\/client';.*?)```/s.exec(
    readFileSync(join(root, 'README.md'), 'utf8'),
  )!;
  writeFileSync(join(directory, 'example.ts'), example!.replace('http://127.0.0.1:7337', broker.url));
  const mesh = createMeshClient({ baseUrl: broker.url, token: broker.token, session: () => session });
  let session: string | undefined;
  ({ session_token: session } = await mesh.registerPeer({ label: 'agent-b', runtime: 'node', host: 'studio' }));
  const env = { PATH: process.env.PATH, PEERMESH_TOKEN: broker.token };
  execFileSync(process.execPath, ['example.ts'], { cwd: directory, env });
  const { messages } = await mesh.pollMessages({});
  expect(messages.map(({ body }) => body)).toEqual(['Run tests on the crawler module']);
});

test('a bundle for browsers has the client and nothing of Node, and talks', async () => {
  const outfile = join(directory, 'page.mjs');
  const { metafile } = await build({
    entryPoints: [join(directory, 'talk.ts')],
    outfile,
    bundle: true,
    platform: 'browser',
    format: 'esm',
    metafile: true,
    logLevel: 'silent',
  });
  expect(Object.keys(metafile.inputs).map((file) => file.split('/node_modules/').at(-1))).toHaveLength(2);
  expect(metafile.outputs[Object.keys(metafile.outputs)[0]!]!.bytes).toBeLessThan(40_000);
  const { talk } = (await import(pathToFileURL(outfile).href)) as { talk(...given: string[]): Promise<string> };
  expect(await talk(broker.url, broker.token, 'page')).toBe('queued hello invalid_request');
});

test.each([
  ['nodenext', 'nodenext'],
  ['preserve', 'bundler'],
])(
  'the types of the package compile, module %s',
  (module, moduleResolution) => {
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const lib = ['es2022', 'dom', 'dom.iterable'];
    const compilerOptions = { strict: true, noEmit: true, types: [], target: 'es2022', lib, module, moduleResolution };
    writeFileSync(join(directory, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['talk.ts'] }));
    expect(spawnSync(process.execPath, [tsc, '-p', directory], { encoding: 'utf8' })).toMatchObject({
      status: 0,
      stdout: '',
    });
  },
  60_000,
);
