import { readdirSync, statSync } from 'node:fs';
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

test('closing lets a read finish that has begun', async () => {
  const engine = await open(await usedHome());
  const reading = engine.read(async (tx) => {
    for (let i = 0; i < 20; i++) await null;
    return tx.notes.bodies();
  });
  await engine.close();
  expect(await reading).toEqual(['kept']);
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

/** An engine with 900 notes, about as many pages. */
async function filled(home: string) {
  const engine = await open(home);
  await engine.run(async (tx) => void Array.from({ length: 900 }, () => tx.notes.add(body)));
  return engine;
}

test('a backup under load holds all that was committed before it ended', async () => {
  const home = newHome();
  const path = join(home, 'copy.db');
  const engine = await filled(home);
  let [confirmed, held, steps] = [0, 0, 0];
  let copying = true;
  const writing = (async () => {
    while (copying) confirmed = await engine.run(async (tx) => tx.notes.add('meanwhile'));
  })();
  await engine.backup(path, () => {
    held = confirmed;
    steps++;
  });
  copying = false;
  await writing;
  const copy = new Database(path);
  expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(copy.prepare('SELECT count(*) FROM notes').pluck().get()).toBeGreaterThanOrEqual(held);
  copy.close();
  expect(held).toBeGreaterThan(900);
  expect(steps).toBeGreaterThan(10);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('a backup does not overwrite', async () => {
  const home = await usedHome();
  const engine = await open(home);
  await expect(engine.backup(join(home, 'lock'))).rejects.toMatchObject({ kind: 'config' });
});

test('a backup cut short by closing leaves no file, and lets the engine close', async () => {
  const home = newHome();
  const engine = await filled(home);
  await expect(engine.backup(join(home, 'copy.db'), () => void engine.close())).rejects.toThrow('not open');
  await engine.close();
  expect(readdirSync(home).sort()).toEqual(['instance.json', 'lock', 'peermesh.db']);
});
