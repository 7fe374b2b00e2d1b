import type { Command } from 'commander';
import type { Flags } from '../config.ts';

/** Adds `peermesh mcp`. */
export function addMcp(program: Command): void {
  program
    .command('mcp')
    .description('Run the MCP server of one session on stdin and stdout; clients start it.')
    .option('--home <dir>', 'where session files and outbox are kept (default: ~/.peermesh)')
    .option('--url <url>', 'address of the broker (default: http://127.0.0.1:7337)')
    .option('--transport <mode>', 'local: start a broker when none answers; remote: never (default: local)')
    .option('--token-file <path>', 'file with the mesh secret (default: <home>/token)')
    .option('--label <label>', "stable name of the session and its mailbox (default: made of the client's)")
    .option('--alias <alias>', 'friendly name of the session (default: made of runtime and directory)')
    .option('--runtime <name>', 'what runs the agent, such as codex (default: what the client calls itself)')
    .action(async (flags: Flags) => {
      // Imported late: the MCP SDK takes longer to load than most other commands to run.
      const { startShim } = await import('../../generated/mcp-shim.gen.ts');
      await startShim({ flags });
    });
}
