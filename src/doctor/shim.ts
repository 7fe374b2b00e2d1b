import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { type Finding, fail, ok } from './finding.ts';

/** Milliseconds for the whole round trip. */
const limit = 15_000;

/**
 * Goes the way of a client: starts a real shim, initializes it, lists its tools and asks it who it is.
 * @param program command line of `peermesh`
 */
export async function checkShim(program: readonly string[], env: Record<string, string>): Promise<Finding> {
  const [command, ...args] = program as [string, ...string[]];
  const client = new Client({ name: 'peermesh-doctor', version: '1.0.0' });
  const timeout = { timeout: limit };
  try {
    // Remote: a check must not start a broker.
    await client.connect(
      new StdioClientTransport({
        command,
        args: [...args, 'mcp'],
        env: { ...env, PEERMESH_TRANSPORT: 'remote', PEERMESH_LABEL: 'doctor' },
        stderr: 'ignore',
      }),
      timeout,
    );
    const { tools } = await client.listTools(undefined, timeout);
    const answer = await client.callTool({ name: 'whoami', arguments: {} }, undefined, timeout);
    const { alias, error } = (answer.structuredContent ?? {}) as {
      alias?: string;
      error?: { message: string; hint: string };
    };
    if (error)
      return fail(`a shim starts with ${tools.length} tools and does not get through: ${error.message}`, error.hint);
    return ok(`a shim starts, lists ${tools.length} tools and joins the mesh as ${alias}`);
  } catch (error) {
    return fail(`a shim does not start: ${(error as Error).message}`, `Try by hand: ${program.join(' ')} mcp`);
  } finally {
    await client.close();
  }
}
