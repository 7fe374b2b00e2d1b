import { expect, test } from 'vitest';
import { killLoop } from './kill-loop.ts';

test('a broker killed ten times under load keeps every promise', { timeout: 120_000 }, async () => {
  const { faults, figures } = await killLoop(10);
  console.table(figures);
  expect(faults).toEqual([]);
  // A run in which little happened proves little.
  expect(figures['sends acknowledged']).toBeGreaterThan(500);
  expect(figures['of which redelivered']).toBeGreaterThan(20);
  expect(figures['calls without an answer']).toBeGreaterThan(20);
});
