import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { clients, isInstalled, type McpClient } from '../clients/clients.ts';
import { exits, StartError } from '../errors.ts';

/** Options of `peermesh setup` as commander parses them. */
interface SetupOptions {
  readonly project?: boolean;
  readonly dryRun?: boolean;
  readonly remove?: boolean;
  readonly hooks?: boolean;
  readonly yes?: boolean;
}

/** Adds `peermesh setup`. */
export function addSetup(program: Command): void {
  const known = clients.map(({ id }) => id).join(', ');
  program
    .command('setup')
    .description(
      'Connect MCP clients of this machine: shows the change to their configuration, makes a copy of it, and edits it.',
    )
    .argument('[client...]', `${known}; without one, those that are installed are offered`)
    .option('--project', "edit the project's configuration in this directory instead of your own")
    .option('--dry-run', 'show the change and make none')
    .option(
      '--hooks',
      'also let the hooks of the client show messages that wait, so that a session hears of them while it works',
    )
    .option('--remove', 'take the entry, and the hooks, out again')
    .option('-y, --yes', 'all installed clients, without asking')
    .action(setUp);
}

async function setUp(named: readonly string[], options: SetupOptions): Promise<void> {
  const chosen = named.length > 0 ? named.map(clientCalled) : await choose(options);
  const { launchOf, makeChange, planChanges } = await import('../clients/setup.ts');
  const launch = options.remove
    ? undefined
    : launchOf(join(import.meta.dirname, import.meta.dirname.endsWith('cli') ? '../..' : '..'), process.env);
  const where = { home: homedir(), launch, ...(options.project && { project: process.cwd() }) };
  // All are worked out before the first is made: one that cannot be read leaves all as they were.
  const changes = chosen.flatMap((client) =>
    planChanges(client, where, options.hooks === true || options.remove === true),
  );
  for (const change of changes) {
    const { client, file, diff } = change;
    if (diff === '') {
      console.log(`${client.title}: ${file} ${options.remove ? 'has no entry for PeerMesh' : 'is as it should be'}.`);
      continue;
    }
    console.log(diff.trimEnd());
    if (options.dryRun) continue;
    const copy = makeChange(change);
    console.log(
      `${client.title}: ${file} ${options.remove ? 'no longer names' : 'now names'} PeerMesh.${copy ? ` Before it was ${copy}.` : ''}`,
    );
  }
  if (!options.dryRun && !options.remove)
    console.log('Restart the clients that are open. "peermesh doctor" checks the rest.');
}

function clientCalled(id: string): McpClient {
  const client = clients.find((one) => one.id === id);
  if (client) return client;
  throw new StartError(
    exits.usage,
    `There is no client "${id}": it must be one of ${clients.map((one) => one.id).join(', ')}.`,
  );
}

async function choose({ yes }: SetupOptions): Promise<McpClient[]> {
  const installed = clients.filter((client) => isInstalled(client, homedir(), process.env.PATH ?? ''));
  if (installed.length === 0) {
    throw new StartError(
      exits.usage,
      `None of the clients is installed. Name one all the same: peermesh setup ${clients.map(({ id }) => id).join('|')}.`,
    );
  }
  if (yes) return installed;
  const names = installed.map(({ id }) => id).join(' ');
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    throw new StartError(
      exits.usage,
      `Installed: ${names}. Name those to connect, or add --yes for all: peermesh setup ${names}.`,
    );
  }
  const { isCancel, multiselect } = await import('@clack/prompts');
  const options = installed.map((client) => ({ value: client, label: client.title }));
  const answer = await multiselect({
    message: 'Which clients shall join the mesh?',
    options,
    initialValues: installed,
  });
  return isCancel(answer) ? [] : answer;
}
