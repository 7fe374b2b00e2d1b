import type { Command } from 'commander';
import { clientSettings, type Flags } from '../config.ts';
import { createProgress } from './progress.ts';

/** Adds `peermesh restore`. */
export function addRestore(program: Command): void {
  program
    .command('restore')
    .description('Put a backup in the place of the database. Stop the broker first; what was there is kept.')
    .argument('<file>', 'a file that "peermesh backup" made')
    .option('--home <dir>', 'where the database is kept (default: ~/.peermesh)')
    .action(async (file: string, flags: Flags) => {
      const { restoreHome } = await import('../upkeep.ts');
      const { home } = clientSettings(process.env, flags);
      const bar = createProgress('Restore');
      const { before } = await restoreHome(home, file, Date.now(), ({ totalPages, remainingPages }) =>
        bar.show(totalPages - remainingPages, totalPages),
      );
      bar.end();
      console.log(`${file} is restored to ${home}.${before ? ` What was there is ${before}.` : ''}`);
      console.log('Start the broker: clients notice the new mesh epoch and drop what they remember.');
    });
}
