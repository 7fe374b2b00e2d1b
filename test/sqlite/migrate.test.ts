import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { latestOf } from '../../src/sqlite/migrate.ts';
import { migrations } from './fixtures/notes.ts';
import { crash, open, start, usedHome } from './support.ts';

const colour = { version: 2, name: 'colour', sql: "ALTER TABLE notes ADD COLUMN colour TEXT NOT NULL DEFAULT 'grey'" };
const index = { version: 3, name: 'index', sql: 'CREATE INDEX notes_body ON notes (body)' };
const sizeOf = (path: string) => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
const backups = (home: string) => readdirSync(join(home, 'backups'));

test('a migration keeps the rows, and a private copy from before it', async () => {
  const home = await usedHome();
  const now = () => Date.UTC(2026, 10, 23, 9, 30);
  const engine = await open(home, { migrations: [...migrations, colour], now });
  expect(await engine.read(async (tx) => tx.notes.bodies())).toEqual(['kept']);
  expect(backups(home)).toEqual(['before-2-20261123T093000000Z.db']);
  const path = join(home, 'backups', backups(home)[0]!);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const copy = new Database(path);
  expect(copy.pragma('user_version', { simple: true })).toBe(1);
  expect(copy.prepare('SELECT body FROM notes').pluck().all()).toEqual(['kept']);
  copy.close();
});

test('a migration clears away what copies that were cut short left', async () => {
  const home = await usedHome();
  mkdirSync(join(home, 'backups'));
  for (const rest of ['before-2.db.partial', 'before-2.db.partial-journal', 'mine.db'])
    writeFileSync(join(home, 'backups', rest), '');
  await open(home, { migrations: [...migrations, colour], now: () => Date.UTC(2026, 10, 23) });
  expect(backups(home)).toEqual(['before-2-20261123T000000000Z.db', 'mine.db']);
});

test('a start without anything to migrate copies nothing', async () => {
  const home = await usedHome();
  await open(home);
  expect(readdirSync(home)).not.toContain('backups');
});

test('a migration killed in the middle leaves nothing, and the next start goes on', { timeout: 30_000 }, async () => {
  const home = await usedHome();
  const upgrade = start('upgrade.ts', [home]);
  // The log of the endless third migration grows only while it runs.
  while (sizeOf(join(home, 'peermesh.db-wal')) < 1024 * 1024) await setTimeout(10);
  await crash(upgrade);
  const engine = await open(home, { migrations: [...migrations, colour, index] });
  expect(await engine.read(async (tx) => tx.notes.bodies())).toEqual(['kept']);
  expect(backups(home).map((name) => name.slice(0, 9))).toEqual(['before-2-', 'before-3-']);
});

test('a migration that fails is undone and says where the copy is', async () => {
  const home = await usedHome();
  const broken = { version: 3, name: 'broken', sql: 'CREATE TABLE half (id); INSERT INTO nowhere VALUES (1)' };
  await expect(open(home, { migrations: [...migrations, colour, broken] })).rejects.toMatchObject({
    kind: 'unavailable',
    exitCode: 69,
    message: expect.stringContaining(join(home, 'backups')),
  });
  const engine = await open(home, { migrations: [...migrations, colour, { ...index, sql: 'CREATE TABLE half (id)' }] });
  expect(await engine.read(async (tx) => tx.notes.bodies())).toEqual(['kept']);
});

test('a table that others point to can be made anew; an orphan fails the migration', async () => {
  const home = await usedHome();
  const first = await open(home);
  await first.run(async (tx) => tx.notes.remarkOn(1));
  await first.close();
  const rebuild =
    'CREATE TABLE n (id INTEGER PRIMARY KEY, body TEXT) STRICT; %; DROP TABLE notes; ALTER TABLE n RENAME TO notes';
  const losing = { version: 2, name: 'losing', sql: rebuild.replace('%', 'SELECT 1') };
  await expect(open(home, { migrations: [...migrations, losing] })).rejects.toThrow('leaves 1 orphans in remarks');
  const keeping = { ...losing, sql: rebuild.replace('%', 'INSERT INTO n SELECT id, body FROM notes') };
  const engine = await open(home, { migrations: [...migrations, keeping] });
  await expect(engine.run(async (tx) => tx.notes.clear())).rejects.toThrow('FOREIGN KEY');
});

test('a migration that ends its transaction is refused', async () => {
  const home = await usedHome();
  const commits = { version: 2, name: 'commits', sql: 'CREATE TABLE half (id); COMMIT' };
  await expect(open(home, { migrations: [...migrations, commits] })).rejects.toThrow('ends the transaction it runs in');
});

test('a newer schema is refused and unchanged', async () => {
  const home = await usedHome();
  const newer = await open(home, { migrations: [...migrations, colour] });
  await newer.close();
  const content = readFileSync(join(home, 'peermesh.db'));
  await expect(open(home)).rejects.toMatchObject({
    kind: 'newer',
    exitCode: 78,
    message: expect.stringContaining('has schema 2, and this release knows schemas up to 1'),
  });
  expect(readFileSync(join(home, 'peermesh.db'))).toEqual(content);
});

test('migrations out of turn are a mistake of the release', () => {
  expect(() => latestOf([...migrations, index])).toThrow('"index" has number 3 out of turn');
});
