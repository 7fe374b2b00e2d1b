import type { Command } from 'commander';
import { clientSettings, type Flags } from '../config.ts';
import { exits } from '../errors.ts';
import { createProgress } from './progress.ts';

/** Adds `peermesh verify`. */
export function addVerify(program: Command): void {
  program
    .command('verify')
    .description(
      'Look a database or backup over: structure, search indexes, counters, every text. Ends with 74 when something is wrong.',
    )
    .argument('[file]', 'a database or a backup (default: the database of the home)')
    .option('--home <dir>', 'where the database is kept (default: ~/.peermesh)')
    .action(async (file: string | undefined, flags: Flags) => {
      const { verifyFile } = await import('../upkeep.ts');
      const { home } = clientSettings(process.env, flags);
      const bar = createProgress('Verify');
      const { path, faults } = verifyFile(home, file, bar.show);
      bar.end();
      for (const fault of faults) console.error(`fault: ${fault}`);
      if (faults.length === 0) return console.log(`${path} is sound.`);
      console.error(`${path} cannot be trusted. Stop the broker and restore a backup: "peermesh restore <file>".`);
      process.exitCode = exits.damaged;
    });
}
