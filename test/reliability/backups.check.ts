import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { type Agent, messagesOf, startAgent } from '../mcp/agent.ts';
import { faultsIn } from '../support/audit.ts';
import { type Broker, peermesh, runToEnd } from '../support/process.ts';
import { attach, drain, type Sessions, sessions } from './mailbox.ts';
import { brokerForTest, newHome } from './places.ts';

/** Backups taken while eight peers send: each takes three seconds with all that is done to it. */
const backups = Number(process.env.BACKUPS ?? 2);
const names = (role: string) => Array.from({ length: 8 }, (_, n) => `${role}-${n}`);

/** A backup, and what was known when it began. */
interface Backup {
  readonly path: string;
  readonly acknowledged: ReadonlySet<string>;
  /** Sends that were acknowledged while it was made. */
  readonly meanwhile: number;
}

/** Eight peers that send to eight others until they are told to stop. */
async function underLoad(broker: Broker) {
  const acknowledged = new Set<string>();
  const state = { over: false };
  const senders = await Promise.all(names('sender').map((label) => attach(broker, label)));
  await Promise.all(names('reader').map((label) => attach(broker, label)));
  const work = Promise.all(
    senders.map(async (sender, s) => {
      for (let n = 0; !state.over; n++) {
        const body = `${s}/${n}`;
        await sender.sendMessage({ to: `reader-${n % 8}`, body: `${body} ${'x'.repeat(1_000)}` });
        acknowledged.add(body);
        await sleep(5);
      }
    }),
  );
  work.catch(() => {});
  const end = async () => {
    state.over = true;
    await work;
  };
  return { acknowledged, end };
}

async function backUp(home: string, acknowledged: ReadonlySet<string>): Promise<Backup> {
  const known = new Set(acknowledged);
  const path = `${newHome()}.db`;
  expect(await runToEnd(peermesh(['backup', path, '--home', home]))).toMatchObject({ code: 0 });
  return { path, acknowledged: known, meanwhile: acknowledged.size - known.size };
}

/** Restores to a home with the same secret, looks the database over and starts a broker on it. */
async function restore(backup: Backup, from: Broker): Promise<Broker> {
  const home = newHome();
  mkdirSync(home, { mode: 0o700 });
  copyFileSync(join(from.home, 'token'), join(home, 'token'));
  expect(await runToEnd(peermesh(['restore', backup.path, '--home', home]))).toMatchObject({ code: 0 });
  expect(await runToEnd(peermesh(['verify', '--home', home]))).toMatchObject({ code: 0, err: '' });
  return brokerForTest(home);
}

/** What every reader has in its inbox, in the sender's order. */
async function inboxes(broker: Broker, last: Sessions): Promise<string[]> {
  const readers = await Promise.all(names('reader').map((label) => attach(broker, label, last)));
  return (await Promise.all(readers.map(drain))).flat().map((body) => body.split(' ')[0]!);
}

test(`each of ${backups} backups under load restores everything that was acknowledged before it began, under a new epoch`, {
  timeout: 60_000 + backups * 10_000,
}, async () => {
  const broker = await brokerForTest();
  const load = await underLoad(broker);
  const taken: Backup[] = [];
  for (let n = 0; n < backups; n++) {
    await sleep(300);
    taken.push(await backUp(broker.home, load.acknowledged));
  }
  await load.end();
  const watcher = await attach(broker, 'sender-0');
  const epochs = new Set([(await watcher.getPeer({})).broker.mesh_epoch]);
  const figures = [];
  for (const backup of taken) {
    const restored = await restore(backup, broker);
    const last = new Map(sessions);
    epochs.add((await (await attach(restored, 'sender-0', last)).getPeer({})).broker.mesh_epoch);
    const bodies = await inboxes(restored, last);
    const there = new Set(bodies);
    expect([...backup.acknowledged].filter((body) => !there.has(body))).toEqual([]);
    // Of one moment: of each sender all up to one message, none twice.
    expect(there.size).toBe(bodies.length);
    for (let s = 0; s < 8; s++) {
      const own = bodies.filter((body) => body.startsWith(`${s}/`));
      expect(Math.max(...own.map((body) => Number(body.split('/')[1])))).toBe(own.length - 1);
    }
    expect(faultsIn(restored.home)).toEqual([]);
    expect(await restored.stop()).toBe(0);
    figures.push({ before: backup.acknowledged.size, 'while it ran': backup.meanwhile, restored: bodies.length });
  }
  console.table(figures);
  expect(epochs.size).toBe(backups + 1);
  expect(Math.min(...taken.map(({ meanwhile }) => meanwhile))).toBeGreaterThan(20);
});

test('sessions of shims go on after a restore of the home they use, and see what the backup has', async () => {
  const broker = await brokerForTest();
  const { home, url } = broker;
  const [ann, bob] = await Promise.all(['ann', 'bob'].map((label) => startAgent({ home, url, label })));
  const send = async (from: Agent, to: string, body: string) =>
    expect((await from.call('send_message', { to, body })).isError).toBe(false);
  const next = async (agent: Agent) =>
    messagesOf(await agent.until('check_messages', {}, (answer) => messagesOf(answer).length > 0)).map(
      ({ body }) => body,
    );
  await bob!.call('whoami');
  await send(ann!, 'bob', 'in the backup');
  const backup = await backUp(home, new Set());
  await send(ann!, 'bob', 'not in the backup');
  await send(bob!, 'ann', 'nor this, whose acknowledgement is due');
  expect(await next(ann!)).toHaveLength(1);
  await broker.stop();
  expect(await runToEnd(peermesh(['restore', backup.path, '--home', home]))).toMatchObject({ code: 0 });
  await brokerForTest(home, broker.port);
  expect(await next(bob!)).toEqual(['in the backup']);
  await Promise.all([send(ann!, 'bob', 'to bob'), send(bob!, 'ann', 'to ann')]);
  expect(await next(ann!)).toEqual(['to ann']);
  expect(await next(bob!)).toEqual(['to bob']);
  expect((await bob!.call('whoami')).data).toMatchObject({ label: 'bob' });
});
