import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesIn } from '../../src/sqlite/files.ts';
import { verify } from '../../src/sqlite/verify.ts';
import { faultsIn } from '../support/audit.ts';
import { startBroker } from '../support/process.ts';
import { changedCopy } from './copies.ts';
import { type Rows, rowsOf, schemaOf } from './old-homes.ts';

/** Where a start that migrates is when it is killed. */
export type Phase = 'before the copy' | 'copying' | 'migrating';

/** The `when`-th time that the main thread makes a call of the system, at which the kernel kills it. */
export interface Kill {
  readonly call: string;
  readonly when: number;
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

const calls = 'pwrite64,fdatasync,fsync,ftruncate,rename,unlink';
/** -D: the broker is the child, so that it is the one that dies and is seen to. Signals are not injected under `--seccomp-bpf`. */
const strace = ['strace', '-D', '-f', '-y', '-qq', '-e', 'signal=none', `--trace=${calls}`];

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
    const broker = await startBroker(home, 0, { under: [...strace, '-o', trace], from });
    const lines = readFileSync(trace, 'utf8').split('\n');
    await broker.crash();
    const counts = new Map<string, number>();
    let phase: Phase = 'before the copy';
    return lines.flatMap((line) => {
      const call = new RegExp(`^${broker.child.pid} +(\\w+)\\(`).exec(line)?.[1];
      if (!call) return [];
      if (line.includes('/backups/')) phase = 'copying';
      else if (phase === 'copying' && line.includes('peermesh.db-wal')) phase = 'migrating';
      counts.set(call, (counts.get(call) ?? 0) + 1);
      return [{ call, when: counts.get(call)!, phase }];
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
    for (const { call, when } of kills) {
      const under = [...strace, '-o', '/dev/null', '-e', `inject=${call}:signal=KILL:when=${when}`];
      const end = await startBroker(home, 0, { under, from }).catch(String);
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
