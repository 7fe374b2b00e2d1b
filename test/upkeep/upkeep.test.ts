import { existsSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { brokerForTest, newHome } from '../e2e/home.ts';
import { peermesh, runToEnd } from '../support/process.ts';
import { join as joinMesh } from './members.ts';

/** A broker with something of everything in it, and what its members saw. */
async function furnished() {
  const home = newHome();
  const broker = await brokerForTest(home);
  const [ann, bob] = await Promise.all(['ann', 'bob'].map((label) => joinMesh(broker, label)));
  await ann!.sendMessage({ to: 'bob', body: 'Run tests on the crawler module', intent: 'request' });
  await ann!.setMemory({ key: 'crawler/test-command', value: 'npm test -- crawler', tags: ['howto'] });
  await bob!.createTask({ title: 'Fix the flaky retry test', assignee: 'ann' });
  await ann!.publishMessage({ channel: '#all', body: 'Deploy starts' });
  return { home, broker, ann: ann!, bob: bob! };
}

/** Everything is there again, for whoever comes with the token of before. */
async function expectAllThere(home: string, token: string) {
  const broker = await brokerForTest(home);
  const bob = await joinMesh(broker, 'bob', token);
  expect(bob.registration).toMatchObject({ reattached: true, unread: { total: 2, requests: 1 } });
  expect((await bob.pollMessages({})).messages.map(({ body }) => body)).toEqual([
    'Run tests on the crawler module',
    'Deploy starts',
  ]);
  expect((await bob.searchMemory({ query: 'crawler' })).hits).toMatchObject([{ key: 'crawler/test-command' }]);
  await expect.poll(async () => (await bob.listMessages({ query: 'deploy' })).messages.length).toBe(1);
  expect((await bob.listTasks({})).tasks).toMatchObject([{ title: 'Fix the flaky retry test' }]);
  await broker.stop();
  return bob.registration.mesh_epoch;
}

describe('peermesh backup and restore', () => {
  test('a backup of a running broker is private and sound, and brings everything back under a new epoch', async () => {
    const { home, broker, bob } = await furnished();
    const file = join(home, 'copy.db');
    expect(await runToEnd(peermesh(['backup', file, '--home', home]))).toMatchObject({
      code: 0,
      out: expect.stringContaining(file),
    });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    await broker.stop();
    const other = newHome();
    expect(await runToEnd(peermesh(['restore', file, '--home', other]))).toMatchObject({ code: 0 });
    expect(await expectAllThere(other, bob.registration.session_token)).not.toBe(bob.registration.mesh_epoch);
  });

  test('a backup is one file, which looking it over and restoring it leave alone', async () => {
    const { home, broker } = await furnished();
    const file = join(dirname(home), 'backup', 'copy.db');
    await runToEnd(peermesh(['backup', file, '--home', home]));
    await broker.stop();
    const content = readFileSync(file);
    expect((await runToEnd(peermesh(['verify', file]))).code).toBe(0);
    expect((await runToEnd(peermesh(['restore', file, '--home', newHome()]))).code).toBe(0);
    expect(readdirSync(dirname(file))).toEqual(['copy.db']);
    expect(readFileSync(file).equals(content)).toBe(true);
  });

  test('restore keeps what was there', async () => {
    const { home, broker } = await furnished();
    const file = join(home, 'copy.db');
    await runToEnd(peermesh(['backup', file, '--home', home]));
    await broker.stop();
    expect((await runToEnd(peermesh(['restore', file, '--home', home]))).code).toBe(0);
    const [kept] = readdirSync(join(home, 'backups'));
    expect((await runToEnd(peermesh(['verify', join(home, 'backups', kept!)]))).out).toContain('is sound');
  });

  test('restore is refused while a broker runs, and leaves everything as it was', async () => {
    const { home, broker } = await furnished();
    const file = join(home, 'copy.db');
    await runToEnd(peermesh(['backup', file, '--home', home]));
    const refused = await runToEnd(peermesh(['restore', file, '--home', home]));
    expect(refused).toMatchObject({ code: 75, err: expect.stringContaining('Another broker runs') });
    expect(await broker.stop()).toBe(0);
  });

  test.each([
    ['a file that is not there', (path: string) => path, 78, 'There is no file'],
    ['another file', (path: string) => writeFileSync(path, 'hello '.repeat(100)), 74, 'not those of a SQLite database'],
    ['an empty file', (path: string) => writeFileSync(path, ''), 74, 'cannot be trusted'],
  ])('restore refuses %s', async (_what, make, code, sentence) => {
    const home = newHome();
    const file = `${newHome()}.db`;
    make(file);
    expect(await runToEnd(peermesh(['restore', file, '--home', home]))).toMatchObject({
      code,
      err: expect.stringContaining(sentence),
    });
    expect(existsSync(join(home, 'peermesh.db'))).toBe(false);
  });
});

describe('peermesh verify', () => {
  test('finds a sound database sound, also while a broker uses it', async () => {
    const { home, broker } = await furnished();
    expect(await runToEnd(peermesh(['verify', '--home', home]))).toMatchObject({
      code: 0,
      out: expect.stringContaining('is sound'),
    });
    await broker.stop();
  });

  test.each([
    ['a changed text', "UPDATE messages SET body = 'Run no tests' WHERE num = 1", 'is not what was stored'],
    ['a wrong counter', 'UPDATE inboxes SET unread = unread + 1 WHERE peer = 2', 'counters of an inbox'],
    ['a lost message', 'DELETE FROM messages WHERE num = 1', 'delivery without message'],
  ])('names %s, and ends with 74', async (_what, sql, sentence) => {
    const { home, broker } = await furnished();
    await broker.stop();
    const database = new Database(join(home, 'peermesh.db'));
    database.exec(sql);
    database.close();
    expect(await runToEnd(peermesh(['verify', '--home', home]))).toMatchObject({
      code: 74,
      err: expect.stringContaining(sentence),
    });
  });

  test('finds a backup of an older release sound, which restores as well', async () => {
    const { home, broker } = await furnished();
    await broker.stop();
    const file = join(home, 'peermesh.db');
    const database = new Database(file);
    const later = ['memory_words', 'memory_fts', 'memory_tombstones', 'memory'];
    database.exec(`${later.map((table) => `DROP TABLE ${table};`).join(' ')} PRAGMA user_version = 1`);
    database.close();
    expect((await runToEnd(peermesh(['verify', file]))).out).toContain('is sound');
    expect(await runToEnd(peermesh(['restore', file, '--home', newHome()]))).toMatchObject({ code: 0 });
  });

  test('says of a truncated database that it is damaged', async () => {
    const { home, broker } = await furnished();
    await broker.stop();
    truncateSync(join(home, 'peermesh.db'), 8192);
    expect(await runToEnd(peermesh(['verify', '--home', home]))).toMatchObject({
      code: 74,
      err: expect.stringContaining('cannot be trusted'),
    });
  });
});

describe('peermesh export and import', () => {
  test('an export is JSON Lines, private, and makes the same mesh elsewhere', async () => {
    const { home, broker, bob } = await furnished();
    const file = join(home, 'all.jsonl');
    expect((await runToEnd(peermesh(['export', file, '--home', home]))).code).toBe(0);
    await broker.stop();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const lines = readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { peermesh?: string; table?: string });
    expect(lines[0]).toMatchObject({ peermesh: 'export', schema: expect.any(Number) });
    expect(new Set(lines.slice(1).map(({ table }) => table))).toContain('messages');
    const other = newHome();
    expect(await runToEnd(peermesh(['import', file, '--home', other]))).toMatchObject({ code: 0 });
    expect((await runToEnd(peermesh(['verify', '--home', other]))).out).toContain('is sound');
    await expectAllThere(other, bob.registration.session_token);
  });

  test.each([
    ['an empty file', ''],
    ['another file', '{"hello":"world"}\n'],
    ['a line cut short', '{"peermesh":"export","schema":3}\n{"table":"peers","row":{"num":1'],
    ['a row of no table', '{"peermesh":"export","schema":3}\n{"table":"nothing","row":{"num":1}}\n'],
    ['a later release', '{"peermesh":"export","schema":999}\n'],
  ])('import refuses %s, and makes nothing', async (_what, content) => {
    const home = newHome();
    const file = `${newHome()}.jsonl`;
    writeFileSync(file, content);
    expect(await runToEnd(peermesh(['import', file, '--home', home]))).toMatchObject({
      code: 78,
      err: expect.stringMatching(/^peermesh: /),
    });
    expect(existsSync(home) ? readdirSync(home).filter((name) => name.startsWith('peermesh.db')) : []).toEqual([]);
  });
});

