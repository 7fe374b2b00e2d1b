import { once } from 'node:events';
import { mkdirSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createMeshClient, type MeshClient } from '../../generated/client.gen.ts';
import { type Broker, peermesh, run } from '../support/process.ts';
import { brokerForTest, forTest, newHome } from './home.ts';

/** Joins a mesh. */
async function peer({ url, token }: Broker, label: string): Promise<MeshClient> {
  const who = { label, runtime: 'test', host: 'studio' };
  const { session_token } = await createMeshClient({ baseUrl: url, token }).registerPeer(who);
  return createMeshClient({ baseUrl: url, token, session: session_token });
}

/** Sends from eight peers at once until the broker is gone; answers the texts that were acknowledged. */
function flood(broker: Broker, senders: readonly MeshClient[]): { acknowledged: string[]; ended: Promise<unknown> } {
  const acknowledged: string[] = [];
  const stream = async (client: MeshClient, sender: number) => {
    for (let n = 0; ; n++) {
      const body = `${sender}.${n}`;
      await client.sendMessage({ to: 'reader', body });
      acknowledged.push(body);
    }
  };
  const streams = senders.map((client, sender) => stream(client, sender));
  return { acknowledged, ended: Promise.allSettled([...streams, broker.ended]) };
}

/** Everything that a mailbox holds, in order. */
async function readAll(client: MeshClient): Promise<string[]> {
  const bodies: string[] = [];
  for (;;) {
    const { messages } = await client.pollMessages({ limit: 100, ack: 'auto' });
    if (messages.length === 0) return bodies;
    bodies.push(...messages.map(({ body }) => body));
  }
}

describe('npm start', () => {
  test.each(['000', '022', '077'])('makes a private home under umask %s and prints one screen', async (umask) => {
    const home = newHome();
    const env = { PEERMESH_HOME: home, PEERMESH_PORT: '0' };
    const program = forTest(run(['npm', 'start'], { env, umask }));
    const [, url] = await program.printed(/listens on (\S+)\n(?:.*\n)*.*Stop .*\n/);
    for (const word of [
      join(home, 'token'),
      'main.ts setup',
      'main.ts mcp',
      'main.ts doctor',
      'README.md',
      'openapi.yaml',
    ])
      expect(program.out()).toContain(word);
    expect(program.out().split('\n').length).toBeLessThan(24);
    expect(statSync(home).mode & 0o777).toBe(0o700);
    const files = readdirSync(home);
    expect(files).toEqual(expect.arrayContaining(['token', 'peermesh.db', 'peermesh.db-wal', 'broker.log']));
    for (const file of files) expect([file, statSync(join(home, file)).mode & 0o777]).toEqual([file, 0o600]);
    expect((await fetch(`${url}/health`)).status).toBe(401);
  });

  test('stops in order when it is told to', async () => {
    const program = forTest(run(['npm', 'start'], { env: { PEERMESH_HOME: newHome(), PEERMESH_PORT: '0' } }));
    const [, pid] = await program.printed(/or kill (\d+)\n/);
    process.kill(Number(pid), 'SIGTERM');
    expect(await program.ended).toBe(0);
  });
});

