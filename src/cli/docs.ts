import type { Command } from 'commander';
import { clientSettings, type Flags, givenSecret } from '../config.ts';
import { exits, StartError } from '../errors.ts';
import type { DocsLink } from '../web/docs.ts';

/** Milliseconds to wait for the broker. */
const patience = { connect: 3_000, answer: 10_000 };

/** Adds `peermesh docs`. */
export function addDocs(program: Command): void {
  program
    .command('docs')
    .description("Print a link to the broker's documentation. It opens in a browser, once, within a minute.")
    .option('--home <dir>', 'where the mesh secret is kept (default: ~/.peermesh)')
    .option('--url <address>', 'address of the broker (default: http://127.0.0.1:7337)')
    .option('--token-file <path>', 'file with the mesh secret (default: <home>/token)')
    .action(async (flags: Flags) => {
      const { url, path, expires_in_seconds } = await askForLink(flags);
      console.log(`${url}${path}`);
      console.error(`Open it within ${expires_in_seconds} seconds. It works once.`);
    });
}

/** Throws {@link StartError}: 78 without a secret, 69 when no broker answers or it refuses. */
async function askForLink(flags: Flags): Promise<DocsLink & { url: string }> {
  const { url, tokenFile } = clientSettings(process.env, flags);
  const secret = givenSecret(process.env, flags);
  if (!secret)
    throw new StartError(exits.configuration, `There is no mesh secret in ${tokenFile}: start a broker first.`);
  // Imported late, for the sake of the commands that call nobody.
  const { createWire } = await import('../mcp/wire.ts');
  const wire = createWire(url, secret, () => patience);
  try {
    const headers = { Authorization: `Bearer ${secret}` };
    const answer = await wire
      .fetch(new Request(`${url}/docs/link`, { method: 'POST', headers }))
      .catch((cause: Error) => {
        throw new StartError(exits.unavailable, `No link: ${cause.message}.`, { cause });
      });
    if (!answer.ok) throw new StartError(exits.unavailable, `No link: the broker at ${url} answered ${answer.status}.`);
    return { url, ...((await answer.json()) as DocsLink) };
  } finally {
    wire.close();
  }
}
