import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { newHome, open, usedHome } from './support.ts';

const body = 'x'.repeat(3000);

test('closing finishes what is queued, empties the log and refuses what comes later', async () => {
  const home = newHome();
  const engine = await open(home);
  const queued = Array.from({ length: 600 }, () => engine.run(async (tx) => tx.notes.add(body)));
  const closing = engine.close();
  await expect(engine.run(async (tx) => tx.notes.add('late'))).rejects.toMatchObject({ code: 'unavailable' });
  expect(await Promise.all(queued)).toHaveLength(600);
  await closing;
  expect(engine.close()).toBe(closing);
  expect(readdirSync(home).sort()).toEqual(['instance.json', 'lock', 'peermesh.db']);
});

test('health tells sizes and durability', async () => {
  const home = newHome();
  const engine = await open(home);
  await engine.run(async (tx) => tx.notes.add(body));
  expect(await engine.health()).toEqual({
    engine: 'sqlite',
    engine_version: expect.stringMatching(/^3\.\d+\.\d+$/),
    durability: 'full',
    wal_bytes: statSync(join(home, 'peermesh.db-wal')).size,
    database_bytes: statSync(join(home, 'peermesh.db')).size,
    free_bytes: expect.any(Number),
  });
});

test('a checkpoint empties the log, unless another program reads', async () => {
  const home = await usedHome();
  const engine = await open(home);
  const other = new Database(join(home, 'peermesh.db'), { readonly: true });
  other.exec('BEGIN; SELECT * FROM notes');
  await engine.run(async (tx) => tx.notes.add(body));
  const began = performance.now();
  expect(await engine.checkpoint()).toBe(false);
  expect(performance.now() - began).toBeLessThan(1000);
  other.close();
  expect(await engine.checkpoint()).toBe(true);
  expect((await engine.health()).wal_bytes).toBe(0);
});

test('unused pages go back to the file system, some at a time', async () => {
  const engine = await open(newHome());
  await engine.run(async (tx) => void Array.from({ length: 100 }, () => tx.notes.add(body)));
  await engine.run(async (tx) => tx.notes.clear());
  await engine.checkpoint();
  const full = (await engine.health()).database_bytes;
  expect(await engine.incrementalVacuum(30)).toBe(30);
  await engine.checkpoint();
  expect((await engine.health()).database_bytes).toBe(full - 30 * 4096);
});

test('a backup under load holds all that was committed before it ended', async () => {
  const home = newHome();
  const engine = await open(home);
  const fill = (tx: { notes: { add(text: string): number } }) =>
    void Array.from({ length: 900 }, () => tx.notes.add(body));
  await engine.run(async (tx) => fill(tx));
  let writing = true;
  let confirmed = 0;
  const writer = (async () => {
    while (writing) confirmed = await engine.run(async (tx) => tx.notes.add('meanwhile'));
  })();
  const steps: number[] = [];
  const path = join(home, 'copy.db');
  await engine.backup(path, ({ remainingPages }) => void steps.push(remainingPages));
  const held = confirmed;
  writing = false;
  await writer;
  const copy = new Database(path);
  expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(copy.prepare('SELECT count(*) FROM notes').pluck().get()).toBeGreaterThanOrEqual(held);
  copy.close();
  expect(steps.length).toBeGreaterThan(2);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('a backup does not overwrite, and one cut short by closing leaves no file', async () => {
  const home = await usedHome();
  const engine = await open(home);
  await expect(engine.backup(join(home, 'lock'))).rejects.toMatchObject({ kind: 'config' });
  const backup = engine.backup(join(home, 'copy.db'));
  await engine.close();
  await expect(backup).rejects.toThrow();
  expect(readdirSync(home).filter((name) => name.startsWith('copy'))).toEqual([]);
  expect(existsSync(join(home, 'lock.json'))).toBe(false);
});
