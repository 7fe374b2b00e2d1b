import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { crash, newHome, open, start, usedHome } from './support.ts';

test('of 20 brokers started at once exactly one is up', { timeout: 60_000 }, async () => {
  const home = newHome();
  const brokers = Array.from({ length: 20 }, () => start('broker.ts', [home]));
  const outcomes = await Promise.all(brokers.map(({ started }) => started));
  expect(outcomes.filter((outcome) => outcome === 'up')).toHaveLength(1);
  expect(outcomes.filter((outcome) => outcome === 75)).toHaveLength(19);
});

test('a second broker is told who holds the home', async () => {
  const home = newHome();
  const first = start('broker.ts', [home]);
  await first.started;
  const second = await start('broker.ts', [home]).ended;
  expect(second.code).toBe(75);
  expect(second.stderr).toContain(`process ${first.process.pid} at http://127.0.0.1:7337, started 2`);
  await expect(open(home)).rejects.toMatchObject({ kind: 'locked', exitCode: 75 });
});

test('a second engine in the same process is refused, and the first keeps the lock', async () => {
  const home = newHome();
  const first = await open(home);
  await expect(open(home)).rejects.toMatchObject({ kind: 'locked' });
  expect((await start('broker.ts', [home]).ended).code).toBe(75);
  await first.close();
  expect(existsSync(join(home, 'lock.json'))).toBe(false);
  await open(home);
});

test('after kill -9 a successor is up within a second, with all that was confirmed', async () => {
  const home = newHome();
  const broker = start('broker.ts', [home]);
  await broker.started;
  await broker.send('confirmed');
  await crash(broker);
  const began = performance.now();
  const engine = await open(home);
  expect(await engine.read(async (tx) => tx.notes.bodies())).toEqual(['confirmed']);
  expect(performance.now() - began).toBeLessThan(1000);
});

test('a lock file that is none is refused and kept', async () => {
  const home = await usedHome();
  const lock = join(home, 'lock');
  writeFileSync(lock, 'not a database, but as long as the first page of one would have to be'.repeat(20));
  const content = readFileSync(lock);
  await expect(open(home)).rejects.toMatchObject({
    kind: 'damaged',
    message: expect.stringContaining('remove this one file'),
  });
  expect(readFileSync(lock)).toEqual(content);
});
