import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { onTestFinished } from 'vitest';
import { bareEnv } from '../support/process.ts';

const main = join(import.meta.dirname, '../../src/main.ts');

/** What a tool answered. */
export interface ToolAnswer {
  readonly isError: boolean;
  readonly data: Record<string, unknown>;
  /** The text a model reads. */
  readonly text: string;
}

/** A real MCP client with a shim of its own in another process. */
export interface Agent {
  readonly client: Client;
  readonly pid: number;
  /** Calls a tool. */
  call(name: string, args?: Record<string, unknown>): Promise<ToolAnswer>;
  /** Calls a tool until its answer satisfies, for what takes a moment. */
  until(name: string, args: Record<string, unknown>, satisfies: (answer: ToolAnswer) => boolean): Promise<ToolAnswer>;
  /** What the shim said on stderr. */
  said(): string;
  /** Ends the shim as a crash would. */
  kill(): Promise<void>;
  /** Closes stdin, as a client that ends does. */
  close(): Promise<void>;
}

/** How a shim is started. */
export interface AgentOptions {
  readonly home: string;
  readonly url?: string;
  readonly label?: string;
  readonly env?: Record<string, string>;
  /** What the client calls itself; codex if absent. */
  readonly clientName?: string;
  /** Path of the program; the source if absent. */
  readonly program?: string;
}

/** Starts a shim with the SDK's client at its other end; both end with the test. */
export async function startAgent(options: AgentOptions): Promise<Agent> {
  const { home, url, label, env, clientName = 'codex', program = main } = options;
  const given = {
    PEERMESH_HOME: home,
    ...(url && { PEERMESH_URL: url }),
    ...(label && { PEERMESH_LABEL: label, PEERMESH_ALIAS: label }),
    ...env,
  };
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [program, 'mcp'],
    env: { ...bareEnv, ...given },
    stderr: 'pipe',
  });
  let said = '';
  transport.stderr?.on('data', (chunk: Buffer) => {
    said += chunk;
  });
  const client = new Client({ name: clientName, version: '1.0.0' });
  await client.connect(transport);
  const pid = transport.pid!;
  const gone = new Promise<void>((resolve) => {
    client.onclose = resolve;
  });
  onTestFinished(async () => {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {}
    await client.close();
  });

  const call = async (name: string, args: Record<string, unknown> = {}): Promise<ToolAnswer> => {
    const result = await client.callTool({ name, arguments: args });
    const content = result.content as { type: string; text?: string }[];
    return {
      isError: result.isError === true,
      data: (result.structuredContent ?? {}) as Record<string, unknown>,
      text: content.map(({ text }) => text ?? '').join('\n'),
    };
  };
  return {
    client,
    pid,
    call,
    async until(name, args, satisfies) {
      for (let tries = 0; ; tries++) {
        const answer = await call(name, args);
        if (satisfies(answer)) return answer;
        if (tries === 250) throw new Error(`${name} did not come to it: ${JSON.stringify(answer)}`);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    },
    said: () => said,
    async kill() {
      process.kill(pid, 'SIGKILL');
      await gone;
    },
    close: () => client.close(),
  };
}

/** The messages of a check_messages answer. */
export function messagesOf({
  data,
}: ToolAnswer): { id: string; body: string; redelivered: boolean; intent: string; kind: string }[] {
  return data.messages as never;
}
