import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Broker, bareEnv, startBroker } from '../support/process.ts';
import { root } from './markdown.ts';

/** What a script did. */
export interface Outcome {
  /** Null when a signal ended it. */
  readonly code: number | null;
  /** What it printed, on either stream. */
  readonly said: string;
}

/** How a script is run. */
export interface ScriptOptions {
  /** Where; in the home unless told otherwise. */
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** For one that goes on by itself: what it prints when it has come up. It is told to stop when `meanwhile` is done. */
  readonly until?: RegExp;
  readonly meanwhile?: (said: string) => Promise<void>;
}

/** A machine of a reader's own: a home, the clone in `~/peermesh`, a project in `~/crawler`, and `peermesh` on the PATH. */
export interface Sandbox {
  /** HOME, also of `~` in the scripts. */
  readonly home: string;
  /** Runs a script of the guides with bash, as it stands there; it ends at the first command that fails. */
  run(script: string, options?: ScriptOptions): Promise<Outcome>;
  /** Starts the broker of `~/.peermesh` on a free port, which scripts find by PEERMESH_URL from then on. */
  serve(): Promise<Broker>;
  /** Puts a program on the PATH in the place of one that cannot be had here: a bash script, in which `$*` are its arguments. */
  standIn(name: string, script: string): void;
}

/** Makes a sandbox, which goes with the test. */
export function newSandbox(): Sandbox {
  const home = mkdtempSync(join(tmpdir(), 'peermesh-docs-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const bin = join(home, 'bin');
  for (const directory of [bin, join(home, 'crawler/.git')]) mkdirSync(directory, { recursive: true });
  symlinkSync(root, join(home, 'peermesh'));
  const standIn = (name: string, script: string) => {
    writeFileSync(join(bin, name), `#!/usr/bin/env bash\nset -euo pipefail\n${script}\n`);
    chmodSync(join(bin, name), 0o755);
  };
  // Where a person would choose among the clients, nobody is here to do it.
  standIn('node', `case "$*" in *main.ts\\ setup) set -- "$@" --yes ;; esac\nexec '${process.execPath}' "$@"`);
  standIn('peermesh', `exec node '${join(root, 'src/main.ts')}' "$@"`);
  let broker: Broker | undefined;

  return {
    home,
    standIn,
    async serve() {
      broker = await startBroker(join(home, '.peermesh'));
      onTestFinished(async () => void (await broker?.stop()));
      return broker;
    },
    async run(script, { cwd = home, env = {}, until, meanwhile } = {}) {
      const child = spawn('bash', ['-euo', 'pipefail', '-O', 'expand_aliases', '-c', script], {
        cwd,
        env: {
          ...bareEnv,
          PATH: [bin, bareEnv.PATH].join(delimiter),
          HOME: home,
          ...(broker && { PEERMESH_URL: broker.url }),
          ...env,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: true,
      });
      let said = '';
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding('utf8').on('data', (text: string) => {
          said += text;
        });
      const ended = once(child, 'close').then(([code]) => code as number | null);
      const stop = () => child.exitCode === null && process.kill(-child.pid!, 'SIGTERM');
      if (until) {
        try {
          while (!until.test(said)) {
            const more = await Promise.race([once(child.stdout, 'data'), ended.then(() => 'ended')]);
            if (more === 'ended') throw new Error(`It ended before it said ${until}:\n${said}`);
          }
          await meanwhile?.(said);
        } finally {
          stop();
        }
      }
      return { code: await ended, said };
    },
  };
}

/** The text of a file, with the paths of this machine as the guides write them. */
export function asInGuides(path: string): string {
  return readFileSync(path, 'utf8')
    .replaceAll(process.execPath, '/usr/bin/node')
    .replaceAll(root, '/home/ann/peermesh');
}
