import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { MeshError } from '../../generated/errors.gen.ts';
import { createLedger } from '../../src/mcp/ledger.ts';
import { openOutbox } from '../../src/mcp/outbox.ts';
import { isAway, reachOf, withRetries } from '../../src/mcp/retry.ts';
import { UnprovedError, WireError } from '../../src/mcp/wire-error.ts';

const shown = { id: 'msg_1', lease: '1.1.1', intent: 'request' as const };
const away = (reach: 'refused' | 'lost') =>
  new MeshError('unavailable', 'Nothing listens.', { cause: new WireError(reach, 'nothing listens') });

test('only a request after the answer makes what it showed due', () => {
  const ledger = createLedger();
  ledger.requested();
  ledger.shown([shown]);
  expect(ledger.due()).toEqual([]);
  expect(ledger.entries()).toEqual([shown]);
  ledger.requested();
  expect(ledger.due()).toEqual([{ id: 'msg_1', lease: '1.1.1' }]);
  ledger.settled(ledger.due());
  expect([ledger.due(), ledger.entries()]).toEqual([[], []]);
});

test('what never reached the client is given back, and what another process showed is due with the next request', () => {
  const ledger = createLedger([shown]);
  ledger.withheld([{ ...shown, id: 'msg_2' }]);
  ledger.requested();
  expect(ledger.due()).toEqual([
    { id: 'msg_2', lease: '1.1.1', outcome: 'released' },
    { id: 'msg_1', lease: '1.1.1' },
  ]);
});

test('an outbox keeps order and keys across processes, and what is refused for good until it was told', async () => {
  const directory = newDirectory();
  const before = openOutbox(directory, () => 1_000);
  before.add('sendMessage', { to: 'bob', body: 'one', idempotency_key: 'k1' });
  before.add('sendMessage', { to: 'bbo', body: 'two', idempotency_key: 'k2' });
  const outbox = openOutbox(directory, () => 2_000);
  await outbox.flush(() => Promise.reject(away('lost')), isAway);
  expect(outbox.waiting()).toBe(2);
  const sent: unknown[] = [];
  await outbox.flush(async ({ body }) => {
    sent.push(body.idempotency_key);
    if (body.to === 'bbo') throw new MeshError('not_found', 'No peer is called bbo.');
  }, isAway);
  expect(sent).toEqual(['k1', 'k2']);
  expect(outbox.failures().map(({ problem }) => problem?.code)).toEqual(['not_found']);
  outbox.reported(outbox.failures());
  expect(readdirSync(directory)).toEqual([]);
});

test('a disk that takes nothing is a clear error, and nothing is kept', () => {
  const file = join(newDirectory(), 'file');
  writeFileSync(file, '');
  const outbox = openOutbox(join(file, 'outbox'), () => 1_000);
  const add = () => outbox.add('sendMessage', { to: 'bob', body: 'one' });
  expect(add).toThrow(
    expect.objectContaining({ code: 'storage_full', message: expect.stringContaining('Nothing was') }),
  );
  expect(outbox.waiting()).toBe(0);
});

test('what may have been done is repeated only if that is safe, within the budget, as Retry-After says', async () => {
  const waits: number[] = [];
  const tries = async (error: MeshError, repeatable: boolean) => {
    let now = 0;
    let n = 0;
    const sleep = async (ms: number) => {
      waits.push(ms);
      now += ms;
    };
    const timing = { now: () => now, sleep, random: () => 1 };
    const work = () => {
      n += 1;
      return Promise.reject(error);
    };
    await expect(withRetries(work, { repeatable, budget: 1_000, timing })).rejects.toBe(error);
    return n;
  };
  expect(await tries(away('lost'), false)).toBe(1);
  expect(await tries(away('lost'), true)).toBe(4);
  expect(await tries(away('refused'), false)).toBe(4);
  expect(waits.slice(0, 3)).toEqual([100, 200, 400]);
  expect(await tries(new MeshError('rate_limited', 'Slow down.', { retryAfter: 60 }), true)).toBe(1);
});

test('a stranger on the port and a refusal are answers, not absences', () => {
  const stranger = new MeshError('unavailable', 'x', { cause: new UnprovedError('refused', 'another program') });
  expect([stranger, new MeshError('not_found', 'x'), away('lost')].map(reachOf)).toEqual([
    undefined,
    undefined,
    'lost',
  ]);
});

function newDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'peermesh-delivery-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}
