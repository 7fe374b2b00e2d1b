import { rmSync } from 'node:fs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { carelessCopy, cutPower } from './powercut.ts';
import { has } from './tools.ts';

describe.skipIf(!has('strace'))('after a power cut', () => {
  test('every acknowledged message is there', { timeout: 60_000 }, async () => {
    const cut = await cutPower(200);
    console.table({ ...cut, faults: cut.faults.length });
    expect(cut.acknowledged).toBeGreaterThanOrEqual(200);
    expect(cut.lost).toBe(0);
    expect(cut.faults).toEqual([]);
    expect(cut.syncs).toBeGreaterThan(20);
  });

  test('messages are lost by a broker that does not sync each commit, so the test can see it', {
    timeout: 60_000,
  }, async () => {
    const copy = carelessCopy();
    onTestFinished(() => rmSync(copy, { recursive: true }));
    const cut = await cutPower(200, copy);
    console.table({ ...cut, faults: cut.faults.length });
    expect(cut.lost).toBeGreaterThan(0);
  });
});
