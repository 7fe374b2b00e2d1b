import { type Command, Option } from 'commander';
import type { Flags } from '../config.ts';
import { type LogOptions, logLevels } from '../log.ts';

/** Options of `peermesh serve` as commander parses them. */
export interface ServeOptions extends Flags {
  readonly allowAnyAddress?: boolean;
  readonly logLevel?: NonNullable<LogOptions['level']>;
  readonly quiet?: boolean;
}

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
    .addOption(
      new Option('--log-level <level>', 'how much to log (default: info; warn on a terminal)').choices(logLevels),
    )
    .option('-q, --quiet', 'print nothing on a start that succeeds')
    .action(async (options: ServeOptions) => {
      // Imported late: other commands do without the database and start three times as fast.
      const { runBroker } = await import('./run-broker.ts');
      await runBroker(options);
    });
}
