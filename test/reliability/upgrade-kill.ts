import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesIn } from '../../src/sqlite/files.ts';
import { verify } from '../../src/sqlite/verify.ts';
import { faultsIn } from '../support/audit.ts';
import { startBroker } from '../support/process.ts';
import { changedCopy } from './copies.ts';
import { type Rows, rowsOf, schemaOf } from './old-homes.ts';
import { callsIn, killedAt, type SystemCall, tracedTo } from './system-calls.ts';

/** Where a start that migrates is. */
export type Phase = 'before the copy' | 'copying' | 'migrating';

/** A call at which a start is killed. */
export interface Kill extends SystemCall {
  readonly phase: Phase;
}

/** What a killed start left, and what the next one made of it. */
export interface Aftermath {
  /** Schema of the database that the first kill left. */
  readonly left: number;
  /** Starts that were killed before one was let through. */
  readonly kills: number;
  /** Copies from before a migration that lie there in the end. */
  readonly copies: number;
  /** Sentences, none if all is well. */
  readonly faults: readonly string[];
}

/** Rewrites every message, and counts up what must be counted up once. */
const heavy = `
  CREATE TABLE moved AS SELECT * FROM messages; DELETE FROM messages; INSERT INTO messages SELECT * FROM moved; DROP TABLE moved;
  UPDATE memory SET version = version + 1;
  CREATE TABLE upgraded (messages INTEGER NOT NULL) STRICT; INSERT INTO upgraded SELECT count(*) FROM messages`;

/** A release of the future: a copy of the project with one migration more, which rewrites all messages. The caller removes it. */
export const laterRelease = (version: number) =>
  changedCopy('generated/migrations.gen.ts', (code) =>
    code.replace(/\];\n$/, `  { version: ${version}, name: 'heavy', sql: \`${heavy}\` },\n];\n`),
  );

/** All calls that change files which a start on a copy of a home makes until it listens, in order. */
export async function callsOfStart(template: string, from: string): Promise<Kill[]> {
  const { home, directory } = copyOf(template);
  const trace = join(directory, 'trace');
  try {
    const broker = await startBroker(home, 0, { under: tracedTo(trace), from });
    const calls = callsIn(readFileSync(trace, 'utf8'), broker.child.pid!);
    await broker.crash();
    let phase: Phase = 'before the copy';
    return calls.map((call) => {
      if (call.line.includes('/backups/')) phase = 'copying';
      else if (phase === 'copying' && call.line.includes('peermesh.db-wal')) phase = 'migrating';
      return { ...call, phase };
    });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/**
 * Starts a later release on a copy of a home and has it killed; starts it again, killed again at another place; then lets it through, and
 * looks at what came of everything that was there.
 */
export async function withKills(template: string, from: string, kills: readonly Kill[]): Promise<Aftermath> {
  const { home, directory } = copyOf(template);
  const { database } = filesIn(home);
  const before = rowsOf(database);
  try {
    let left = schemaOf(database);
    let killed = 0;
    for (const kill of kills) {
      const end = await startBroker(home, 0, { under: killedAt(kill), from }).catch(String);
      if (typeof end !== 'string') await end.crash();
      else if (end.includes('exit code null')) killed++;
      else return { left, kills: killed, copies: 0, faults: [end] };
      if (killed === 1) left = schemaOf(database);
    }
    const broker = await startBroker(home, 0, { from });
    const faults = [...changesSince(before, rowsOf(database)), ...faultsIn(home), ...faultsOfCopies(home, before)];
    const code = await broker.stop();
    if (code !== 0) faults.push(`the last start ended with ${code}`);
    return { left, kills: killed, copies: copiesIn(home).length, faults };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function copyOf(template: string): { home: string; directory: string } {
  const directory = mkdtempSync(join(tmpdir(), 'peermesh-upgrade-'));
  const home = join(directory, 'home');
  cpSync(template, home, { recursive: true });
  return { home, directory };
}

/** What is not as the migration makes it once, of what was there before. */
function changesSince(before: Rows, after: Rows): string[] {
  const once = before.memory!.map((row) => row.replace(/"version":(\d+)/, (_, n) => `"version":${Number(n) + 1}`));
  const wanted = { ...before, memory: once, upgraded: [JSON.stringify({ messages: before.messages!.length })] };
  return Object.entries(wanted).flatMap(([table, rows]) =>
    JSON.stringify(after[table]) === JSON.stringify(rows) ? [] : [`${table} is not what it should be`],
  );
}

const copiesIn = (home: string) =>
  readdirSync(filesIn(home).backups)
    .filter((name) => name.endsWith('.db'))
    .sort();

/** Every copy is whole, and the oldest is of what was there before the first migration. */
function faultsOfCopies(home: string, before: Rows): string[] {
  const { backups } = filesIn(home);
  const strange = readdirSync(backups).filter((name) => !/^before-\d+-\w+\.db$/.test(name));
  const [first, ...others] = copiesIn(home).map((name) => join(backups, name));
  if (!first) return ['there is no copy'];
  return [
    ...strange.map((name) => `${name} lies beside the copies`),
    ...(JSON.stringify(rowsOf(first)) === JSON.stringify(before) ? [] : ['the first copy is not of before']),
    ...[first, ...others].flatMap((path) => verify(path)),
  ];
}
