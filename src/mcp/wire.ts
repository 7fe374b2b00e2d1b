import * as http from 'node:http';
import * as https from 'node:https';
import type { Socket } from 'node:net';
import { prove } from './prove.ts';
import { type Reach, WireError } from './wire-error.ts';

/** How long to wait for the broker, in milliseconds. */
export interface Patience {
  /** For a connection and the proof on it. */
  readonly connect: number;
  /** For an answer. */
  readonly answer: number;
}

/** Connections to one broker. */
export interface Wire {
  /** Throws {@link WireError}. */
  fetch(request: Request): Promise<Response>;
  /** Ends all connections. */
  close(): void;
}

/** Past the largest answer: 20 memory entries of 256 KiB, escaped. */
const MOST_BYTES = 32 * 1024 * 1024;

/**
 * Makes a `fetch` over `node:http` with kept connections: its first call takes a fifth of the time of the global one's. Every
 * new connection is proved before anything is sent on it, so the secret never reaches a program that took the port
 * while the broker was away.
 * @param patience asked for each connection and request
 */
export function createWire(url: string, secret: string, patience: () => Patience): Wire {
  const { Agent, request } = url.startsWith('https:') ? https : http;
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const open = agent.createConnection.bind(agent) as (options: object) => Socket;
  // An agent waits for the callback when nothing is returned, which its types do not say.
  agent.createConnection = ((options: object, done: (error: unknown, socket?: Socket) => void) => {
    connected(open(options), url, secret, patience().connect).then((socket) => done(null, socket), done);
  }) as never;

  return {
    async fetch(asked) {
      const body = Buffer.from(await asked.arrayBuffer());
      const { promise, resolve, reject } = Promise.withResolvers<Response>();
      const headers = { ...Object.fromEntries(asked.headers), 'content-length': body.length };
      const call = request(asked.url, { agent, method: asked.method, headers, signal: asked.signal });
      const { answer: most } = patience();
      const timer = setTimeout(() => {
        call.destroy(slow('lost', url, most));
        // Where the network is cut, kept connections are as dead as this one; a new one shows it sooner.
        for (const socket of Object.values(agent.freeSockets).flat()) socket?.destroy();
      }, most);
      const fail = (error: Error) => reject(asked.signal.aborted ? error : described('lost', url, error));
      call.on('error', fail);
      call.on('response', (answer) => whole(answer, url).then(resolve, fail));
      call.on('close', () => clearTimeout(timer));
      call.end(body);
      return promise;
    },
    close: () => agent.destroy(),
  };
}

/** A connection that is open and proved. */
async function connected(socket: Socket, url: string, secret: string, ms: number): Promise<Socket> {
  const { promise: failed, reject } = Promise.withResolvers<never>();
  const fail = (error: Error) => reject(described('refused', url, error));
  const timer = setTimeout(() => socket.destroy(slow('refused', url, ms)), ms);
  socket.on('error', fail);
  const opened = new Promise((resolve) => socket.once('encrypted' in socket ? 'secureConnect' : 'connect', resolve));
  try {
    await Promise.race([opened.then(() => prove(socket, url, secret)), failed]);
    return socket;
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    clearTimeout(timer);
    socket.off('error', fail);
  }
}

/** Reads an answer to its end. A gateway's own refusals are no answers of the broker. */
async function whole(answer: http.IncomingMessage, url: string): Promise<Response> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new WireError('lost', `${url} answers more than ${MOST_BYTES} bytes`);
    chunks.push(chunk);
  }
  const status = answer.statusCode!;
  const type = answer.headers['content-type'] ?? '';
  if (status >= 502 && status <= 504 && !type.includes('problem+json')) {
    throw new WireError(status === 503 ? 'refused' : 'lost', `a gateway before ${url} answered ${status}`);
  }
  const headers = Object.entries(answer.headers).filter(([, value]) => typeof value === 'string');
  return new Response(Buffer.concat(chunks), { status, headers: headers as [string, string][] });
}

function slow(reach: Reach, url: string, ms: number): WireError {
  return new WireError(reach, `no answer from ${url} within ${ms / 1000} s`);
}

/** The system's words for a broken connection, in ours. */
function described(reach: Reach, url: string, error: Error): WireError {
  if (error instanceof WireError) return error;
  const { code } = error as NodeJS.ErrnoException;
  const { hostname } = new URL(url);
  if (code === 'ECONNREFUSED') return new WireError('refused', `nothing listens on ${url}`, { cause: error });
  if (code === 'ENOTFOUND') return new WireError('refused', `no machine is called ${hostname} here`, { cause: error });
  return new WireError(reach, `${url}: ${error.message || code}`, { cause: error });
}
