import { hash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MeshClient } from '../../generated/client.gen.ts';
import { migrations } from '../../generated/migrations.gen.ts';
import { exits } from '../../src/errors.ts';
import { filesIn } from '../../src/sqlite/files.ts';
import { faultsIn } from '../support/audit.ts';
import { type Broker, peermesh, runToEnd } from '../support/process.ts';
import { attach, drain, type Sessions, sessions } from './mailbox.ts';
import { oldHome, rowsOf, schemaOf } from './old-homes.ts';
import { brokerForTest, newHome } from './places.ts';

const latest = migrations.length;
const directory = mkdtempSync(join(tmpdir(), 'peermesh-old-'));
let templates: string[];
/** Of the members when the old releases ended. */
let lastSessions: Sessions;
beforeAll(async () => {
  templates = await Promise.all(migrations.map(({ version }) => oldHome(version, directory)));
  lastSessions = new Map(sessions);
}, 60_000);
afterAll(() => rmSync(directory, { recursive: true }));

/** A copy of the home that a release with this schema left. */
function homeOf(version: number): string {
  const home = newHome();
  cpSync(templates[version - 1]!, home, { recursive: true });
  return home;
}

/** The members, as they come back after the upgrade. */
const members = (broker: Broker) => {
  const last = new Map(lastSessions);
  return Promise.all([attach(broker, 'ann', last), attach(broker, 'bob', last)]);
};

const copiesIn = (home: string) => (existsSync(filesIn(home).backups) ? readdirSync(filesIn(home).backups) : []);

/** They are those that the old release had, and there is room for new ones. */
async function expectMemoryAndTasks(ann: MeshClient, bob: MeshClient, version: number): Promise<void> {
  expect((await ann.searchMemory({ query: 'npm' })).hits).toHaveLength(version >= 2 ? 1 : 0);
  const { version: written } = await ann.setMemory({ key: 'crawler/owner', value: 'both' });
  expect(written).toBe(version >= 2 ? 3 : 1);
  const titles = async () => (await ann.listTasks({})).tasks.map(({ title }) => title).sort();
  expect(await titles()).toEqual(version >= 3 ? ['Fix the flaky retry test', 'Release', 'Write it up'] : []);
  const { task } = await ann.createTask({ title: 'After the upgrade', assignee: 'bob' });
  const { claim } = await bob.claimTask({ task_id: task.task_id });
  await bob.updateTask({ task_id: task.task_id, claim, status: 'completed', result: 'done' });
  expect(await titles()).toContain('After the upgrade');
}

describe.each(migrations.map(({ version }) => version))('a home with schema %i', (version) => {
  test('is brought to the latest with every row, and a copy of before beside it', async () => {
    const home = homeOf(version);
    const before = rowsOf(filesIn(home).database);
    expect(await (await brokerForTest(home)).stop()).toBe(0);
    expect(schemaOf(filesIn(home).database)).toBe(latest);
    expect(rowsOf(filesIn(home).database)).toMatchObject(before);
    expect(faultsIn(home)).toEqual([]);
    const copies = copiesIn(home).map((name) => join(filesIn(home).backups, name));
    expect(copies).toHaveLength(version === latest ? 0 : 1);
    for (const copy of copies) {
      expect(schemaOf(copy)).toBe(version);
      expect(rowsOf(copy)).toEqual(before);
    }
  });

  test('has its peers go on where they were, with the memory and the tasks they had', async () => {
    const broker = await brokerForTest(homeOf(version));
    const [ann, bob] = await members(broker);
    const again = await ann.sendMessage({
      to: 'bob',
      body: 'Note 7: see crawler/run-7.log',
      idempotency_key: 'note-7',
    });
    expect(again.duplicate).toBe(true);
    expect((await ann.publishMessage({ channel: '#deploys', body: 'Deploy of 1.4.3 starts' })).fanned_out).toBe(1);
    const notes = Array.from({ length: 40 }, (_, n) => `Note ${n}: see crawler/run-${n}.log`);
    const bodies = await drain(bob);
    expect(bodies.filter((body) => !body.includes('task_'))).toEqual([
      ...notes,
      'Deploy of 1.4.2 starts',
      'Deploy of 1.4.3 starts',
    ]);
    expect(await drain(ann)).toContain('It does.');
    // The search index is at most a second late.
    await expect.poll(async () => (await bob.listMessages({ query: 'crawler pass' })).messages.length).toBe(1);
    await expectMemoryAndTasks(ann, bob, version);
  });
});

test('the copy from before an upgrade restores to what it was, under a new epoch', async () => {
  const home = homeOf(1);
  const broker = await brokerForTest(home);
  const { mesh_epoch } = (await (await members(broker))[0].getPeer({})).broker;
  await broker.stop();
  const [copy] = copiesIn(home);
  const other = newHome();
  const path = join(filesIn(home).backups, copy!);
  expect(await runToEnd(peermesh(['restore', path, '--home', other]))).toMatchObject({ code: 0 });
  expect(schemaOf(filesIn(other).database)).toBe(1);
  expect(rowsOf(filesIn(other).database)).toEqual(rowsOf(path));
  const restored = await brokerForTest(other);
  expect((await (await members(restored))[0].getPeer({})).broker.mesh_epoch).not.toBe(mesh_epoch);
});

describe('a schema of a later release', () => {
  const sums = (home: string) =>
    readdirSync(home)
      // A reader makes an empty log, and an index of one.
      .filter(
        (name) => /^(peermesh\.db(-wal)?|instance\.json|token)$/.test(name) && statSync(join(home, name)).size > 0,
      )
      .map((name) => `${name} ${hash('sha256', readFileSync(join(home, name)))}`);

  test.each([
    ['in the database', 'stop'],
    ['in the log of a broker that was killed', 'crash'],
  ] as const)('%s is refused with 78 and a sentence, and left as it is', async (_, end) => {
    const home = newHome();
    const broker = await brokerForTest(home);
    await (await attach(broker, 'ann')).setMemory({ key: 'k', value: 'kept' });
    if (end === 'crash') setSchema(home, latest + 1);
    await broker[end]();
    if (end === 'stop') setSchema(home, latest + 1);
    const before = sums(home);
    const { code, out, err } = await runToEnd(peermesh(['serve', '--home', home, '--port', '0']));
    expect({ code, out }).toEqual({ code: exits.configuration, out: '' });
    expect(err).toMatch(
      new RegExp(
        `^peermesh: The database .* has schema ${latest + 1}, and this release knows schemas up to ${latest}\\. .*\\.\n$`,
      ),
    );
    expect(sums(home)).toEqual(before);
    expect(copiesIn(home)).toEqual([]);
  });

  const setSchema = (home: string, version: number) => {
    const database = new Database(filesIn(home).database);
    database.pragma(`user_version = ${version}`);
    database.close();
  };
});

/** Of what was released; a change of the schema is a migration of its own. */
const released = [
  ['mesh', 'b8e9cdb79f1249e69a2df6e48dacda7b7d3a84166ec119adb0899b24c4e3059a'],
  ['memory', 'de5e14a4a2faf99ca10866cab61bd080ad17098bcf8671c05996eb8c6e518c57'],
  ['tasks', 'aefd3c548d51a9e350e316f1e3ef7f5dbdeb522f8e903876f3ad9a3049d2e56e'],
];

test('a released migration is never changed', () => {
  expect(migrations.slice(0, released.length).map(({ name, sql }) => [name, hash('sha256', sql)])).toEqual(released);
});
