import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { type Broker, bareEnv, run, runToEnd, startBroker } from '../support/process.ts';

const main = join(import.meta.dirname, '../../src/main.ts');

/** The words that start a shim. */
export const shimWords: readonly string[] = [process.execPath, main, 'mcp'];

/** A directory for what strangers bring, with a broker beside it. */
export interface Place {
  readonly directory: string;
  readonly broker: Broker;
  /** Why the strangers are not here; undefined when they are. */
  readonly lacking: string | undefined;
  /** What a shim is given as environment beside PATH. */
  shimEnv(label: string): Record<string, string>;
  /** Runs a command line to its end, with a home of its own. */
  ask(command: readonly string[], env?: Record<string, string>): Promise<Answer>;
  close(): Promise<void>;
}

/** What a command came to. */
export interface Answer {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/**
 * Makes a directory, installs strangers into it and starts a broker. Whoever opens it closes it.
 * @param install command lines that run in order with the directory in `$PLACE`; in CI all of them must succeed
 */
export async function openPlace(...install: readonly (readonly string[])[]): Promise<Place> {
  const directory = mkdtempSync(join(tmpdir(), 'peermesh-strangers-'));
  const home = join(directory, 'home');
  mkdirSync(home);
  const path = [dirname(process.execPath), process.env.PATH].join(delimiter);
  const lacking = await whyNot(install, { ...process.env, PATH: path, PLACE: directory });
  const broker = await startBroker(join(directory, 'mesh'));
  return {
    directory,
    broker,
    lacking,
    shimEnv: (label) => ({
      HOME: home,
      PEERMESH_HOME: broker.home,
      PEERMESH_URL: broker.url,
      PEERMESH_LABEL: label,
      PEERMESH_ALIAS: label,
      NODE_COMPILE_CACHE: bareEnv.NODE_COMPILE_CACHE,
    }),
    ask: (command, env = {}) => runToEnd(run(command, { env: { PATH: path, HOME: home, NO_COLOR: '1', ...env } })),
    async close() {
      await broker.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** The command line that installs npm packages, at versions that the names carry. None of their scripts runs. */
export function npmInstall(...packages: readonly string[]): string[] {
  const quiet = ['--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline', '--loglevel', 'error'];
  return ['sh', '-c', 'npm install "$@" --prefix "$PLACE"', 'sh', ...quiet, ...packages];
}

async function whyNot(install: readonly (readonly string[])[], env: NodeJS.ProcessEnv): Promise<string | undefined> {
  for (const command of install) {
    const { code, err } = await runToEnd(run(command, { env }));
    if (code === 0) continue;
    if (process.env.CI) throw new Error(`${command.join(' ')} failed: ${err.slice(-4_000)}`);
    return `not to be had here: ${err.split('\n').find((line) => /\berror\b/i.test(line)) ?? command.join(' ')}`;
  }
  return undefined;
}
