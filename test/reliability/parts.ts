import { setTimeout as sleep } from 'node:timers/promises';
import { MeshError } from '../../generated/errors.gen.ts';
import type { AckItem, Message } from '../../generated/types.gen.ts';
import type { Agent } from './agent.ts';

/** How often something goes on, from the outside. */
export interface Stage {
  /** No new work is begun any more. */
  readonly closing: boolean;
  /** When all work was done, in milliseconds of `performance.now`: from then on inboxes are emptied. */
  readonly emptyingSince?: number;
  /** How many times a receiver died before its ack, and a worker with its claim. */
  deaths: number;
}

/** Where the senders post and the receivers read. Whoever creates it is subscribed. */
export const channel = '#kill';

/** Longest time that emptying may take, in milliseconds: the last leases run out after 5 s. */
const patience = 30_000;

const pause = (ms: number) => sleep(Math.random() * ms);
const pick = <T>(things: readonly T[]): T => things[Math.floor(Math.random() * things.length)]!;

/** Sends a different text each time, mostly to one receiver, now and then to the channel, a hundred or so a second. */
export async function sender(me: Agent, receivers: readonly string[], stage: Stage): Promise<void> {
  for (let n = 0; !stage.closing; n++) {
    const body = `${me.label}/${n}`;
    const message = { body, idempotency_key: body };
    const to = pick(receivers);
    if (n % 25 === 24) await me.insist((client) => client.publishMessage({ ...message, channel }));
    else await me.insist((client) => client.sendMessage({ ...message, to }));
    await pause(20);
  }
}

/**
 * Takes messages and acknowledges them, half of the batches with the next poll. One time in ten it dies before: it comes back at once
 * under the same label, or the lease has to run out. In the end it goes on until nothing is left.
 */
export async function receiver(me: Agent, stage: Stage): Promise<void> {
  await me.insist((client) => client.subscribeChannel({ channel }));
  await empty(me, stage, async (items) => {
    if (stage.emptyingSince === undefined && Math.random() < 0.1) {
      stage.deaths++;
      if (Math.random() < 0.5) await me.rejoin();
      return [];
    }
    if (Math.random() < 0.5) return items;
    await me.insist((client) => client.ackMessages({ items }));
    return [];
  });
}

/** Polls until nothing comes any more; `settle` answers what the next poll is to acknowledge. */
async function empty(me: Agent, stage: Stage, settle: (items: AckItem[]) => Promise<AckItem[]>): Promise<void> {
  for (let acks: AckItem[] = []; ; ) {
    const limit = 1 + Math.floor(Math.random() * 10);
    const answer = await me.insist((client) => client.pollMessages({ acks, limit, lease_seconds: 5 }));
    if (answer instanceof MeshError) throw answer;
    const { messages, unread } = answer;
    if (stage.emptyingSince !== undefined && unread.total === 0) return;
    if (performance.now() > (stage.emptyingSince ?? Number.POSITIVE_INFINITY) + patience)
      throw new Error(`${me.label} is not offered the last ${unread.total} messages of its inbox`);
    acks = messages.length > 0 ? await settle(messages.map(toAck)) : [];
    if (messages.length === 0) await pause(100);
  }
}

const toAck = ({ id, lease }: Message): AckItem => ({ id, lease });

/**
 * Counts up a shared number by compare-and-set, and hands tasks around: one claim in four is forgotten, and tried to be used
 * when its lease is over.
 */
export async function worker(me: Agent, stage: Stage): Promise<void> {
  const forgotten: { task_id: string; claim: number; until: number }[] = [];
  for (let n = 0; !stage.closing; n++) {
    await countUp(me, `counter-${n % 2}`, `${me.label}/${n}`);
    if (n % 10 === 0)
      await me.insist((client) => client.createTask({ title: `Step ${n}`, idempotency_key: `task/${n}` }));
    if (n % 10 === 5) await takeTask(me, stage, forgotten);
    if (forgotten.length > 0 && forgotten[0]!.until < Date.now()) await useStale(me, forgotten.shift()!);
    await pause(100);
  }
  await empty(me, stage, async (items) => items);
}

/** The number stands before a text of the writer's own, by which its write is known. */
async function countUp(me: Agent, key: string, text: string): Promise<void> {
  const read = await me.insist((client) => client.getMemory({ keys: [key] }));
  if (read instanceof MeshError) throw read;
  const [entry] = read.entries;
  const value = `${Number.parseInt(entry?.value ?? '0', 10) + 1} ${text}`;
  const write = { key, value, if_version: entry?.version ?? 0, idempotency_key: `${key}/${text}` };
  await me.insist((client) => client.setMemory(write));
}

async function takeTask(me: Agent, stage: Stage, forgotten: { task_id: string; claim: number; until: number }[]) {
  const answer = await me.insist((client) => client.claimTask({ lease_seconds: 30 }));
  if (answer instanceof MeshError) return;
  const { claim, task, lease_expires_at } = answer;
  const { task_id } = task;
  if (Math.random() < 0.25) {
    stage.deaths++;
    forgotten.push({ task_id, claim, until: Date.parse(lease_expires_at) + 2_000 });
    return;
  }
  await me.insist((client) => client.updateTask({ task_id, claim, note: `${me.label} works on it` }));
  await me.insist((client) => client.updateTask({ task_id, claim, status: 'completed', result: 'done' }));
}

async function useStale(me: Agent, { task_id, claim }: { task_id: string; claim: number }): Promise<void> {
  await me.insist((client) => client.updateTask({ task_id, claim, note: 'I am late.' }));
}