describe('a start that cannot go on says in one sentence what to do', () => {
  test('when a broker has the home already: 75', async () => {
    const { home, child, url } = await brokerForTest(newHome());
    const second = forTest(peermesh(['serve', '--home', home, '--port', '0']));
    expect(await second.ended).toBe(75);
    expect(second.err()).toMatch(/^peermesh: Another broker runs on .* PEERMESH_HOME of its own\.\n$/);
    expect(second.err()).toContain(`process ${child.pid}`);
    expect((await fetch(`${url}/health`)).status).toBe(401);
  });

  test('when another program has the port: 69', async () => {
    const server = createServer((_, answer) => answer.end('hello')).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const program = forTest(peermesh(['serve', '--home', newHome(), '--port', String(port)]));
    expect(await program.ended).toBe(69);
    expect(program.err()).toMatch(/^peermesh: Another program already listens on .*PEERMESH_PORT.*\.\n$/);
  });

  test.each([
    [{ PEERMESH_PORT: '99999' }, /^peermesh: PEERMESH_PORT is "99999": .*\.\n$/],
    [{ PEERMESH_TOKEN: 'hunter2' }, /^peermesh: The mesh secret in PEERMESH_TOKEN is only 7 characters long: .*\.\n$/],
    [{ PEERMESH_ALLOWED_ORIGINS: 'studio' }, /^peermesh: PEERMESH_ALLOWED_ORIGINS is "studio": .*\.\n$/],
  ])('when %j is configured: 78', async (env, sentence) => {
    const program = forTest(peermesh(['serve'], { env: { PEERMESH_HOME: newHome(), PEERMESH_PORT: '0', ...env } }));
    expect(await program.ended).toBe(78);
    expect(program.err()).toMatch(sentence);
    expect(program.err()).not.toContain('hunter2');
  });

  test('when the home is a link: 78', async () => {
    const home = newHome();
    mkdirSync(`${home}-elsewhere`);
    symlinkSync(`${home}-elsewhere`, home);
    const program = forTest(peermesh(['serve', '--home', home, '--port', '0']));
    expect(await program.ended).toBe(78);
    expect(program.err()).toMatch(/^peermesh: .*link.*\.\n$/);
    expect(readdirSync(`${home}-elsewhere`)).toEqual([]);
  });

  test('when Node is too old: 78', async ({ skip }) => {
    const version = run(['/usr/bin/env', '-i', 'PATH=/usr/local/bin:/usr/bin:/bin', 'node', '--version']);
    const old = (await version.ended) === 0 && Number(/^v(\d+)/.exec(version.out())?.[1]) < 22;
    skip(!old, 'no Node.js older than 22 is installed here');
    // As it is published: an old Node does not read TypeScript.
    const built = `${dirname(newHome())}/main.mjs`;
    const externals = ['--packages=external', '--external:./cli/program.ts'];
    const build = run([
      'esbuild',
      'src/main.ts',
      '--bundle',
      '--platform=node',
      '--format=esm',
      ...externals,
      `--outfile=${built}`,
    ]);
    expect([await build.ended, build.err()]).toEqual([0, expect.any(String)]);
    const program = run(['/usr/bin/env', '-i', 'PATH=/usr/local/bin:/usr/bin:/bin', 'node', built, 'serve']);
    expect(await program.ended).toBe(78);
    expect(program.err()).toMatch(
      /^PeerMesh needs Node\.js 22\.18 or newer and this is \d+\.\d+\.\d+: install .*\.\n$/,
    );
  });
});

describe('while eight peers send as fast as they can', () => {
  const labels = Array.from({ length: 8 }, (_, n) => `sender-${n}`);

  test.each(['SIGKILL', 'SIGTERM'] as const)(
    '%s loses nothing that was acknowledged',
    { timeout: 30_000 },
    async (signal) => {
      const broker = await brokerForTest(newHome());
      const reader = await peer(broker, 'reader');
      const { acknowledged, ended } = flood(broker, await Promise.all(labels.map((label) => peer(broker, label))));
      await expect.poll(() => acknowledged.length, { timeout: 10_000 }).toBeGreaterThan(200);
      const start = performance.now();
      broker.child.kill(signal);
      await ended;
      if (signal === 'SIGTERM') expect(await broker.ended).toBe(0);
      expect(performance.now() - start).toBeLessThan(10_000);

      await brokerForTest(broker.home, broker.port);
      const received = await readAll(reader);
      expect(received).toEqual(expect.arrayContaining(acknowledged));
      // At most the one request of each sender that was under way may have been done without an answer.
      expect(received.length - acknowledged.length).toBeLessThanOrEqual(labels.length);
      expect(new Set(received).size).toBe(received.length);
    },
  );
});
