import { hash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { exits } from '../../src/errors.ts';
import { type Broker, peermesh, startBroker } from '../support/process.ts';
import { attach, drain } from './mailbox.ts';
import { brokerForTest, newHome } from './places.ts';

/** Homes with 40 messages: one whose broker was stopped in order, so that all is in the database; one killed, so that 40 more are in the log. */
const templates = mkdtempSync(join(tmpdir(), 'peermesh-damage-'));
const stopped = join(templates, 'stopped');
const killed = join(templates, 'killed');

beforeAll(async () => {
  await fill(stopped, (broker) => broker.stop());
  cpSync(stopped, killed, { recursive: true });
  await fill(killed, (broker) => broker.crash());
});
afterAll(() => rmSync(templates, { recursive: true }));

async function fill(home: string, end: (broker: Broker) => Promise<unknown>): Promise<void> {
  const broker = await startBroker(home);
  const [sender] = await Promise.all([attach(broker, 'sender'), attach(broker, 'reader')]);
  for (let n = 0; n < 40; n++) await sender.sendMessage({ to: 'reader', body: `${n} ${'x'.repeat(500)}` });
  await end(broker);
}

function copyOf(template: string): string {
  const home = newHome();
  cpSync(template, home, { recursive: true });
  return home;
}

const database = (home: string) => join(home, 'peermesh.db');
const log = (home: string) => join(home, 'peermesh.db-wal');
const overwrite = (path: string, at: number, bytes: Buffer) => {
  const content = readFileSync(path);
  bytes.copy(content, at);
  writeFileSync(path, content);
};
const garbage = (length: number) => Buffer.alloc(length, 0xa5);

const inDatabase: Record<string, (home: string) => void> = {
  'no longer a database': (home) => overwrite(database(home), 0, garbage(64)),
  'the database of another program': (home) => overwrite(database(home), 68, garbage(4)),
  'a broken schema': (home) => overwrite(database(home), 100, garbage(200)),
  'garbage in a page': (home) => overwrite(database(home), 6 * 4096, garbage(4096)),
  'pages of zeroes': (home) => overwrite(database(home), 10 * 4096, Buffer.alloc(2 * 4096)),
  'an end cut off': (home) => truncateSync(database(home), statSync(database(home)).size - 5 * 4096),
  'no byte left': (home) => truncateSync(database(home), 0),
  'no file any more': (home) => rmSync(database(home)),
  'a side file that says nothing': (home) => writeFileSync(join(home, 'instance.json'), '{}'),
};

const inLog: typeof inDatabase = {
  'a log without its database': (home) => rmSync(database(home)),
  'a flipped byte in the log': (home) => overwrite(log(home), 32 + 3 * 4120 + 900, garbage(1)),
  'a garbled head of the log': (home) => overwrite(log(home), 4, garbage(8)),
};

/** Sums of all files that hold data; looking at a database leaves an empty log beside it. */
const sums = (home: string) =>
  readdirSync(home)
    .filter((name) => /^(peermesh\.db(-wal)?|instance\.json)$/.test(name) && statSync(join(home, name)).size > 0)
    .map((name) => `${name} ${hash('sha256', readFileSync(join(home, name)))}`);

describe('a broker refuses to start, says why, and changes nothing, on', () => {
  const cases = [stopped, killed].flatMap((template, n) =>
    Object.entries([inDatabase, inLog][n]!).map(([what, damage]) => [what, template, damage] as const),
  );
  test.each(cases)('%s', async (_, template, damage) => {
    const home = copyOf(template);
    damage(home);
    const before = sums(home);
    const program = peermesh(['serve', '--home', home, '--port', '0']);
    onTestFinished(() => void program.child.kill('SIGKILL'));
    expect(await program.ended).toBe(exits.damaged);
    expect(program.err()).toMatch(/^peermesh: The (database|log|file) .+\. .+\.\n$/);
    expect(sums(home)).toEqual(before);
  });
});

test('a torn end of the log, as a power cut leaves it, is no damage', async () => {
  const home = copyOf(killed);
  truncateSync(log(home), statSync(log(home)).size - 1_000);
  const broker = await brokerForTest(home);
  expect((await drain(await attach(broker, 'reader'))).length).toBeGreaterThanOrEqual(79);
});

test('of 20 brokers started at once on one home exactly one is up, and the others say who', {
  timeout: 60_000,
}, async () => {
  const home = newHome();
  const programs = Array.from({ length: 20 }, () => peermesh(['serve', '--home', home, '--port', '0', '-q']));
  onTestFinished(() => {
    for (const { child } of programs) child.kill('SIGKILL');
  });
  const up = new Set(programs);
  for (const program of programs) void program.ended.then(() => up.delete(program));
  await expect.poll(() => up.size, { timeout: 30_000 }).toBe(1);
  const [survivor] = up;
  for (const program of programs) {
    if (program === survivor) continue;
    expect(await program.ended).toBe(exits.locked);
    expect(program.err()).toMatch(/^peermesh: Another broker runs on .*\.\n$/);
  }
  survivor!.child.kill('SIGKILL');
  await survivor!.ended;
  const begun = performance.now();
  await brokerForTest(home);
  expect(performance.now() - begun).toBeLessThan(2_000);
});
