import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import type { SqliteEngine } from '../../src/sqlite/engine.ts';
import { type EngineOptions, openEngine } from '../../src/sqlite/open.ts';
import { type Notes, settings } from './fixtures/notes.ts';

/** Path of a home that does not exist yet, in a directory that goes with the test. */
export function newHome(): string {
  const directory = mkdtempSync(join(tmpdir(), 'peermesh-sqlite-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return join(directory, 'home');
}

/** Opens an engine over a table of notes; closed at the end of the test at the latest. */
export async function open(home: string, options: Partial<EngineOptions<Notes>> = {}): Promise<SqliteEngine<Notes>> {
  const engine = await openEngine({ ...settings(home), ...options });
  onTestFinished(() => engine.close());
  return engine;
}

/** Makes a home with one note in it, and closes it. */
export async function usedHome(): Promise<string> {
  const home = newHome();
  const engine = await open(home);
  await engine.run(async (tx) => tx.notes.add('kept'));
  await engine.close();
  return home;
}

/** A program of its own, and what becomes of it. */
export interface Program {
  readonly process: ChildProcess;
  /** Its first line of output, or its exit code when it ends without one. */
  readonly started: Promise<string | number | null>;
  /** Writes a line to it and answers the next line it writes, or its exit code when it ends instead. */
  send(line: string): Promise<string | number | null>;
  /** Resolves when it has ended. */
  readonly ended: Promise<{ code: number | null; stderr: string }>;
}

/**
 * Runs a program of test/sqlite/fixtures, in a shell after the commands `shell` if given; killed at the end of the test
 * at the latest.
 */
export function start(fixture: string, args: readonly string[], shell?: string): Program {
  const command = [process.execPath, join(import.meta.dirname, 'fixtures', fixture), ...args];
  const [file, ...rest] = shell ? ['/bin/sh', '-c', `${shell}; exec "$@"`, 'sh', ...command] : command;
  const child = spawn(file!, rest, { stdio: ['pipe', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const exit = new Promise<number | null>((resolve) => child.on('close', resolve));
  const output = createInterface(child.stdout);
  const nextLine = () => Promise.race([once(output, 'line').then(([line]) => line as string), exit]);
  return {
    process: child,
    started: nextLine(),
    send(line) {
      child.stdin.write(`${line}\n`);
      return nextLine();
    },
    ended: Promise.all([exit, text(child.stderr)]).then(([code, stderr]) => ({ code, stderr })),
  };
}

/** Ends a program as a crash would. */
export async function crash(program: Program): Promise<void> {
  program.process.kill('SIGKILL');
  await program.ended;
}
