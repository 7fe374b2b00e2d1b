import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** What may happen to a connection through the proxy. */
export const mishaps = [
  'none',
  'latency',
  'half-open',
  'reset in mid-response',
  'reset before the response',
  'blackhole',
] as const;

/** What happens to a connection through the proxy. */
export type Mishap = (typeof mishaps)[number];

/** A proxy that spoils connections to a port of this machine. */
export interface FaultyProxy {
  readonly url: string;
  /** How often each mishap came about. */
  readonly counts: Readonly<Record<Mishap, number>>;
  close(): void;
}

/** Listens on a port of its own; `choose` says what happens to the next connection. */
export async function faultyProxy(port: number, choose: () => Mishap): Promise<FaultyProxy> {
  const counts = Object.fromEntries(mishaps.map((mishap) => [mishap, 0])) as Record<Mishap, number>;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const mishap = choose();
    counts[mishap]++;
    const broker = connect(port, '127.0.0.1');
    for (const socket of [client, broker]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => sockets.delete(socket));
    }
    join(client, broker, mishap);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    counts,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

function join(client: Socket, broker: Socket, mishap: Mishap): void {
  // A blackhole takes all and gives nothing on; in half-open the broker does the work and its answer is never seen.
  client.on('data', (chunk) => mishap !== 'blackhole' && broker.write(chunk));
  client.on('close', () => broker.destroy());
  // What is delayed comes before the end.
  if (mishap !== 'half-open')
    broker.on('close', () => setTimeout(() => client.destroy(), mishap === 'latency' ? 300 : 0));
  broker.on('data', (chunk) => {
    if (mishap === 'none') client.write(chunk);
    else if (mishap === 'latency') setTimeout(() => client.write(chunk), 50 + Math.random() * 200);
    else if (mishap === 'reset before the response') client.resetAndDestroy();
    else if (mishap === 'reset in mid-response')
      client.write(chunk.subarray(0, chunk.length >> 1), () => client.resetAndDestroy());
  });
}
