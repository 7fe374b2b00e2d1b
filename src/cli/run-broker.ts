import { join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { createApp } from '../app.ts';
import { loadBrokerConfig } from '../config.ts';
import { listen } from '../http/listen.ts';
import { createLog, type Log } from '../log.ts';
import type { ServeOptions } from './serve.ts';
import { onStop } from './stop.ts';
import { welcome } from './welcome.ts';

/** Milliseconds for the requests under way, of the ten seconds that stopping may take in all. */
const DRAIN_MS = 8_000;

/** Starts the broker and answers when it listens; SIGTERM and SIGINT stop it. Throws {@link StartError}. */
export async function runBroker(options: ServeOptions): Promise<void> {
  const config = loadBrokerConfig(process.env, options, options);
  const { logLevel, quiet = false } = options;
  const log = createLog({ file: join(config.home, 'broker.log'), quiet, ...(logLevel && { level: logLevel }) });
  process.on('uncaughtException', (error) => end(log, error));
  let draining = false;
  const app = await createApp({ config, log, draining: () => draining, onFatal: (error) => end(log, error) });
  const listener = await listen({ ...config, fetch: app.fetch, log }).catch(async (error) => {
    await app.close();
    throw error;
  });
  // Before anything is said of it: whoever reads that may tell it to stop at once.
  onStop(log, async () => {
    draining = true;
    await listener.close(DRAIN_MS);
    await app.close();
  });
  log.info({ address: listener.address, version: packageJson.version }, 'listening');
  if (!quiet) process.stdout.write(welcome({ config, address: listener.address, version: packageJson.version }));
}

/** The database failed in use, or the broker did. Nothing that was acknowledged is lost, and going on could lie. */
function end(log: Log, error: Error & { exitCode?: number }): never {
  log.fatal({ err: error }, 'the broker stops');
  process.exit(error.exitCode ?? 1);
}
