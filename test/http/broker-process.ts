import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { bareEnv } from '../support/process.ts';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** A home of its own in the directory for temporary files; the end of the test removes it. */
export function newHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'peermesh-serve-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  return home;
}

/** A `peermesh` process. */
export interface Program {
  readonly process: ChildProcess;
  /** What it has printed so far. */
  readonly out: () => string;
  readonly err: () => string;
  /** Waits until it has ended, and answers its exit code. */
  ended(): Promise<number | null>;
}

/** Runs a `peermesh` command line; the end of the test ends the process. */
export function peermesh(args: readonly string[], env: NodeJS.ProcessEnv = {}): Program {
  const child = spawn(process.execPath, [main, ...args], { env: { ...bareEnv, ...env } });
  const ended = once(child, 'close');
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const [out, err] = [child.stdout, child.stderr].map((stream) => {
    const chunks: string[] = [];
    stream.setEncoding('utf8').on('data', (chunk) => chunks.push(chunk));
    return () => chunks.join('');
  });
  return { process: child, out: out!, err: err!, ended: async () => (await ended)[0] as number | null };
}

/** A broker that listens. */
export interface Served extends Program {
  readonly home: string;
  readonly url: string;
  readonly port: number;
  readonly secret: string;
}

/** Starts `peermesh serve` on a free port and waits until it listens. */
export async function serve(home: string, args: readonly string[] = []): Promise<Served> {
  const program = peermesh(['serve', '--home', home, '--port', '0', ...args]);
  const gone = program.ended().then((code) => Promise.reject(new Error(`exit ${code}: ${program.err()}`)));
  gone.catch(() => {});
  const listens = /listens on (http:\/\/127\.0\.0\.1:(\d+))\n/;
  while (!listens.test(program.out())) await Promise.race([once(program.process.stdout!, 'data'), gone]);
  const [, url, port] = listens.exec(program.out())!;
  return { ...program, home, url: url!, port: Number(port), secret: readFileSync(join(home, 'token'), 'utf8').trim() };
}
