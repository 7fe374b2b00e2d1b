import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Broker, peermesh, startBroker } from '../support/process.ts';

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const missing = !existsSync(executablePath);
if (missing)
  console.warn(`Left out: there is no ${executablePath}; install Debian's chromium, or name a browser in CHROMIUM.`);

const bare = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'];
const calm = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];

describe.skipIf(missing)('the documentation in Chromium', () => {
  const directory = mkdtempSync(join(tmpdir(), 'peermesh-browser-'));
  const complaints: string[] = [];
  const asked: string[] = [];
  let broker: Broker;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    execFileSync(process.execPath, ['codegen/docs.ts'], { cwd: join(import.meta.dirname, '../..') });
    mkdirSync(join(directory, 'home'), { mode: 0o700 });
    broker = await startBroker(join(directory, 'home'));
    browser = await chromium.launch({ executablePath, args: [...bare, ...calm] });
    page = await (await browser.newContext()).newPage();
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => asked.push(request.url()));
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await broker?.crash();
    rmSync(directory, { recursive: true });
  });

  /** What `peermesh docs` prints. */
  const link = async () => {
    const program = peermesh(['docs', '--home', broker.home, '--url', broker.url]);
    expect(await program.ended).toBe(0);
    expect(program.out() + program.err()).not.toContain(broker.token);
    return program.out().trim();
  };

  test('opens by a link, once', async () => {
    const address = await link();
    await page.goto(address);
    await page.waitForURL(`${broker.url}/docs`);
    expect(await page.getByRole('heading', { name: 'PeerMesh (' }).isVisible()).toBe(true);
    const other = await (await browser.newContext()).newPage();
    expect((await other.goto(address))?.status()).toBe(401);
    expect(await other.textContent('body')).toContain('This link is used up');
  });

  test('shows an operation with its samples, and finds it', async () => {
    await page.goto(`${broker.url}/docs#/messages/sendmessage`);
    await page.getByText('/v1/messages/send').first().waitFor();
    await page.getByRole('button', { name: 'curl', exact: true }).first().click();
    await page.getByRole('menuitem', { name: 'Go', exact: true }).first().click();
    await page.getByText('http.NewRequest').first().waitFor();
    await page.getByTestId('search-trigger').click();
    await page.keyboard.type('redelivered');
    await page.getByText('never given to you before').first().waitFor();
  });

  test('asks nobody else, breaks no rule of its own, and holds no secret', async () => {
    expect(new Set(asked.map((url) => new URL(url).origin))).toEqual(new Set([broker.url]));
    expect(complaints).toEqual([]);
    const held = await page.evaluate(() => [document.cookie, ...Object.values(localStorage)].join());
    expect(`${held}${await page.content()}`).not.toContain(broker.token);
  });

  test('of another site reads nothing', async () => {
    const stranger = await page.context().newPage();
    await stranger.route('http://evil.example/', (route) => route.fulfill({ body: '<title>evil</title>' }));
    await stranger.goto('http://evil.example/');
    const read = (path: string) =>
      stranger.evaluate(
        (url) =>
          fetch(url, { credentials: 'include' }).then(
            (a) => a.text(),
            () => 'nothing',
          ),
        path,
      );
    for (const path of ['/docs', '/openapi.json', '/health']) expect(await read(broker.url + path)).toBe('nothing');
  });
});
