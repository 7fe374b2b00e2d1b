import { fileURLToPath } from 'node:url';
import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import type { ClientConfig, Environment } from '../config.ts';
import { type Identity, identityOf, runtimeOf } from './identity.ts';
import { isNowhere } from './place.ts';

/** Milliseconds for the client to name its roots. */
const ROOTS_MS = 2_000;

/** Who the session of a connected client is. */
export async function identityIn(
  server: Server,
  { env, config }: { env: Environment; config: Pick<ClientConfig, 'label' | 'alias' | 'runtime'> },
): Promise<Identity> {
  const directory = env.CLAUDE_PROJECT_DIR ?? process.cwd();
  return identityOf({
    env,
    given: config,
    client: server.getClientVersion()?.name ?? '',
    directory: isNowhere(directory) ? ((await firstRoot(server)) ?? directory) : directory,
  });
}

/** Whether messages are pushed to this client: Claude Code may take them, and others may say that they do. */
export function takesPushes(server: Server): boolean {
  const asked = server.getClientCapabilities()?.experimental?.['claude/channel'] !== undefined;
  return asked || runtimeOf(server.getClientVersion()?.name ?? '') === 'claude-code';
}

/** Some editors start their servers in the home directory and tell where they work only when asked. */
async function firstRoot(server: Server): Promise<string | undefined> {
  if (!server.getClientCapabilities()?.roots) return undefined;
  try {
    const { roots } = await server.listRoots(undefined, { timeout: ROOTS_MS });
    const root = roots.find(({ uri }) => uri.startsWith('file:'));
    return root && fileURLToPath(root.uri);
  } catch {
    return undefined;
  }
}
