import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/**
 * The environment of every program that a test starts: our PATH, and where Node keeps compiled sources, which takes a third off a start.
 */
export const bareEnv = { PATH: process.env.PATH!, NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache') };

/** A program in a process of its own. */
export interface Program {
  readonly child: ChildProcess;
  /** What it has printed so far. */
  out(): string;
  err(): string;
  /** Resolves with its exit code when it has ended, null when a signal ended it. */
  readonly ended: Promise<number | null>;
  /** Resolves when its output matches; rejects when it ends before that. */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
}

/** How to run a program. */
export interface RunOptions {
  /** Its whole environment beside {@link bareEnv}. */
  readonly env?: NodeJS.ProcessEnv;
  /** Octal digits; 022 if absent. */
  readonly umask?: string;
}

/** Runs a command line in the project's directory. Whoever starts a program ends it. */
export function run(command: readonly string[], { env = {}, umask = '022' }: RunOptions = {}): Program {
  const child = spawn('/bin/sh', ['-c', `umask ${umask}; exec "$@"`, 'sh', ...command], {
    cwd: root,
    env: { ...bareEnv, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err] = [child.stdout, child.stderr].map((stream) => {
    let text = '';
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    return () => text;
  }) as [() => string, () => string];
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const gone = ended.then((code) => Promise.reject(new Error(`It ended with exit code ${code}.\n${out()}${err()}`)));
  gone.catch(() => {});
  return {
    child,
    out,
    err,
    ended,
    async printed(pattern) {
      for (;;) {
        const match = pattern.exec(out());
        if (match) return match;
        await Promise.race([once(child.stdout, 'data'), gone]);
      }
    },
  };
}

/** Runs `peermesh` with these arguments. */
export function peermesh(args: readonly string[], options?: RunOptions): Program {
  return run([process.execPath, join(root, 'src/main.ts'), ...args], options);
}

/** What became of a program that ended by itself. */
export async function runToEnd(program: Program): Promise<{ code: number | null; out: string; err: string }> {
  const code = await program.ended;
  return { code, out: program.out(), err: program.err() };
}

/** A broker that listens, in a process of its own. */
export interface Broker extends Program {
  readonly home: string;
  readonly url: string;
  readonly port: number;
  /** The mesh secret. */
  readonly token: string;
  /** Ends it as a crash would, and waits until it is gone. */
  crash(): Promise<void>;
  /** Tells it to stop, and answers its exit code. */
  stop(): Promise<number | null>;
}

/** How to run a broker. */
export interface ServeOptions extends RunOptions {
  /** Words before its command line, such as those of strace; what they start must become the process itself. */
  readonly under?: readonly string[];
  /** Directory of another copy of the project. */
  readonly from?: string;
  readonly logLevel?: string;
}

/** Starts a broker on a home and waits until it listens. Port 0, the default, lets the system choose one. */
export async function startBroker(home: string, port = 0, options: ServeOptions = {}): Promise<Broker> {
  const { under = [], from = root, logLevel = 'warn', ...rest } = options;
  const words = ['serve', '--home', home, '--port', String(port), '--log-level', logLevel];
  // Whoever counts system calls counts those of the broker alone.
  const env = { ...rest.env, ...(under.length > 0 && { NODE_COMPILE_CACHE: undefined }) };
  const program = run([...under, process.execPath, join(from, 'src/main.ts'), ...words], { ...rest, env });
  const [, url, bound] = await program.printed(/listens on (http:\/\/127\.0\.0\.1:(\d+))\n/);
  const end = (signal: NodeJS.Signals) => {
    program.child.kill(signal);
    return program.ended;
  };
  return {
    ...program,
    home,
    url: url!,
    port: Number(bound),
    token: readFileSync(join(home, 'token'), 'utf8').trim(),
    crash: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
  };
}
