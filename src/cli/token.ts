import type { Command } from 'commander';
import { clientSettings, type Flags } from '../config.ts';
import { exits, StartError } from '../errors.ts';
import { rotateSecret } from '../keyring.ts';

/** Longest grace, in minutes: a day. */
const longestGrace = 24 * 60;

/** Adds `peermesh token rotate`. */
export function addToken(program: Command): void {
  program
    .command('token')
    .description('The mesh secret.')
    .command('rotate')
    .description(
      'Make a new mesh secret. A broker that runs takes it up within a second; clients on this machine read it themselves.',
    )
    .option('--grace <minutes>', 'how long the old one stays good, for clients on other machines', '0')
    .option('--home <dir>', 'where the mesh secret is kept (default: ~/.peermesh)')
    .option('--token-file <path>', 'file with the mesh secret (default: <home>/token)')
    .action((flags: Flags & { grace: string }) => rotate(flags));
}

function rotate(flags: Flags & { grace: string }): void {
  const minutes = /^\d{1,4}$/.test(flags.grace) ? Number(flags.grace) : Number.NaN;
  if (!(minutes <= longestGrace)) {
    throw new StartError(exits.usage, `--grace is "${flags.grace}": it must be minutes, 0 to ${longestGrace}.`);
  }
  const { tokenFile } = clientSettings(process.env, flags);
  if (tokenFile === undefined) {
    throw new StartError(
      exits.configuration,
      'The secret comes from PEERMESH_TOKEN: change it there, for the broker and its clients.',
    );
  }
  const until = rotateSecret(tokenFile, minutes * 60, Date.now());
  const old =
    minutes === 0 ? 'The old one is no longer good.' : `The old one is good until ${new Date(until).toISOString()}.`;
  console.log(
    `${tokenFile} holds a new mesh secret. ${old}\nCopy the file to the machines whose clients use this broker.`,
  );
}
