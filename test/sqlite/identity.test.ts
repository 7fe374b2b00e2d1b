import { cpSync, existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newHome, open, usedHome } from './support.ts';

const inHome = (home: string) => ({ database: join(home, 'peermesh.db'), instance: join(home, 'instance.json') });

async function identityOf(home: string) {
  const engine = await open(home);
  await engine.close();
  return engine.identity;
}

test('a home keeps its instance and its epoch over restarts', async () => {
  const home = newHome();
  const first = await identityOf(home);
  expect(await identityOf(home)).toEqual(first);
  const { instance_id, epoch } = JSON.parse(readFileSync(inHome(home).instance, 'utf8'));
  expect({ instanceId: instance_id, epoch }).toEqual(first);
});

test('a missing database is refused and not made anew', async () => {
  const home = await usedHome();
  rmSync(inHome(home).database);
  await expect(open(home)).rejects.toMatchObject({
    kind: 'damaged',
    exitCode: 74,
    hint: expect.stringContaining(`remove ${inHome(home).instance}. To begin anew`),
  });
  expect(existsSync(inHome(home).database)).toBe(false);
});

test('an empty database is refused and stays empty', async () => {
  const home = await usedHome();
  truncateSync(inHome(home).database);
  await expect(open(home)).rejects.toMatchObject({
    kind: 'damaged',
    message: expect.stringContaining('missing or empty'),
  });
  expect(readFileSync(inHome(home).database)).toHaveLength(0);
});

test('the database of another mesh is refused and unchanged', async () => {
  const [home, other] = [await usedHome(), await usedHome()];
  cpSync(inHome(other).database, inHome(home).database);
  const content = readFileSync(inHome(home).database);
  await expect(open(home)).rejects.toMatchObject({
    kind: 'damaged',
    message: expect.stringContaining('is that of mesh'),
  });
  expect(readFileSync(inHome(home).database)).toEqual(content);
});

test('a home without its side file begins anew when the database is gone too', async () => {
  const home = await usedHome();
  for (const path of Object.values(inHome(home))) rmSync(path);
  const engine = await open(home);
  expect(await engine.read(async (tx) => tx.notes.bodies())).toEqual([]);
});

test('a database without its side file keeps its data and gets a new epoch', async () => {
  const home = await usedHome();
  const before = await identityOf(home);
  rmSync(inHome(home).instance);
  const engine = await open(home);
  expect(engine.identity.instanceId).toBe(before.instanceId);
  expect(engine.identity.epoch).not.toBe(before.epoch);
  expect(await engine.read(async (tx) => tx.notes.bodies())).toEqual(['kept']);
});

test('a copy from before the last restore gets a new epoch of its own', async () => {
  const home = await usedHome();
  const { database, instance } = inHome(home);
  const old = await identityOf(home);
  cpSync(database, `${home}.db`);
  rmSync(instance);
  const restored = await identityOf(home);
  cpSync(`${home}.db`, database);
  const again = await identityOf(home);
  expect(new Set([old.epoch, restored.epoch, again.epoch]).size).toBe(3);
});

test.each(['', '{}', '{"instance_id": 1}', 'nonsense'])('a damaged side file is refused: %j', async (content) => {
  const home = await usedHome();
  writeFileSync(inHome(home).instance, content);
  await expect(open(home)).rejects.toMatchObject({
    kind: 'damaged',
    message: expect.stringContaining('instance.json is damaged'),
  });
  expect(readFileSync(inHome(home).instance, 'utf8')).toBe(content);
});
