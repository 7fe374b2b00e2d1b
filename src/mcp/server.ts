import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import {
  CallToolRequestSchema,
  ErrorCode,
  GetPromptRequestSchema,
  ListPromptsRequestSchema,
  ListResourcesRequestSchema,
  ListToolsRequestSchema,
  ReadResourceRequestSchema,
  SubscribeRequestSchema,
  UnsubscribeRequestSchema,
} from '@modelcontextprotocol/sdk/types.js';
import type { Tool } from '../../generated/mcp-tools.gen.ts';
import type { Calls } from './calls.ts';
import { instructions } from './instructions.ts';
import { prompt, prompts } from './prompts.ts';
import type { Resources } from './resources.ts';

/** What the server says of itself, and its tools: the generated catalogue. */
export interface ShimIdentity {
  readonly name: string;
  readonly title: string;
  readonly version: string;
  readonly specHash: string;
  readonly tools: readonly Tool[];
}

/** What the server answers with. */
export interface Handlers {
  readonly calls: Calls;
  readonly resources: Resources;
}

/**
 * Makes the MCP server. It is the SDK's low-level one, which takes the raw schemas of the contract as they are; everything but
 * tool calls and resources is answered from memory, so that no client waits for the broker to see the tools.
 */
export function createServer({ name, title, version, tools }: ShimIdentity, { calls, resources }: Handlers): Server {
  const server = new Server(
    { name, title, version },
    {
      capabilities: { tools: {}, prompts: {}, resources: { subscribe: true }, experimental: { 'claude/channel': {} } },
      instructions,
    },
  );
  const listed = tools.map(({ name, title, description, inputSchema, outputSchema, annotations }) => ({
    name,
    title,
    description,
    inputSchema,
    outputSchema,
    annotations: { title, ...annotations },
  }));
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: listed }) as never);
  server.setRequestHandler(CallToolRequestSchema, ({ params }, { signal }) => calls.call({ ...params, signal }));
  server.setRequestHandler(ListPromptsRequestSchema, () => ({ prompts }));
  server.setRequestHandler(GetPromptRequestSchema, ({ params }) => {
    return prompt(params.name, params.arguments) ?? refuse(`There is no prompt called ${params.name}.`);
  });
  server.setRequestHandler(ListResourcesRequestSchema, () => ({ resources: resources.list }));
  server.setRequestHandler(ReadResourceRequestSchema, async ({ params: { uri } }) => {
    const text = (await resources.read(uri)) ?? refuse(`There is no resource called ${uri}.`);
    return { contents: [{ uri, mimeType: 'application/json', text }] };
  });
  server.setRequestHandler(SubscribeRequestSchema, ({ params }) => {
    resources.subscribe(params.uri);
    return {};
  });
  server.setRequestHandler(UnsubscribeRequestSchema, ({ params }) => {
    resources.unsubscribe(params.uri);
    return {};
  });
  return server;
}

/** Not with the SDK's McpError, which writes the code into the sentence, where clients write it once more. */
function refuse(sentence: string): never {
  throw Object.assign(new Error(sentence), { code: ErrorCode.InvalidParams });
}
