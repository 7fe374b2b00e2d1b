import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { MeshClient } from '../../generated/client.gen.ts';
import { migrations } from '../../generated/migrations.gen.ts';
import { filesIn } from '../../src/sqlite/files.ts';
import { APPLICATION_ID } from '../../src/sqlite/inspect.ts';
import { startBroker } from '../support/process.ts';
import { attach } from './mailbox.ts';

/** Every row of every table that is not an index of another, as text. */
export type Rows = Readonly<Record<string, readonly string[]>>;

/** What the members of an old mesh do before its broker ends. */
export type Furnish = (ann: MeshClient, bob: MeshClient) => Promise<void>;

/**
 * Makes a home as a release with an older schema left it: the members use a broker of today, as far as that release went, and what they
 * left is put into a database that has only the migrations of that time.
 * @param version last migration that release had
 * @param directory where to put it
 * @returns the path of the home
 */
export async function oldHome(version: number, directory: string, more: Furnish = async () => {}): Promise<string> {
  const broker = await startBroker(join(directory, `today-${version}`));
  const [ann, bob] = await Promise.all([attach(broker, 'ann'), attach(broker, 'bob')]);
  for (const furnish of [useMessages, useMemory, useTasks].slice(0, version)) await furnish(ann, bob);
  await more(ann, bob);
  await broker.stop();
  const home = join(directory, `schema-${version}`);
  mkdirSync(home, { mode: 0o700 });
  for (const file of ['token', 'instance.json']) copyFileSync(join(broker.home, file), join(home, file));
  takeOver(filesIn(broker.home).database, filesIn(home).database, version);
  return home;
}

/** Copies the rows of a database to a new one with an older schema. */
function takeOver(from: string, to: string, version: number): void {
  const database = new Database(to);
  try {
    // The tables behind a search index are written as they are.
    database.unsafeMode(true);
    database.exec(`PRAGMA auto_vacuum = 2; PRAGMA application_id = ${APPLICATION_ID}; PRAGMA journal_mode = WAL`);
    for (const { sql } of migrations.slice(0, version)) database.exec(sql);
    database.prepare('ATTACH ? AS today').run(from);
    database.transaction(() => {
      for (const { name } of tablesOf(database)) {
        const columns = (database.pragma(`table_info(${name})`) as { name: string }[]).map((column) => column.name);
        database.exec(`DELETE FROM main.${name}`);
        database.exec(`INSERT INTO main.${name} (${columns}) SELECT ${columns} FROM today.${name}`);
      }
      database.pragma(`user_version = ${version}`);
    })();
  } finally {
    database.close();
  }
}

const tablesOf = (database: Database.Database) =>
  database
    .prepare<[], { name: string }>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' AND (name NOT LIKE 'sqlite%' OR name = 'sqlite_sequence')`,
    )
    .all();

/** The rows of a database, but for the time that is written down of the clock, and its search indexes, which `verify` looks at. */
export function rowsOf(path: string): Rows {
  const database = new Database(path, { readonly: true, fileMustExist: true });
  try {
    const names = tablesOf(database).map(({ name }) => name);
    return Object.fromEntries(
      names
        .filter((name) => !name.includes('_fts_'))
        .map((name) => {
          const rows = database.prepare<[], Record<string, unknown>>(`SELECT * FROM ${name}`).all();
          return [name, rows.map(({ clock, ...row }) => JSON.stringify(row))];
        }),
    );
  } finally {
    database.close();
  }
}

/** The schema that a database has. */
export function schemaOf(path: string): number {
  const database = new Database(path, { readonly: true, fileMustExist: true });
  try {
    return database.pragma('user_version', { simple: true }) as number;
  } finally {
    database.close();
  }
}

/** Messages that are queued, leased, acknowledged, refused a second time by their key; a thread, a channel and its posts. */
async function useMessages(ann: MeshClient, bob: MeshClient): Promise<void> {
  await ann.createChannel({ name: '#deploys', topic: 'What goes out' });
  await bob.subscribeChannel({ channel: '#deploys' });
  const { message_id } = await ann.sendMessage({ to: 'bob', body: 'Does the crawler pass?', intent: 'request' });
  const { messages } = await bob.pollMessages({});
  await bob.ackMessages({ items: messages.map(({ id, lease }) => ({ id, lease })) });
  await bob.sendMessage({ to: 'ann', body: 'It does.', in_reply_to: message_id, intent: 'ack' });
  for (let n = 0; n < 40; n++) {
    await ann.sendMessage({ to: 'bob', body: `Note ${n}: see crawler/run-${n}.log`, idempotency_key: `note-${n}` });
  }
  await ann.publishMessage({ channel: '#deploys', body: 'Deploy of 1.4.2 starts', metadata: { ticket: 'none' } });
  await bob.pollMessages({ limit: 3, lease_seconds: 600 });
}

/** Entries that are written once, overwritten, deleted and about to run out. */
async function useMemory(ann: MeshClient, bob: MeshClient): Promise<void> {
  await ann.setMemory({ key: 'crawler/test-command', value: 'npm test -- crawler', tags: ['howto'] });
  await ann.setMemory({ key: 'crawler/owner', value: 'ann', ttl_seconds: 86_400 });
  await bob.setMemory({ key: 'crawler/owner', value: 'bob', if_version: 1 });
  await bob.setMemory({ key: 'crawler/old', value: 'nothing' });
  await ann.deleteMemory({ key: 'crawler/old' });
}

/** Tasks that are open, waiting for another, worked on and completed. */
async function useTasks(ann: MeshClient, bob: MeshClient): Promise<void> {
  const { task } = await ann.createTask({ title: 'Fix the flaky retry test', assignee: 'bob' });
  await ann.createTask({ title: 'Release', depends_on: [task.task_id] });
  const { claim } = await bob.claimTask({ task_id: task.task_id, lease_seconds: 3_600 });
  await bob.updateTask({ task_id: task.task_id, claim, note: 'Found it' });
  const done = await ann.createTask({ title: 'Write it up' });
  const held = await ann.claimTask({ task_id: done.task.task_id });
  await ann.updateTask({ task_id: done.task.task_id, claim: held.claim, status: 'completed', result: 'See the log.' });
}
