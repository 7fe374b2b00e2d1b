import { mkdirSync } from 'node:fs';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { openReader, openWriter } from '../../src/sqlite/connections.ts';
import { filesIn } from '../../src/sqlite/files.ts';
import { newHome, open } from './support.ts';

const MIB = 1024 * 1024;

function connections(maxBytes: number) {
  const home = newHome();
  mkdirSync(home);
  const writer = openWriter(filesIn(home), maxBytes);
  const reader = openReader(filesIn(home));
  onTestFinished(() => void [reader.close(), writer.close()]);
  return { writer, reader, home };
}

test.each([
  ['journal_mode', 'wal'],
  ['synchronous', 2],
  ['foreign_keys', 1],
  ['trusted_schema', 0],
  ['cell_size_check', 1],
  ['busy_timeout', 5000],
  ['wal_autocheckpoint', 1000],
  ['journal_size_limit', 64 * MIB],
  ['auto_vacuum', 2],
  ['application_id', 0x504d7368],
  ['max_page_count', 2560],
])('the writer has %s = %s', (name, value) => {
  expect(connections(10 * MIB).writer.pragma(name, { simple: true })).toBe(value);
});

test('the reader refuses to write', () => {
  const { reader } = connections(10 * MIB);
  expect(reader.pragma('query_only', { simple: true })).toBe(1);
  expect(() => reader.exec('CREATE TABLE t (id)')).toThrow('readonly');
});

test('a setting that does not hold refuses the start', async () => {
  const home = newHome();
  mkdirSync(home);
  const other = new Database(filesIn(home).database);
  other.exec(`PRAGMA application_id = ${0x504d7368}; CREATE TABLE t (id)`);
  other.close();
  await expect(open(home)).rejects.toMatchObject({
    kind: 'config',
    exitCode: 78,
    message: expect.stringContaining('auto_vacuum is 0 instead of 2'),
  });
});

test('a database larger than its quota opens, and grows no more', async () => {
  const home = newHome();
  const body = 'x'.repeat(MIB);
  const roomy = await open(home);
  await roomy.run(async (tx) => tx.notes.add(body));
  await roomy.close();
  const tight = await open(home, { maxBytes: 4096 });
  await expect(tight.run(async (tx) => tx.notes.add(body))).rejects.toMatchObject({
    code: 'storage_full',
    status: 507,
  });
  await tight.run(async (tx) => tx.notes.clear(), { freeing: true });
  await tight.run(async (tx) => tx.notes.add(body));
});
