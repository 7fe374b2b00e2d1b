import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { filesIn } from '../../src/sqlite/files.ts';
import { newMesh } from '../support/mesh.ts';

test('a broker that nobody calls writes nothing', async () => {
  const { ann, home, advance, housekeep } = await newMesh('ann');
  await ann.heartbeatPeer({});
  const database = new Database(filesIn(home).database, { readonly: true });
  const written = () => database.pragma('data_version', { simple: true });
  const afterAWhile = async () => {
    const before = written();
    advance(5);
    await housekeep();
    return written() !== before;
  };
  expect(await afterAWhile()).toBe(true);
  advance(180);
  await housekeep();
  expect(await afterAWhile()).toBe(false);
  await ann.heartbeatPeer({});
  expect(await afterAWhile()).toBe(true);
  database.close();
});
