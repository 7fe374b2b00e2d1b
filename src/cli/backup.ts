import type { Command } from 'commander';
import { clientSettings, type Flags } from '../config.ts';
import { createProgress } from './progress.ts';

/** Adds `peermesh backup`. */
export function addBackup(program: Command): void {
  program
    .command('backup')
    .description('Copy the database to one file. The broker may go on meanwhile.')
    .argument('[file]', 'a new file (default: one in <home>/backups)')
    .option('--home <dir>', 'where the database is kept (default: ~/.peermesh)')
    .action(async (file: string | undefined, flags: Flags) => {
      const { backUpHome } = await import('../upkeep.ts');
      const { home } = clientSettings(process.env, flags);
      const bar = createProgress('Backup');
      const path = await backUpHome(home, file, Date.now(), ({ totalPages, remainingPages }) =>
        bar.show(totalPages - remainingPages, totalPages),
      );
      bar.end();
      console.log(`The backup is ${path}. "peermesh restore ${path}" puts it back.`);
    });
}
