import { execFileSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';

// A client that starts its shim and its hooks itself. Each line on stdin is a tool to call or a hook to run; each line on stdout is what it
// answered, as a JSON string.

const [, , program] = process.argv;
const env = process.env as Record<string, string>;
const client = new Client({ name: 'claude-code', version: '1.0.0' });
await client.connect(
  new StdioClientTransport({ command: process.execPath, args: [program!, 'mcp'], env, stderr: 'ignore' }),
);
for await (const line of createInterface(process.stdin)) {
  const { hook, ...call } = JSON.parse(line) as { hook?: string[]; name: string };
  const answer = hook
    ? execFileSync(process.execPath, [program!, 'hook', ...hook], { env, input: '{}', encoding: 'utf8' })
    : JSON.stringify(await client.callTool(call));
  console.log(JSON.stringify(answer));
}
await client.close();
