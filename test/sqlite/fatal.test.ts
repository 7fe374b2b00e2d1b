import { renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { EngineError } from '../../src/sqlite/errors.ts';
import { newHome, open, start, usedHome } from './support.ts';

/** An engine whose fatal errors are collected. */
async function watched(home: string) {
  const fatal: EngineError[] = [];
  return { engine: await open(home, { onFatal: (error) => fatal.push(error) }), fatal };
}

const ioError = () => {
  throw new Database.SqliteError('disk I/O error', 'SQLITE_IOERR_FSYNC');
};

test('after an I/O error the batch, the queue and every later call are refused, and the program is told once', async () => {
  const { engine, fatal } = await watched(newHome());
  const before = engine.run(async (tx) => tx.notes.add('before'));
  const failing = engine.run(async () => ioError());
  const queued = Array.from({ length: 300 }, () => engine.run(async (tx) => tx.notes.add('after')));
  for (const lost of [before, failing, ...queued])
    await expect(lost).rejects.toMatchObject({ code: 'unavailable', status: 503 });
  await expect(engine.run(async (tx) => tx.notes.add('later'))).rejects.toMatchObject({ code: 'unavailable' });
  await expect(engine.read(async (tx) => tx.notes.bodies())).rejects.toMatchObject({ code: 'unavailable' });
  await expect(engine.health()).rejects.toMatchObject({ code: 'unavailable' });
  expect(fatal).toMatchObject([{ kind: 'damaged', exitCode: 74, message: expect.stringContaining('disk I/O error') }]);
});

test('an I/O error in a read is as fatal', async () => {
  const { engine, fatal } = await watched(newHome());
  await expect(engine.read(async () => ioError())).rejects.toMatchObject({ code: 'unavailable' });
  await expect(engine.run(async (tx) => tx.notes.add('later'))).rejects.toMatchObject({ code: 'unavailable' });
  expect(fatal).toHaveLength(1);
});

test('closing after a failure leaves the log alone', async () => {
  const home = newHome();
  const { engine } = await watched(home);
  await engine.run(async (tx) => tx.notes.add('confirmed'));
  await expect(engine.run(async () => ioError())).rejects.toThrow();
  await engine.close();
  expect(statSync(join(home, 'peermesh.db-wal')).size).toBeGreaterThan(0);
  const successor = await open(home);
  expect(await successor.read(async (tx) => tx.notes.bodies())).toEqual(['confirmed']);
});

test('a write that the system refuses ends the broker with 74, and what was confirmed stays', async () => {
  const home = await usedHome();
  // No file may grow beyond 64 KiB: the log's write fails with EFBIG, which SQLite reports as an I/O error.
  const broker = start('broker.ts', [home], "trap '' XFSZ; ulimit -f 128");
  await broker.started;
  expect(await broker.send('small')).toBe('small');
  expect(await broker.send('x'.repeat(200_000))).toBe(74);
  const engine = await open(home);
  expect(await engine.read(async (tx) => tx.notes.bodies())).toEqual(['kept', 'small']);
});

test('a database that is moved away while in use is noticed', async () => {
  const home = await usedHome();
  const broker = start('broker.ts', [home]);
  await broker.started;
  await broker.send('before');
  renameSync(join(home, 'peermesh.db'), join(home, 'moved.db'));
  await new Promise((resolve) => setTimeout(resolve, 1010));
  expect(await broker.send('after')).toBe(74);
});
