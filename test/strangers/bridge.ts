import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StdioClientTransport, type StdioServerParameters } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';

/** A stdio server that can be reached over HTTP. */
export interface Bridge {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves a stdio server over Streamable HTTP, for those who speak nothing else. Each HTTP session has a process of its own, and every
 * message goes through as it is, so what answers is the stdio server alone.
 */
export async function startBridge(shim: StdioServerParameters): Promise<Bridge> {
  const sessions = new Map<string, StreamableHTTPServerTransport>();
  const processes: Transport[] = [];

  async function open(): Promise<StreamableHTTPServerTransport> {
    const stdio = new StdioClientTransport(shim);
    const http = new StreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => void sessions.set(id, http),
    });
    processes.push(stdio);
    stdio.onmessage = (message: JSONRPCMessage) => void http.send(message).catch(() => {});
    http.onmessage = (message) => void stdio.send(message).catch(() => {});
    http.onclose = () => void stdio.close();
    stdio.onclose = () => void sessions.delete(http.sessionId ?? '');
    await Promise.all([stdio.start(), http.start()]);
    return http;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const id = request.headers['mcp-session-id'];
    const session = id === undefined ? await open() : sessions.get(String(id));
    if (session) await session.handleRequest(request, response);
    else response.writeHead(404).end();
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: Error) => response.writeHead(500).end(error.message));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`,
    async close() {
      server.closeAllConnections();
      server.close();
      await Promise.all(processes.map((process) => process.close()));
    },
  };
}
