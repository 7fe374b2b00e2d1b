import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { brokerForTest, newHome } from '../e2e/home.ts';
import { peermesh, runToEnd } from '../support/process.ts';

interface Finding {
  readonly status: string;
  readonly what: string;
  readonly hint?: string;
}

/** Runs the doctor in a home of a user; answers what is not well, and how it ended. */
async function examine(
  user: string,
  env: NodeJS.ProcessEnv = {},
): Promise<{ code: number | null; found: Finding[]; all: Finding[] }> {
  const { code, out } = await runToEnd(
    peermesh(['doctor', '--json'], { env: { HOME: user, PEERMESH_URL: 'http://127.0.0.1:9', ...env } }),
  );
  const all = JSON.parse(out) as Finding[];
  return { code, all, found: all.filter(({ status }) => status !== 'ok') };
}

/** A user with a home of PeerMesh that is as it should be, but that no broker runs. */
function user(): { name: string; home: string } {
  const name = newHome();
  const home = join(name, '.peermesh');
  mkdirSync(home, { recursive: true, mode: 0o700 });
  writeFileSync(join(home, 'token'), `${'s'.repeat(43)}\n`, { mode: 0o600 });
  return { name, home };
}

test('a sound set-up is found sound, a real shim included', async () => {
  const { name, home } = user();
  const broker = await brokerForTest(home);
  const { code, all } = await examine(name, { PEERMESH_URL: broker.url });
  expect(code).toBe(0);
  expect(all.map(({ what }) => what)).toEqual(
    expect.arrayContaining([
      expect.stringContaining('lists 21 tools and joins the mesh'),
      'it speaks the same contract',
    ]),
  );
  expect(JSON.stringify(all)).not.toContain(broker.token);
});

describe('a broken set-up', () => {
  const broken: [string, (given: { name: string; home: string }) => unknown, string, string][] = [
    ['no broker', () => {}, 'fail', 'nothing listens'],
    ['a home that others can enter', ({ home }) => chmodSync(home, 0o755), 'warn', 'can be entered by others'],
    [
      'a secret that others can read',
      ({ home }) => chmodSync(join(home, 'token'), 0o644),
      'warn',
      'can be read by others',
    ],
    [
      'a secret that is too short',
      ({ home }) => writeFileSync(join(home, 'token'), 'short\n'),
      'fail',
      'secret cannot be used',
    ],
    ['a home that is a link', linked, 'fail', 'symbolic link'],
    ['a home that is a file', ({ home }) => ({ PEERMESH_HOME: join(home, 'token') }), 'fail', 'is no directory'],
    ['no home', ({ name }) => ({ PEERMESH_HOME: join(name, 'nowhere') }), 'warn', 'does not exist yet'],
    ['a client that does not know us', ({ name }) => client(name, '{}'), 'warn', 'Gemini CLI does not know PeerMesh'],
    ['a client with a broken configuration', ({ name }) => client(name, '{"mcpServers":'), 'fail', 'cannot be read'],
    [
      'a client that starts what is gone',
      ({ name }) => client(name, '{"mcpServers":{"peermesh":{"command":"/nowhere/node","args":[]}}}'),
      'fail',
      '/nowhere/node, which is not there',
    ],
  ];

  test.each(broken)('%s is found, and what to do', async (_what, breakIt, status, what) => {
    const given = user();
    const { found, code } = await examine(given.name, (breakIt(given) ?? {}) as NodeJS.ProcessEnv);
    expect(found).toContainEqual({ status, what: expect.stringContaining(what), hint: expect.stringMatching(/\w/) });
    expect(code).toBe(found.some((finding) => finding.status === 'fail') ? 1 : 0);
  });

  test('another program on the port is found, and gets no secret', async () => {
    const heard: unknown[] = [];
    const stranger = createServer((asked, answer) => {
      heard.push(asked.headers);
      answer.writeHead(200).end('hello');
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void stranger.close());
    await new Promise((listening) => stranger.once('listening', listening));
    const { port } = stranger.address() as { port: number };
    const { found } = await examine(user().name, { PEERMESH_URL: `http://127.0.0.1:${port}` });
    expect(found).toContainEqual({
      status: 'fail',
      what: expect.stringContaining('secret was not sent'),
      hint: expect.any(String),
    });
    expect(JSON.stringify(heard)).not.toContain('sssss');
  });

  test('a broker with another secret is found', async () => {
    const broker = await brokerForTest(newHome());
    const { found, code } = await examine(user().name, { PEERMESH_URL: broker.url });
    expect(found).toContainEqual({
      status: 'fail',
      what: expect.stringContaining('another mesh secret'),
      hint: expect.any(String),
    });
    expect(code).toBe(1);
  });
});

function linked({ name, home }: { name: string; home: string }): NodeJS.ProcessEnv {
  symlinkSync(home, join(name, 'link'));
  return { PEERMESH_HOME: join(name, 'link') };
}

function client(name: string, text: string): void {
  mkdirSync(join(name, '.gemini'));
  writeFileSync(join(name, '.gemini/settings.json'), text);
}
