import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Broker, startBroker } from '../support/process.ts';

const root = join(import.meta.dirname, '../..');

/** A directory of its own with the contract in it, as somebody has who generates a client. */
export interface Workplace {
  readonly directory: string;
  /** A broker that listens, empty at first. */
  readonly broker: Broker;
  /**
   * Runs a bash script here, against the broker, and answers what it printed.
   * @throws Error with all output, when it fails
   */
  run(script: string, env?: NodeJS.ProcessEnv): Promise<string>;
  close(): Promise<void>;
}

/** Opens a workplace with what the folders hold, and starts a broker. Whoever opens it closes it. */
export async function openWorkplace(...folders: string[]): Promise<Workplace> {
  const home = mkdtempSync(join(tmpdir(), 'peermesh-clients-'));
  const directory = join(home, 'work');
  for (const file of ['openapi.yaml', 'generated/openapi-3.0.json'])
    cpSync(join(root, file), join(directory, file.replace('generated/', '')));
  for (const folder of folders) cpSync(folder, directory, { recursive: true });
  // npx takes the generator from here instead of downloading the same version again.
  symlinkSync(join(root, 'node_modules'), join(directory, 'node_modules'));
  const broker = await startBroker(join(home, 'broker'));
  return {
    directory,
    broker,
    async run(script, env = {}) {
      const child = spawn('bash', ['-euo', 'pipefail', '-c', script], {
        cwd: directory,
        env: { ...process.env, ...quiet, PEERMESH_URL: broker.url, PEERMESH_TOKEN: broker.token, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let out = '';
      let err = '';
      child.stdout.setEncoding('utf8').on('data', (text) => {
        out += text;
      });
      child.stderr.setEncoding('utf8').on('data', (text) => {
        err += text;
      });
      const [code] = await once(child, 'close');
      if (code !== 0) throw new Error(`Exit code ${code}.\n${(err + out).slice(-8_000)}`);
      return out;
    },
    async close() {
      await broker.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** No colours, no telemetry, and builds without debugging symbols, which nobody looks at. */
const quiet = {
  NO_COLOR: '1',
  REDOCLY_TELEMETRY: 'off',
  REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true',
  CARGO_PROFILE_DEV_DEBUG: '0',
  CARGO_TERM_COLOR: 'never',
};
