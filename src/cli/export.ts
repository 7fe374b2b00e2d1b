import type { Command } from 'commander';
import { clientSettings, type Flags } from '../config.ts';
import { createProgress } from './progress.ts';

/** Adds `peermesh export` and `peermesh import`. */
export function addExport(program: Command): void {
  program
    .command('export')
    .description('Write everything to a file of JSON Lines. The broker may go on meanwhile.')
    .argument('<file>', 'a new file')
    .option('--home <dir>', 'where the database is kept (default: ~/.peermesh)')
    .action(async (file: string, flags: Flags) => {
      const { exportHome } = await import('../upkeep.ts');
      const bar = createProgress('Export');
      exportHome(clientSettings(process.env, flags).home, file, Date.now(), bar.show);
      bar.end();
      console.log(`${file} holds everything, private messages too: keep it to yourself.`);
    });

  program
    .command('import')
    .description('Make the database out of an export. Stop the broker first; what was there is kept.')
    .argument('<file>', 'a file that "peermesh export" made')
    .option('--home <dir>', 'where the database is kept (default: ~/.peermesh)')
    .action(async (file: string, flags: Flags) => {
      const { importHome } = await import('../upkeep.ts');
      const { home } = clientSettings(process.env, flags);
      const { before } = await importHome(home, file, Date.now());
      console.log(`${file} is imported to ${home}.${before ? ` What was there is ${before}.` : ''} Start the broker.`);
    });
}
