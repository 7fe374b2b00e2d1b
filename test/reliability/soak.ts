/**
 * Uses a broker for minutes and looks at what it holds: `npm run soak`, with another number of minutes after it (10). Exits 1 when memory,
 * descriptors or the size of its files still grow in the second half.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { MeshError } from '../../generated/errors.gen.ts';
import { faultsIn } from '../support/audit.ts';
import { startBroker } from '../support/process.ts';
import { attach } from './mailbox.ts';

const minutes = Number(process.argv[2] ?? 10);
const directory = mkdtempSync(join(tmpdir(), 'peermesh-soak-'));
const broker = await startBroker(join(directory, 'home'));
const until = Date.now() + minutes * 60_000;
let calls = 0;
const refused = new Map<string, number>();

/** One pair: sends, polls, acknowledges, overwrites a key, finishes a task, leaves and comes back. */
async function pair(n: number): Promise<void> {
  const label = `peer-${n}`;
  let me = await attach(broker, label);
  for (let i = 0; Date.now() < until; i++) {
    try {
      await me.sendMessage({ to: label, body: `${i} ${'x'.repeat(200)}`, idempotency_key: `${i}` });
      const { messages } = await me.pollMessages({ limit: 100 });
      if (messages.length > 0) await me.ackMessages({ items: messages.map(({ id, lease }) => ({ id, lease })) });
      await me.setMemory({ key: `key-${n}-${i % 50}`, value: `${i}` });
      if (i % 20 === 0) {
        const { task } = await me.createTask({ title: `${i}`, assignee: label });
        const { claim } = await me.claimTask({ task_id: task.task_id });
        await me.updateTask({ task_id: task.task_id, claim, status: 'completed', result: 'done' });
      }
      if (i % 100 === 99) me = await attach(broker, label);
      calls += 4;
    } catch (error) {
      if (!(error instanceof MeshError) || !error.retryable) throw error;
      refused.set(error.code, (refused.get(error.code) ?? 0) + 1);
    }
    await sleep(100);
  }
}

interface Sample {
  readonly minute: number;
  readonly calls: number;
  readonly memoryMiB: number;
  readonly descriptors: number;
  readonly logMiB: number;
  readonly databaseMiB: number;
}

function look(minute: number): Sample {
  const process = `/proc/${broker.child.pid}`;
  const size = (name: string) => statSync(join(broker.home, name)).size / 2 ** 20;
  return {
    minute,
    calls,
    memoryMiB: Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`${process}/status`, 'utf8'))![1]) / 1024,
    descriptors: readdirSync(`${process}/fd`).length,
    logMiB: size('peermesh.db-wal'),
    databaseMiB: size('peermesh.db'),
  };
}

const samples: Sample[] = [];
const work = Promise.all(Array.from({ length: 20 }, (_, n) => pair(n)));
for (let half = 1; half <= minutes * 2; half++) {
  await Promise.race([sleep(30_000), work]);
  samples.push(look(half / 2));
}
await work;
console.table(samples);
console.log('refused for a while:', Object.fromEntries(refused));

const middle = samples[Math.floor(samples.length / 2)]!;
const end = samples.at(-1)!;
const faults = [
  ...(end.memoryMiB > middle.memoryMiB * 1.2 + 20 ? ['memory grows'] : []),
  ...(end.descriptors > middle.descriptors + 20 ? ['descriptors grow'] : []),
  ...(end.logMiB > 64 ? ['the log grows'] : []),
  // What was acknowledged is kept for 7 days: a row of a message with its delivery, events and index takes about 2 KiB.
  ...(end.databaseMiB > 4 + (end.calls / 4) * (4 / 1024)
    ? ['the database grows by more than what it is given to keep']
    : []),
  ...faultsIn(broker.home),
];
await broker.stop();
rmSync(directory, { recursive: true });
for (const fault of faults) console.error(fault);
process.exit(faults.length > 0 ? 1 : 0);
