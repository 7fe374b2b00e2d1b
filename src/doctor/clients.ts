import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { clients, fileOf, isInstalled } from '../clients/clients.ts';
import { entryIn } from '../clients/edit.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

/** Looks at the configuration of each client that is installed. */
export function* checkClients(home: string, path: string): Generator<Finding> {
  const installed = clients.filter((client) => isInstalled(client, home, path));
  if (installed.length === 0)
    yield warn(
      'no client is installed that setup knows',
      'Any MCP client does: let it start "peermesh mcp" over stdio.',
    );
  for (const client of installed) {
    const file = fileOf(client, { home });
    try {
      const entry = existsSync(file) ? entryIn(readFileSync(file, 'utf8'), client, file) : undefined;
      if (entry === undefined) yield warn(`${client.title} does not know PeerMesh`, `Run: peermesh setup ${client.id}`);
      else yield checkEntry(client.title, client.id, entry as { command?: string | string[]; args?: string[] });
    } catch (error) {
      yield fail(`${client.title} has a configuration that cannot be read`, (error as Error).message);
    }
  }
}

/** Files that the entry names have to be there still. */
function checkEntry(
  title: string,
  id: string,
  { command, args = [] }: { command?: string | string[]; args?: string[] },
): Finding {
  const words = Array.isArray(command) ? command : [command ?? '', ...args];
  const gone = words.find((word) => isAbsolute(word) && !existsSync(word));
  return gone
    ? fail(`${title} starts ${gone}, which is not there`, `Run: peermesh setup ${id}`)
    : ok(`${title} starts PeerMesh`);
}
