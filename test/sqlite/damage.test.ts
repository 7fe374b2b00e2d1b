import { createHash } from 'node:crypto';
import { appendFileSync, closeSync, openSync, readFileSync, rmSync, statSync, truncateSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { crash, newHome, open, start, usedHome } from './support.ts';

const filesOf = (home: string) => ({ database: join(home, 'peermesh.db'), wal: join(home, 'peermesh.db-wal') });

/** Overwrites bytes of a file from `at` on. */
function overwrite(path: string, at: number, bytes: Uint8Array): void {
  const fd = openSync(path, 'r+');
  writeSync(fd, bytes, 0, bytes.length, at);
  closeSync(fd);
}

/** A home with 200 notes, closed: about 60 pages without a log. */
async function fullHome(): Promise<string> {
  const home = newHome();
  const engine = await open(home);
  await engine.run(async (tx) => {
    for (let i = 0; i < 200; i++) tx.notes.add(`${i} `.repeat(300));
  });
  await engine.close();
  return home;
}

/** A home whose broker was killed, so that its last ten notes, a commit each, are in the log only. */
async function killedHome(): Promise<string> {
  const home = await usedHome();
  const broker = start('broker.ts', [home]);
  await broker.started;
  for (let i = 0; i < 10; i++) await broker.send(`note ${i}`);
  await crash(broker);
  return home;
}

/**
 * Opens a home that must be refused as damaged, and makes sure that database and log are byte for byte what they were.
 */
async function expectRefused(home: string, reason: string | RegExp): Promise<void> {
  const digest = () =>
    Object.values(filesOf(home)).map((path) => {
      const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
      return size && createHash('sha256').update(readFileSync(path)).digest('hex');
    });
  const before = digest();
  await expect(open(home)).rejects.toMatchObject({
    kind: 'damaged',
    exitCode: 74,
    message: expect.stringMatching(reason),
  });
  expect(digest()).toEqual(before);
}

describe('a database is refused, and left as it is, when', () => {
  test.each([
    ['its header is garbage', 0, 'its first bytes are not those of a SQLite database'],
    ['its application id is foreign', 68, 'belongs to another program'],
    ['its schema is garbage', 100, /malformed|corrupt|not a database/],
    ['a page in the middle is garbage', 20 * 4096, /Tree|malformed|page/],
  ])('%s', async (_, at, reason) => {
    const home = await fullHome();
    overwrite(filesOf(home).database, at, Buffer.alloc(at === 68 ? 4 : 60, 0xa5));
    await expectRefused(home, reason);
  });

  test.each([
    [50, 'it ends after 50 bytes'],
    [4096, 'it has 4096 of'],
    [10 * 4096 + 17, 'it has 40977 of'],
  ])('it is cut to %i bytes', async (size, reason) => {
    const home = await fullHome();
    truncateSync(filesOf(home).database, size);
    await expectRefused(home, reason);
  });

  test('pages of zeroes are in it', async () => {
    const home = await fullHome();
    overwrite(filesOf(home).database, 8 * 4096, Buffer.alloc(2 * 4096));
    await expectRefused(home, /Tree|malformed|page/);
  });

  test('its tables are gone', async () => {
    const home = await usedHome();
    const other = new Database(filesOf(home).database);
    other.exec('DROP TABLE notes');
    other.close();
    await expectRefused(home, 'no such table: notes');
  });

  test('it is gone and its log is there, even without the side file', async () => {
    const home = await killedHome();
    rmSync(filesOf(home).database);
    rmSync(join(home, 'instance.json'));
    await expectRefused(home, 'it is gone or empty, but its log is there');
  });
});

describe('a log of confirmed changes', () => {
  const frame = (n: number) => 32 + n * (24 + 4096);
  const bodies = async (home: string) => (await open(home)).read(async (tx) => tx.notes.bodies());

  test('is read after a kill', async () => {
    expect(await bodies(await killedHome())).toHaveLength(11);
  });

  test.each([
    ['in its header', 5, 'its first 32 bytes'],
    ['in its first frame', frame(0) + 100, 'commits stand behind a damaged place'],
    ['in the header of a frame', frame(3) + 18, 'commits stand behind a damaged place'],
  ])('is refused with a flipped byte %s', async (_, at, reason) => {
    const home = await killedHome();
    const byte = readFileSync(filesOf(home).wal)[at]!;
    overwrite(filesOf(home).wal, at, Uint8Array.of(byte ^ 0x40));
    await expectRefused(home, reason);
  });

  test('is read up to a torn end, as a power cut leaves it', async () => {
    const home = await killedHome();
    const { wal } = filesOf(home);
    truncateSync(wal, statSync(wal).size - 1000);
    expect(await bodies(home)).toHaveLength(10);
  });

  test('may be followed by what was never written', async () => {
    const home = await killedHome();
    appendFileSync(filesOf(home).wal, Buffer.alloc(3 * 4120));
    expect(await bodies(home)).toHaveLength(11);
  });

  test('may be blank, as a power cut leaves a new one', async () => {
    const home = await usedHome();
    appendFileSync(filesOf(home).wal, Buffer.alloc(32 + 4120));
    expect(await bodies(home)).toEqual(['kept']);
  });

  test('may have been started again over an older, longer one', async () => {
    const home = await killedHome();
    const broker = start('broker.ts', [home]);
    await broker.started;
    const checkpoint = new Database(filesOf(home).database);
    checkpoint.pragma('wal_checkpoint(RESTART)');
    checkpoint.close();
    await broker.send('after the restart');
    await crash(broker);
    expect(statSync(filesOf(home).wal).size).toBeGreaterThan(frame(5));
    expect(await bodies(home)).toHaveLength(12);
  });
});
