import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Broker, startBroker } from '../../support/process.ts';
import { type Member, member, newHome } from '../wire.ts';

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const missing = !existsSync(executablePath);
if (missing)
  console.warn(`Left out: there is no ${executablePath}; install Debian's chromium, or name a browser in CHROMIUM.`);

const page = readFileSync(join(import.meta.dirname, 'page.html'), 'utf8');
const bare = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'];
const calm = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];
/** Chromium asks before a page may reach this machine; not every browser does, so the broker has to hold without it. */
const naive =
  '--disable-features=LocalNetworkAccessChecks,PrivateNetworkAccessSendPreflights,BlockInsecurePrivateNetworkRequests';
/** What a rebound name is: one of the attacker's that leads to this machine. */
const rebound = '--host-resolver-rules=MAP evil.example 127.0.0.1, MAP rebound.example 127.0.0.1';

type Attacker = { attack(url: string, secret: string, session: string): Promise<string[]> };

describe.skipIf(missing)('a hostile page in Chromium', () => {
  let broker: Broker;
  let ann: Member;
  let browser: Browser;
  beforeAll(async () => {
    broker = await startBroker(newHome(afterAll));
    ann = await member(broker, 'ann');
    browser = await chromium.launch({ executablePath, args: [...bare, ...calm, naive, rebound] });
  });
  afterAll(async () => {
    await browser?.close();
    await broker?.crash();
  });

  /** All that a visitor could have changed. */
  const state = async () => {
    const { client } = ann;
    const parts = [
      client.listEvents({ limit: 100 }),
      client.listMessages({}),
      client.searchMemory({}),
      client.listChannels({}),
    ];
    return JSON.stringify(await Promise.all<object>(parts));
  };

  /** Opens the page at an address and lets it attack a broker; answers what it could read. */
  const attack = async (from: string, url: string, secret: string, session: string): Promise<string[]> => {
    const context = await browser.newContext();
    const tab = await context.newPage();
    await tab.route(from, (route) => route.fulfill({ contentType: 'text/html', body: page }));
    await tab.goto(from);
    await tab.unroute(from);
    const run = ([url, secret, session]: string[]) =>
      (globalThis as unknown as Attacker).attack(url!, secret!, session!);
    const read = await tab.evaluate(run, [url, secret, session]);
    await context.close();
    return read;
  };

  test.each(['a guessed', 'the right'])(
    'of another origin reads and changes nothing, with %s secret',
    async (which) => {
      const before = await state();
      const secret = which === 'the right' ? broker.token : 'x'.repeat(43);
      expect(await attack('http://evil.example:8080/', broker.url, secret, ann.session)).toEqual([]);
      expect(await state()).toBe(before);
    },
  );

  test('of a name rebound to this machine learns that it is not allowed, even with the right secret', async () => {
    const before = await state();
    // A page of this very name and port: the browser takes the broker for the page's own origin.
    const origin = `http://rebound.example:${broker.port}`;
    const read = await attack(`${origin}/`, origin, broker.token, ann.session);
    expect(read.length).toBeGreaterThan(4);
    for (const answer of read) expect(answer).toMatch(/: 403 .*"code":"forbidden"/);
    expect(await state()).toBe(before);
  });

  test('gets through to a broker that allows its name and origin, so the attack is a real one', async () => {
    const port = await freePort();
    const origin = `http://rebound.example:${port}`;
    const env = { PEERMESH_ALLOWED_HOSTS: 'rebound.example', PEERMESH_ALLOWED_ORIGINS: origin };
    const open = await startBroker(newHome(), port, { env });
    const { session } = await member(open, 'ann');
    const read = await attack(`${origin}/`, origin, open.token, session);
    await open.crash();
    expect(read).toContainEqual(expect.stringMatching(/^post as json with secret: 200 .*"status":"queued"/));
  });
});

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
