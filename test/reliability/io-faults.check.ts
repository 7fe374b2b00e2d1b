import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exits } from '../../src/errors.ts';
import { type Aftermath, type IoFault, killedHome, withFault } from './io-faults.ts';
import { has } from './tools.ts';

/** Every so-manieth call fails in a run of its own; `FAULT_STEP=1` takes each. */
const step = Number(process.env.FAULT_STEP ?? 7);
const points = (call: IoFault['call'], error: IoFault['error'], last: number): IoFault[] =>
  Array.from({ length: Math.ceil(last / step) }, (_, n) => ({ call, error, when: 1 + n * step }));

/** A start that recovers a log makes some 10 syncs, 40 messages one each; a commit writes some 20 pages, so writes are taken sparser. */
const faults: readonly IoFault[] = [
  ...points('fdatasync', 'EIO', 50),
  ...points('pwrite64', 'EIO', 50).map((fault) => ({ ...fault, when: fault.when * 8 })),
  ...points('pwrite64', 'ENOSPC', 50).map((fault) => ({ ...fault, when: fault.when * 8 })),
];

describe.skipIf(!has('strace'))('a broker on a disk that fails', () => {
  const directory = mkdtempSync(join(tmpdir(), 'peermesh-io-'));
  const outcomes: (IoFault & Omit<Aftermath, 'faults'>)[] = [];
  let template: string;
  beforeAll(async () => {
    template = await killedHome(directory);
  });
  afterAll(() => {
    rmSync(directory, { recursive: true });
    console.table(outcomes);
  });

  test.each(faults)('$call number $when: $error', { timeout: 60_000 }, async (fault) => {
    const { faults, ...aftermath } = await withFault(template, fault);
    outcomes.push({ ...fault, ...aftermath });
    expect(faults).toEqual([]);
    if (aftermath.broker === 'refused') expect([exits.damaged, exits.unavailable]).toContain(aftermath.code);
    if (aftermath.broker === 'stopped') expect(aftermath.code).toBe(exits.damaged);
  });

  test('was met while in use as well', () => {
    expect(outcomes.filter(({ broker }) => broker === 'stopped').length).toBeGreaterThan(2);
  });
});
