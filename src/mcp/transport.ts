import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';

/**
 * Opens MCP on stdin and stdout.
 * @param onRequest hears of each request of the client, by its method, before it is handled
 */
export function openTransport(onRequest: (method: string) => void): StdioServerTransport {
  const transport = new StdioServerTransport();
  // The protocol calls this first, with the same object that it then handles.
  transport.onmessage = (message) => {
    if (!('method' in message && 'id' in message)) return;
    if (message.method === 'tools/call') wholeArguments(message);
    onRequest(message.method);
  };
  return transport;
}

/**
 * Some models write all arguments as one string, which the SDK refuses before any handler sees it. What is no object stays
 * findable under a name that no tool has.
 */
function wholeArguments(message: JSONRPCMessage & { params?: Record<string, unknown> | undefined }): void {
  const { params } = message;
  if (!params || params.arguments === undefined || isObject(params.arguments)) return;
  const parsed = typeof params.arguments === 'string' ? tryParse(params.arguments) : params.arguments;
  params.arguments = isObject(parsed) ? parsed : parsed === null || parsed === '' ? {} : { arguments: parsed };
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