describe('peermesh token rotate', () => {
  test('a broker that runs takes the new secret up, and the old one for the grace', async () => {
    const home = newHome();
    const broker = await brokerForTest(home);
    const status = async (token: string) =>
      (await fetch(`${broker.url}/health`, { headers: { authorization: `Bearer ${token}` } })).status;
    expect(await runToEnd(peermesh(['token', 'rotate', '--grace', '5', '--home', home]))).toMatchObject({
      code: 0,
      out: expect.not.stringContaining(broker.token),
    });
    const renewed = readFileSync(join(home, 'token'), 'utf8').trim();
    await expect.poll(() => status(renewed), { timeout: 5_000 }).toBe(200);
    expect(await status(broker.token)).toBe(200);
    await runToEnd(peermesh(['token', 'rotate', '--home', home]));
    await expect.poll(() => status(renewed), { timeout: 5_000 }).toBe(401);
    expect(await status(broker.token)).toBe(401);
    expect(statSync(join(home, 'token')).mode & 0o777).toBe(0o600);
    await broker.stop();
  });

  test.each([
    [['--grace', 'soon'], 64],
    [[], 78],
  ])('refuses %j in an empty home', async (args, code) => {
    expect(await runToEnd(peermesh(['token', 'rotate', ...args, '--home', newHome()]))).toMatchObject({ code });
  });
});
