import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { createMeshClient } from '../../generated/client.gen.ts';
import type { MeshError } from '../../generated/errors.gen.ts';
import { faultsIn } from '../support/audit.ts';
import { type FaultyProxy, faultyProxy, mishaps } from './faulty-proxy.ts';
import { attach, drain } from './mailbox.ts';
import { brokerForTest } from './places.ts';

/** A fetch that gives up after half a second and uses each connection once, so that each call has a mishap of its own. */
const impatient = (request: Request) =>
  fetch(request.url, {
    method: request.method,
    headers: { ...Object.fromEntries(request.headers), connection: 'close' },
    body: request.body,
    duplex: 'half',
    signal: AbortSignal.timeout(500),
  } as RequestInit);

/** Repeats a call with the same key until it is answered for good; answers how many tries it took. */
async function insist<T>(call: () => Promise<T>): Promise<{ answer: T; tries: number }> {
  for (let tries = 1; ; tries++) {
    const outcome = await call().then(
      (answer) => ({ answer, tries }),
      (error: MeshError) => error,
    );
    if ('answer' in outcome) return outcome;
    if (!outcome.retryable) throw outcome;
    await sleep(outcome.retryAfter ? outcome.retryAfter * 1_000 : 10);
  }
}

test('through a network that delays, cuts and swallows, one key has one effect', { timeout: 90_000 }, async () => {
  const broker = await brokerForTest();
  const reader = await attach(broker, 'reader');
  const direct = await attach(broker, 'sender');
  const { session_token: session } = await createMeshClient({ baseUrl: broker.url, token: broker.token }).registerPeer({
    label: 'shaky',
    runtime: 'test',
    host: 'studio',
  });
  const proxy: FaultyProxy = await faultyProxy(broker.port, () => mishaps[Math.floor(Math.random() * mishaps.length)]!);
  onTestFinished(() => proxy.close());
  const shaky = createMeshClient({ baseUrl: proxy.url, token: broker.token, session, fetch: impatient });

  const texts = Array.from({ length: 40 }, (_, n) => `once-${n}`);
  let tries = 0;
  const worker = async (mine: string[]) => {
    for (const text of mine) {
      const sent = await insist(() => shaky.sendMessage({ to: 'reader', body: text, idempotency_key: text }));
      const task = await insist(() => shaky.createTask({ title: text, idempotency_key: `task/${text}` }));
      const set = await insist(() => shaky.setMemory({ key: text, value: text, idempotency_key: `set/${text}` }));
      tries += sent.tries + task.tries + set.tries;
      expect(set.answer.version).toBe(1);
    }
  };
  await Promise.all(Array.from({ length: 8 }, (_, n) => worker(texts.filter((_, i) => i % 8 === n))));

  console.table({ ...proxy.counts, calls: texts.length * 3, tries });
  expect(tries).toBeGreaterThan(texts.length * 3 * 1.5);
  expect((await drain(reader)).sort()).toEqual(texts.toSorted());
  const { tasks } = await direct.listTasks({ role: 'any', limit: 100 });
  expect(tasks.map(({ title }) => title).sort()).toEqual(texts.toSorted());
  expect(faultsIn(broker.home)).toEqual([]);
});
