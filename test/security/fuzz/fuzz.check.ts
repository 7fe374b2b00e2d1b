import fc from 'fast-check';
import { expect, test } from 'vitest';
import { operations } from '../../../generated/operations.gen.ts';
import { type Mesh, newMesh, type Peer } from '../../support/mesh.ts';
import { Pools } from './pools.ts';
import { type Asking, type Step, steps } from './requests.ts';

/** Requests in all, and how many go to one broker before the next begins with an empty home. */
const total = Number(process.env.FUZZ_REQUESTS ?? 10_000);
const perBroker = 200;
/** Part of the steps that are requests. */
const asked = 0.94;
/** Longest time that any answer may take here, in milliseconds. What holds the broker longer than 250 ms is looked for elsewhere, on a quiet machine. */
const patience = 2_000;

const seen = new Map<string, number>();
/** The last requests. */
const trail: string[] = [];
const slowest = { ms: 0, operation: '' };

/** Makes the request; the mesh checks its answer against the contract and fails on 500. */
async function ask(mesh: Mesh, peers: readonly Peer[], pools: Pools, step: Asking): Promise<void> {
  const { operation, mutation } = step;
  const value = pools.resolve(step.body, step.caller);
  const text = JSON.stringify(mutation?.value ? mutation.value(value) : value) ?? '';
  const all: Record<string, string | undefined> = {
    authorization: `Bearer ${mesh.secret}`,
    'peermesh-session': peers[step.caller]!.registration.session_token,
    'content-type': 'application/json',
    ...mutation?.headers,
  };
  const headers = Object.fromEntries(Object.entries(all).filter(([, header]) => header !== undefined)) as Record<
    string,
    string
  >;
  const body = operation.method === 'get' ? {} : { body: (mutation?.text?.(text) ?? text) as BodyInit };
  const request = new Request(`http://127.0.0.1:7337${operation.path}`, {
    method: operation.method.toUpperCase(),
    headers,
    ...body,
  });

  trail.push(
    `${operation.operationId} ${JSON.stringify(mutation?.headers ?? {})} ${String(body.body ?? '').slice(0, 500)}`,
  );
  trail.splice(0, trail.length - 8);
  const begun = performance.now();
  const answer = await Promise.race([mesh.fetch(request), timeout(operation.operationId)]);
  const ms = performance.now() - begun;
  if (ms > slowest.ms) Object.assign(slowest, { ms, operation: operation.operationId });
  const told = (await answer.json()) as { code?: string };
  pools.learn(told, step.caller);
  // A peer that took its leave, or whose label another took over, comes back.
  if (told.code === 'session_invalid' && !mutation?.headers) await peers[step.caller]!.register();
  const outcome = `${operation.operationId} ${answer.status === 200 ? 'ok' : told.code}`;
  seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
}

function timeout(operation: string): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error(`${operation} did not answer within ${patience} ms.`)), patience).unref();
  });
}

async function play(all: readonly Step[]): Promise<void> {
  const mesh = await newMesh('ann', 'bob', 'cid', 'dan');
  const peers = [mesh.ann, mesh.bob, mesh.cid, mesh.dan];
  const pools = new Pools();
  for (const [n, peer] of peers.entries()) pools.learn(peer.registration, n);
  for (const key of ['k1', 'k2', 'k3']) pools.add('idempotency', key);
  try {
    for (const step of all) {
      if (!('happens' in step)) await ask(mesh, peers, pools, step);
      else if (step.happens === 'housekeeping') await mesh.housekeep();
      else mesh.advance(step.seconds);
    }
  } finally {
    await mesh.close();
  }
}

test(`${total} requests made of the contract, right and wrong, are all answered by the contract`, {
  timeout: 600_000,
}, async () => {
  const seed = process.env.FUZZ_SEED ? Number(process.env.FUZZ_SEED) : Date.now() % 2 ** 31;
  console.log(`FUZZ_SEED=${seed}`);
  const run = await fc.check(fc.asyncProperty(steps(perBroker), play), {
    numRuns: Math.ceil(total / perBroker / asked),
    seed,
    endOnFailure: true,
  });
  // The counterexample itself is long: the last requests before the fault say more.
  if (run.failed) throw new Error(`After these requests:\n${trail.join('\n')}`, { cause: run.errorInstance });

  const count = (of: (outcome: string) => boolean) =>
    [...seen].filter(([what]) => of(what)).reduce((sum, [, n]) => sum + n, 0);
  console.table({
    requests: count(() => true),
    'answered with 200': count((what) => what.endsWith(' ok')),
    ...slowest,
  });
  // A fuzzer that never gets through proves little.
  const never = operations
    .filter(({ operationId }) => !seen.has(`${operationId} ok`))
    .map(({ operationId }) => operationId);
  expect(never).toEqual([]);
  expect(count((what) => what.endsWith(' ok'))).toBeGreaterThan(total / 10);
});
