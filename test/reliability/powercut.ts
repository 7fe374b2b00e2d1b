import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { faultsIn } from '../support/audit.ts';
import { type Broker, startBroker } from '../support/process.ts';
import { changedCopy } from './copies.ts';
import { attach, drain } from './mailbox.ts';

const root = join(import.meta.dirname, '../..');

/** What a power cut left. */
export interface Cut {
  readonly acknowledged: number;
  /** Acknowledged messages that are not there any more. */
  readonly lost: number;
  /** Bytes of the log that were written and had not been synced. */
  readonly unsynced: number;
  readonly syncs: number;
  /** What is wrong with the database that was left, in sentences. */
  readonly faults: readonly string[];
}

/** A copy of the project whose only change is that SQLite does not sync at each commit; the caller removes it. */
export const carelessCopy = () =>
  changedCopy('src/sqlite/connections.ts', (code) => code.replace('synchronous: 2,', 'synchronous: 1,'));

/**
 * Runs a broker under strace, sends from eight peers until `count` messages are acknowledged, kills it and leaves of its log only what it
 * had synced, as a power cut may; then reads all inboxes with a whole broker.
 * @param from directory of the copy of the project that runs under strace
 */
export async function cutPower(count: number, from = root): Promise<Cut> {
  const directory = mkdtempSync(join(tmpdir(), 'peermesh-cut-'));
  const trace = join(directory, 'trace');
  const home = join(directory, 'home');
  try {
    await (await startBroker(home)).stop();
    // -D: the broker is the child, so that the signal reaches it and not strace.
    const calls = '--trace=pwrite64,fdatasync,fsync,ftruncate';
    const under = ['strace', '-D', '-f', '-y', '-qq', '--seccomp-bpf', '-e', 'signal=none', calls, '-o', trace];
    const broker = await startBroker(home, 0, { under, from });
    const acknowledged = await sendUntil(broker, count);
    await broker.crash();

    const wal = join(home, 'peermesh.db-wal');
    const { synced, syncs } = lastSync(readFileSync(trace, 'utf8'), wal);
    const unsynced = statSync(wal).size - synced;
    truncateSync(wal, synced);
    return { acknowledged: acknowledged.size, unsynced, syncs, ...(await recover(home, acknowledged)) };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function sendUntil(broker: Broker, count: number): Promise<Set<string>> {
  const acknowledged = new Set<string>();
  await attach(broker, 'reader');
  const sender = async (n: number) => {
    const client = await attach(broker, `sender-${n}`);
    for (let i = 0; acknowledged.size < count; i++) {
      const body = `${n}.${i}`;
      await client.sendMessage({ to: 'reader', body });
      acknowledged.add(body);
    }
  };
  await Promise.all(Array.from({ length: 8 }, (_, n) => sender(n)));
  return acknowledged;
}

/** The end of what was synced of a log that only grows, from strace's lines. Throws when the log was moved into the database meanwhile. */
function lastSync(trace: string, wal: string): { synced: number; syncs: number } {
  let written = 0;
  let synced = 0;
  let syncs = 0;
  for (const line of trace.split('\n')) {
    if (!line.includes(`<${wal}>`)) continue;
    const write = /pwrite64\(.*, (\d+), (\d+)\) += (\d+)$/.exec(line);
    if (write) written = Math.max(written, Number(write[2]) + Number(write[3]));
    else if (/(fdatasync|fsync)\(.*\) += 0$/.test(line)) {
      synced = written;
      syncs++;
    }
  }
  if (trace.includes(`pwrite64`) && new RegExp(`pwrite64\\(\\d+<${wal.slice(0, -4)}>`).test(trace))
    throw new Error('The log was moved into the database during the run: send fewer messages.');
  return { synced, syncs };
}

/** Starts a broker on what is left, and reads what it has of the messages that were acknowledged. */
async function recover(home: string, acknowledged: ReadonlySet<string>): Promise<Pick<Cut, 'lost' | 'faults'>> {
  const broker = await startBroker(home);
  const there = new Set(await drain(await attach(broker, 'reader')));
  const faults = faultsIn(home);
  await broker.stop();
  return { lost: [...acknowledged].filter((body) => !there.has(body)).length, faults };
}
