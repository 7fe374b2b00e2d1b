import type { Socket } from 'node:net';
import { MeshError } from '../../generated/errors.gen.ts';
import { newRequestId, problemBody } from './answer.ts';

const HEADERS = {
  'Content-Type': 'application/problem+json',
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  Connection: 'close',
};

/** What Node's parser calls the faults that a person can do something about. */
const FAULTS: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: 'The headers are larger than 8 KiB.',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'The chunk extensions are larger than 16 KiB.',
  ERR_HTTP_REQUEST_TIMEOUT: 'The request did not arrive in time: 5 s for its headers, 15 s in all.',
};

/** Answers a request whose target or Host is no URL, before it reaches the app. */
export function answerMalformed(): Response {
  const requestId = newRequestId();
  const body = problemBody(malformed('The request target or the Host header is malformed.'), requestId);
  return new Response(body, { status: 400, headers: { ...HEADERS, 'PeerMesh-Request-Id': requestId } });
}

/** The state of the answer under way on a socket, as Node keeps it. */
type Busy = Socket & { _httpMessage?: { headersSent: boolean } | null };

/** Answers what Node's parser does not take for HTTP, and closes the socket: what follows on it could be read in two ways. */
export function refuseMalformed(error: NodeJS.ErrnoException & { reason?: string }, socket: Busy): void {
  if (socket.writableEnded) return;
  if (error.code === 'ECONNRESET' || !socket.writable || socket._httpMessage?.headersSent) {
    socket.destroy();
    return;
  }
  const requestId = newRequestId();
  const detail = FAULTS[error.code ?? ''] ?? `The request is not valid HTTP/1.1: ${error.reason ?? error.message}.`;
  const body = problemBody(malformed(detail), requestId);
  const headers = { ...HEADERS, 'PeerMesh-Request-Id': requestId, 'Content-Length': String(Buffer.byteLength(body)) };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 400 Bad Request\r\n${lines.join('')}\r\n${body}`);
  // Destroying at once could reset the connection before the sender has read why.
  setTimeout(() => socket.destroy(), 500).unref();
}

function malformed(detail: string): MeshError {
  return new MeshError('invalid_request', detail, {
    hint: 'Send one plain HTTP/1.1 request with one Host and one length.',
  });
}
