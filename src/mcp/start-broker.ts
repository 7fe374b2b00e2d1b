import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Environment } from '../config.ts';
import { exits } from '../errors.ts';
import { tryLock } from './lock.ts';
import { WireError } from './wire-error.ts';

/** What a broker is started with. */
export interface BrokerStart {
  readonly home: string;
  /** Where clients look for it. */
  readonly url: string;
  readonly env: Environment;
}

/** Milliseconds for a start: one takes 500, twenty at once on two cores some seconds. */
const START_MS = 15_000;
/** Milliseconds between two looks. */
const LOOK_MS = 50;

/**
 * Starts a broker that outlives this process, and answers when it listens. Of many processes that want one at once, the
 * holder of a lock starts it and the others wait for it. Throws {@link WireError} with the reason of the broker.
 */
export async function startBroker({ home, url, env }: BrokerStart): Promise<void> {
  const { hostname, port } = addressOf(url);
  const until = Date.now() + START_MS;
  const lock = await tryLock(join(home, 'start.lock'));
  try {
    if (await listens(hostname, port)) return;
    const child = lock && launch(home, hostname, port, env);
    while (!(await listens(hostname, port))) {
      const code = child?.exitCode();
      // A broker that somebody else is starting in this home will listen in a moment; every other exit is final.
      if (typeof code === 'number' && (code !== exits.locked || Date.now() > until - START_MS + 2_000)) {
        throw new WireError(
          'refused',
          `the broker could not be started: ${lastWords(home) ?? `it ended with ${code}`}`,
        );
      }
      if (Date.now() > until) throw new WireError('refused', `the broker did not start within ${START_MS / 1000} s`);
      await sleep(LOOK_MS);
    }
  } finally {
    lock?.release();
  }
}

/** A broker can be started here only on an address of this machine, and without TLS. */
function addressOf(url: string): { hostname: string; port: number } {
  const { protocol, hostname: name, port } = new URL(url);
  const hostname = name === 'localhost' ? '127.0.0.1' : name.replace(/^\[(.*)\]$/, '$1');
  const own = Object.values(networkInterfaces()).flatMap((list) => list?.map(({ address }) => address) ?? []);
  if (protocol === 'http:' && (own.includes(hostname) || /^127\./.test(hostname) || hostname === '::1')) {
    return { hostname, port: Number(port || 80) };
  }
  throw new WireError(
    'refused',
    `nothing answers at ${url}, and that is no address of this machine to start a broker on (PEERMESH_TRANSPORT=remote says that it runs elsewhere)`,
  );
}

function launch(home: string, host: string, port: number, env: Environment): { exitCode(): number | null } {
  const log = openSync(logOf(home), 'w', 0o600);
  const args = [mainFile(), 'serve', '--quiet', '--home', home, '--host', host, '--port', String(port)];
  try {
    // Its own session and no pipe to this process: neither the end of the client nor a Ctrl-C there reaches it.
    const child = spawn(process.execPath, args, {
      cwd: home,
      detached: true,
      stdio: ['ignore', log, log],
      windowsHide: true,
      env,
    });
    child.on('error', () => {});
    child.unref();
    return { exitCode: () => child.exitCode };
  } finally {
    closeSync(log);
  }
}

/** `peermesh` itself: in a clone the source, in the package the bundle beside this one. */
function mainFile(): string {
  return fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '../main.ts' : './main.js', import.meta.url));
}

const logOf = (home: string) => join(home, 'broker-start.log');

/** A broker that cannot start says why in its last line. */
function lastWords(home: string): string | undefined {
  try {
    return (
      readFileSync(logOf(home), 'utf8')
        .trim()
        .split('\n')
        .at(-1)
        ?.replace(/^peermesh: |\.$/g, '') || undefined
    );
  } catch {
    return undefined;
  }
}

function listens(host: string, port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect({ host, port, timeout: 1_000 });
  for (const event of ['connect', 'error', 'timeout']) {
    socket.once(event, () => {
      socket.destroy();
      resolve(event === 'connect');
    });
  }
  return promise;
}
