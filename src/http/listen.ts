import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, isIPv6 } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { getRequestListener } from '@hono/node-server';
import { isAnyAddress } from '../config.ts';
import { exits, StartError } from '../errors.ts';
import type { Log } from '../log.ts';
import { answerMalformed, refuseMalformed } from './malformed.ts';
import { describePortHolder } from './port-holder.ts';

/** How long the listener waits for a client, in milliseconds. Node's own defaults wait for minutes. */
export const defaultPatience = {
  /** For the headers of a request. */
  headers: 5_000,
  /** For a whole request. */
  request: 15_000,
  /** For the next request on a connection. */
  next: 5_000,
  /** From the head of a request to the last byte of its answer taken; past `request`, which says more when it ends one. */
  answer: 17_000,
  /** Between two looks at the above. */
  check: 1_000,
};

const MAX_CONNECTIONS = 4096;
const MAX_HEADER_BYTES = 8 * 1024;
const LINGER_MS = 50;

/** Where and what to serve. */
export interface ListenOptions {
  readonly fetch: Parameters<typeof getRequestListener>[0];
  readonly host: string;
  readonly port: number;
  /** Tells a holder of the port with the same secret from a stranger. */
  readonly secret: string;
  readonly log: Log;
  readonly patience?: typeof defaultPatience;
}

/** An open listener. */
export interface Listening {
  /** Its address as a URL, without a path. */
  readonly address: string;
  readonly port: number;
  /**
   * Stops: answers what is under way for at most `graceMs` milliseconds, during which new requests are still taken (and
   * refused by a draining app), then closes every connection.
   */
  close(graceMs: number): Promise<void>;
}

/** Opens the listener. Throws {@link StartError} (69) with what to do when the address cannot be had. */
export async function listen(options: ListenOptions): Promise<Listening> {
  const { fetch, host, port, secret, log, patience = defaultPatience } = options;
  const bounds = {
    headersTimeout: patience.headers,
    requestTimeout: patience.request,
    keepAliveTimeout: patience.next,
    connectionsCheckingInterval: patience.check,
    maxHeaderSize: MAX_HEADER_BYTES,
    // A request without a Host is refused by the admission guard, with a problem.
    requireHostHeader: false,
  };
  const server = createServer(bounds, getRequestListener(fetch, { hostname: host, errorHandler: answerMalformed }));
  server.maxConnections = MAX_CONNECTIONS;
  server.on('clientError', refuseMalformed);
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    throw await describe(error as NodeJS.ErrnoException, host, port, secret);
  }
  server.on('error', (err) => log.error({ err }, 'listener failed'));
  const open = boundAnswers(server, patience);
  const bound = (server.address() as AddressInfo).port;
  return { address: urlOf(host, bound), port: bound, close: (graceMs) => close(server, open, Date.now() + graceMs) };
}

type Open = ReadonlyMap<ServerResponse, number>;

/** Keeps the answers under way, oldest first, and destroys the socket of one that is not taken in time. */
function boundAnswers(server: Server, patience: typeof defaultPatience): Open {
  const open = new Map<ServerResponse, number>();
  const forget = function (this: ServerResponse) {
    open.delete(this);
  };
  server.prependListener('request', (_: IncomingMessage, outgoing: ServerResponse) => {
    open.set(outgoing, performance.now());
    outgoing.on('close', forget);
  });
  const sweep = setInterval(() => {
    const limit = performance.now() - patience.answer;
    for (const [outgoing, since] of open) {
      if (since > limit) return;
      outgoing.destroy();
    }
  }, patience.check);
  server.on('close', () => clearInterval(sweep));
  return open;
}

async function close(server: Server, open: Open, deadline: number): Promise<void> {
  // A busy client's next request is already on its way: it is better answered with a 503 than met by a reset.
  do await sleep(LINGER_MS);
  while (open.size > 0 && Date.now() < deadline);
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}

async function describe(error: NodeJS.ErrnoException, host: string, port: number, secret: string): Promise<StartError> {
  const address = urlOf(isAnyAddress(host) ? '127.0.0.1' : host, port);
  const cause = { cause: error };
  switch (error.code) {
    case 'EADDRINUSE':
      return new StartError(exits.unavailable, await describePortHolder(address, secret), cause);
    case 'EADDRNOTAVAIL':
      return new StartError(
        exits.unavailable,
        `${host} is not an address of this machine now: name another in PEERMESH_HOST, or bring its network up.`,
        cause,
      );
    case 'EACCES':
      return new StartError(
        exits.unavailable,
        `Port ${port} needs more rights: choose one from 1024 in PEERMESH_PORT.`,
        cause,
      );
    default:
      return new StartError(exits.unavailable, `Cannot listen on ${address}: ${error.message}.`, cause);
  }
}

function urlOf(host: string, port: number): string {
  return `http://${isIPv6(host) ? `[${host}]` : host}:${port}`;
}
