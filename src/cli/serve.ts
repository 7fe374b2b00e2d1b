import { join } from 'node:path';
import { type Command, Option } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { createApp } from '../app.ts';
import { type Flags, loadBrokerConfig } from '../config.ts';
import { listen } from '../http/listen.ts';
import { createLog, type LogOptions, logLevels } from '../log.ts';
import { onStop } from './stop.ts';
import { welcome } from './welcome.ts';

/** Options of `peermesh serve` as commander parses them. */
interface ServeOptions extends Flags {
  readonly allowAnyAddress?: boolean;
  readonly logLevel: LogOptions['level'];
  readonly quiet?: boolean;
}

/** Milliseconds for the requests under way, of the ten seconds that stopping may take in all. */
const DRAIN_MS = 8_000;

/** Adds `peermesh serve`. */
export function addServe(program: Command): void {
  program
    .command('serve')
    .description('Run the broker in the foreground until it is told to stop.')
    .option('--home <dir>', 'where database, token and log are kept (default: ~/.peermesh)')
    .option('--host <address>', 'address to listen on (default: 127.0.0.1)')
    .option('--port <number>', 'port to listen on (default: 7337)')
    .option('--token-file <path>', 'file with the mesh secret (default: <home>/token, made at the first start)')
    .option('--allowed-hosts <names>', 'further names that clients may call the broker by, separated by commas')
    .option('--allowed-origins <origins>', 'further web origins that may call it, separated by commas')
    .option('--allow-any-address', 'allow 0.0.0.0 and ::, every network this machine is on')
    .addOption(new Option('--log-level <level>', 'how much to log').choices(logLevels).default('info'))
    .option('-q, --quiet', 'print nothing on a start that succeeds')
    .action(serve);
}

/** Starts the broker and answers when it listens; SIGTERM and SIGINT stop it. Throws {@link StartError}. */
async function serve(options: ServeOptions): Promise<void> {
  const config = loadBrokerConfig(process.env, options, options);
  const log = createLog({
    level: options.logLevel,
    file: join(config.home, 'broker.log'),
    quiet: options.quiet ?? false,
  });
  let draining = false;
  const app = await createApp({ config, log, draining: () => draining });
  const listener = await listen({ ...config, fetch: app.fetch, log }).catch(async (error) => {
    await app.close();
    throw error;
  });
  log.info({ address: listener.address, version: packageJson.version }, 'listening');
  if (!options.quiet)
    process.stdout.write(welcome({ config, address: listener.address, version: packageJson.version }));

  onStop(log, async () => {
    draining = true;
    await listener.close(DRAIN_MS);
    await app.close();
  });
}
