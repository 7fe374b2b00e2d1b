import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { faultsIn } from '../support/audit.ts';
import { type Broker, startBroker } from '../support/process.ts';
import { attach, drain } from './mailbox.ts';

/** A call of the system that fails once, the `when`-th time it is made on the broker's main thread. */
export interface IoFault {
  readonly call: 'fdatasync' | 'pwrite64';
  readonly error: 'EIO' | 'ENOSPC';
  readonly when: number;
}

/** What came of it. */
export interface Aftermath {
  /** `refused`: did not start; `stopped`: ended in use; `went on`: the fault was survived or never came. */
  readonly broker: 'refused' | 'stopped' | 'went on';
  /** Exit code, of a broker that ended by itself. */
  readonly code?: number;
  readonly acknowledged: number;
  /** Sentences, none if all is well: what was promised and is not so. */
  readonly faults: readonly string[];
}

/** A home whose broker was killed with 30 messages in its log, which the next start has to recover. */
export async function killedHome(directory: string): Promise<string> {
  const broker = await startBroker(join(directory, 'template'));
  const [sender] = await Promise.all([attach(broker, 'sender'), attach(broker, 'reader')]);
  for (let n = 0; n < 30; n++) await sender.sendMessage({ to: 'reader', body: `before ${n}` });
  await broker.crash();
  return broker.home;
}

/** Starts a broker on a copy of the home with one fault ahead of it, sends 40 messages, stops it, and looks at what it left. */
export async function withFault(template: string, { call, error, when }: IoFault): Promise<Aftermath> {
  const directory = mkdtempSync(join(tmpdir(), 'peermesh-io-'));
  const home = join(directory, 'home');
  const calls = call === 'fdatasync' ? 'fdatasync,fsync' : call;
  const under = [
    'strace',
    '-D',
    '-f',
    '-qq',
    '--seccomp-bpf',
    '-e',
    'signal=none',
    '-o',
    '/dev/null',
    `--trace=${calls}`,
    '-e',
    `inject=${calls}:error=${error}:when=${when}`,
  ];
  const acknowledged = new Set(Array.from({ length: 30 }, (_, n) => `before ${n}`));
  try {
    cpSync(template, home, { recursive: true });
    const run = await use(home, under, acknowledged);
    const faults = [...run.faults, ...(await leftBy(home, acknowledged))];
    return { ...run, acknowledged: acknowledged.size, faults };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function use(
  home: string,
  under: readonly string[],
  acknowledged: Set<string>,
): Promise<Pick<Aftermath, 'broker' | 'code' | 'faults'>> {
  let broker: Broker;
  try {
    broker = await startBroker(home, 0, { under });
  } catch (error) {
    const code = Number(/exit code (\d+)/.exec(String(error))?.[1]);
    const faults = /peermesh: .+\.\n/.test(String(error)) ? [] : [`it refused to start without a sentence: ${error}`];
    return { broker: 'refused', code, faults };
  }
  try {
    const sender = await attach(broker, 'sender');
    for (let n = 0; n < 40; n++) {
      await sender.sendMessage({ to: 'reader', body: `after ${n}` });
      acknowledged.add(`after ${n}`);
    }
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'storage_full') {
      await broker.stop();
      return { broker: 'went on', faults: [] };
    }
    const ended = await Promise.race([
      broker.ended,
      new Promise<'runs'>((resolve) => setTimeout(resolve, 3_000, 'runs')),
    ]);
    if (ended !== 'runs')
      return {
        broker: 'stopped',
        code: ended ?? -1,
        faults: code === 'unavailable' ? [] : [`a client was told ${code}: ${error}`],
      };
    await broker.stop();
    return { broker: 'went on', faults: [`a client was told ${code}, and the broker went on`] };
  }
  const code = await broker.stop();
  return { broker: 'went on', ...(code !== 0 && { code: code ?? -1 }), faults: [] };
}

async function leftBy(home: string, acknowledged: ReadonlySet<string>): Promise<string[]> {
  const broker = await startBroker(home);
  const there = new Set(await drain(await attach(broker, 'reader')));
  await broker.stop();
  const lost = [...acknowledged].filter((body) => !there.has(body));
  return [...lost.map((body) => `the acknowledged "${body}" is gone`), ...faultsIn(home)];
}
