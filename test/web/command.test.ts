import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Broker, peermesh, startBroker } from '../support/process.ts';

const directory = mkdtempSync(join(tmpdir(), 'peermesh-docs-'));
let broker: Broker;
beforeAll(async () => {
  mkdirSync(join(directory, 'home'), { mode: 0o700 });
  broker = await startBroker(join(directory, 'home'));
});
afterAll(async () => {
  await broker.crash();
  rmSync(directory, { recursive: true });
});

/** `peermesh docs`: its exit code and what it printed. */
async function docs(...args: string[]) {
  const program = peermesh(['docs', ...args], { env: { HOME: directory } });
  return { code: await program.ended, out: program.out(), err: program.err() };
}

describe('peermesh docs', () => {
  test('prints a link and nothing else on stdout, without the secret', async () => {
    const { code, out, err } = await docs('--home', broker.home, '--url', broker.url);
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`^${broker.url}/docs/login\\?ticket=[\\w-]{43}\\n$`));
    expect(err).toBe('Open it within 60 seconds. It works once.\n');
    expect((await fetch(out.trim())).headers.get('set-cookie')).toContain('HttpOnly');
  });

  test('says when there is no secret, and makes none', async () => {
    const { code, err } = await docs('--home', join(directory, 'nowhere'));
    expect([code, err]).toEqual([78, expect.stringContaining('There is no mesh secret')]);
  });

  test('says when nobody listens', async () => {
    const { code, err } = await docs('--home', broker.home, '--url', 'http://127.0.0.1:1');
    expect([code, err]).toEqual([69, expect.stringContaining('nothing listens on http://127.0.0.1:1')]);
  });

  test('sends a program that took the port no secret', async () => {
    const seen: string[] = [];
    const squatter = createServer((request, answer) => {
      seen.push(JSON.stringify(request.headers));
      answer.writeHead(401).end();
    }).listen(0, '127.0.0.1');
    await once(squatter, 'listening');
    const { port } = squatter.address() as { port: number };
    const { code } = await docs('--home', broker.home, '--url', `http://127.0.0.1:${port}`);
    squatter.close();
    expect(code).toBe(69);
    expect(seen.join()).not.toContain(broker.token);
  });

  test('says when the secret is another one', async () => {
    const file = join(directory, 'other');
    writeFileSync(file, 'x'.repeat(43));
    const { code, err } = await docs('--token-file', file, '--url', broker.url);
    expect([code, err]).toEqual([69, expect.stringContaining('another mesh secret')]);
  });
});
