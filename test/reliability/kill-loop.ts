import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { faultsIn } from '../support/audit.ts';
import { type Broker, startBroker } from '../support/process.ts';
import { type Agent, joinAs } from './agent.ts';
import { check } from './checker.ts';
import { History } from './history.ts';
import { channel, receiver, type Stage, sender, worker } from './parts.ts';

/** What a kill loop came to. */
export interface Verdict {
  /** Sentences, each beginning with the promise that was broken; none if all were kept. */
  readonly faults: readonly string[];
  readonly figures: Readonly<Record<string, number>>;
  /** Directory with home and history, kept when there are faults. */
  readonly evidence?: string;
}

const names = (role: string, count: number) => Array.from({ length: count }, (_, n) => `${role}-${n + 1}`);

/**
 * Kills a broker with SIGKILL again and again while 8 senders, 8 receivers and 2 workers use it, starts it anew each time, empties all
 * inboxes at the end and checks everything that the clients saw, and the database.
 * @param report hears of each cycle
 */
export async function killLoop(cycles: number, report: (line: string) => void = () => {}): Promise<Verdict> {
  const directory = mkdtempSync(join(tmpdir(), 'peermesh-kill-'));
  const history = new History();
  const stage: { -readonly [K in keyof Stage]: Stage[K] } = { closing: false, deaths: 0 };
  const begun = performance.now();
  let broker = await startBroker(join(directory, 'home'));
  const enter = (label: string) => joinAs(label, broker, history);
  const [senders, receivers, workers] = await Promise.all(
    [names('sender', 8), names('receiver', 8), names('worker', 2)].map((labels) => Promise.all(labels.map(enter))),
  );
  await receivers![0]!.insist((client) => client.createChannel({ name: channel }));
  const parts = play(senders!, receivers!, workers!, stage);

  const restarts: number[] = [];
  try {
    for (let cycle = 1; cycle <= cycles; cycle++) {
      await Promise.race([sleep(200 + Math.random() * 1_300), parts.ended]);
      await broker.crash();
      const down = performance.now();
      broker = await startBroker(broker.home, broker.port);
      restarts.push(performance.now() - down);
      report(`cycle ${cycle}: ${history.calls.length} calls, back after ${Math.round(restarts.at(-1)!)} ms`);
    }
    stage.closing = true;
    await parts.written;
    stage.emptyingSince = performance.now();
    await parts.ended;
  } finally {
    stage.closing = true;
    await broker.stop();
  }
  return judge(broker, directory, history, { cycles, deaths: stage.deaths, restarts, ms: performance.now() - begun });
}

/** Sets everybody to work. Whoever fails fails all. */
function play(senders: Agent[], receivers: Agent[], workers: Agent[], stage: Stage) {
  const labels = receivers.map(({ label }) => label);
  const written = Promise.all(senders.map((agent) => sender(agent, labels, stage)));
  const ended = Promise.all([
    written,
    ...receivers.map((agent) => receiver(agent, stage)),
    ...workers.map((agent) => worker(agent, stage)),
  ]);
  ended.catch(() => {});
  return { written, ended };
}

interface Run {
  readonly cycles: number;
  readonly deaths: number;
  readonly restarts: readonly number[];
  readonly ms: number;
}

async function judge(broker: Broker, directory: string, history: History, run: Run): Promise<Verdict> {
  const faults = [...check(history, { emptied: true }), ...faultsIn(broker.home)];
  if ((await broker.ended) !== 0) faults.push(`the broker was told to stop and ended with ${await broker.ended}`);
  const verdict = { faults, figures: figuresOf(history, run) };
  if (faults.length === 0) {
    rmSync(directory, { recursive: true });
    return verdict;
  }
  writeFileSync(join(directory, 'history.jsonl'), history.calls.map((call) => JSON.stringify(call)).join('\n'));
  return { ...verdict, evidence: directory };
}

function figuresOf(history: History, { cycles, deaths, restarts, ms }: Run): Record<string, number> {
  const messages = history.done('pollMessages').flatMap(({ answer }) => answer.messages);
  const count = (outcome: string) => history.calls.filter((call) => call.outcome === outcome).length;
  const sorted = restarts.toSorted((a, b) => a - b);
  return {
    kills: cycles,
    seconds: Math.round(ms / 1000),
    calls: history.calls.length,
    'calls without an answer': count('unknown'),
    'sends acknowledged': history.done('sendMessage').length + history.done('publishMessage').length,
    'of which duplicates': [...history.done('sendMessage'), ...history.done('publishMessage')].filter(
      ({ answer }) => answer.duplicate,
    ).length,
    'messages given out': messages.length,
    'of which redelivered': messages.filter(({ redelivered }) => redelivered).length,
    'receivers and workers that died': deaths,
    'compare-and-set writes': history.done('setMemory').length,
    'task claims': history.done('claimTask').length,
    'claims lost': history.calls.filter(({ code }) => code === 'claim_lost').length,
    'ms to restart, median': Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0),
    'ms to restart, longest': Math.round(sorted.at(-1) ?? 0),
  };
}
