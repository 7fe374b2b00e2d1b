/**
 * What the HTTP layer costs: CPU of the server for one POST of about 190 bytes with an empty handler, beside a bare node:http
 * echo with a bearer check and Hono with its own zod validator, in the same run.
 *
 *   npm run bench:http -- [rounds] [connections]
 */
import { getRequestListener } from '@hono/node-server';
import { OpenAPIHono } from '@hono/zod-openapi';
import { routes } from '../../generated/routes.gen.ts';
import type { Service } from '../../generated/service.gen.ts';
import { createHttp } from '../../src/http/app.ts';
import { listen } from '../../src/http/listen.ts';
import { defaultLimits } from '../../src/limits.ts';
import { silentLog } from '../../src/log.ts';
import { type Asker, child, cpuOf, echo, load, median, type Running, secret, serve, start } from './support.ts';

const body = JSON.stringify({ to: 'agent-b', body: 'Run tests on the crawler module. '.repeat(4), intent: 'request' });
const answer = { message_id: 'msg_01K9A44Q6R8S0T2V4W6X8Y0Z2A', status: 'queued' };

/** Servers by name; each listens on a free port of 127.0.0.1 and answers it. */
const servers: Record<string, () => Promise<number>> = {
  'bare node:http echo': () => serve(echo),
  'Hono, zod': async () => {
    const app = new OpenAPIHono();
    app.openapi(routes.sendMessage, (c) => c.json(answer as never, 200));
    return serve(getRequestListener(app.fetch));
  },
  PeerMesh: async () => {
    const service = { sendMessage: async () => answer } as unknown as Service<object>;
    const config = { host: '127.0.0.1', allowedHosts: [], allowedOrigins: [], limits: defaultLimits };
    const caller = {};
    const authenticate = async () => caller;
    const http = createHttp({ service, authenticate, secret, config, log: silentLog, draining: () => false });
    return (await listen({ fetch: http.fetch, host: '127.0.0.1', port: 0, secret, log: silentLog })).port;
  },
};

/** CPU microseconds of a server for one request, over one round. */
async function round(
  { server, started }: Running<{ port: number }>,
  seconds: number,
  connections: number,
): Promise<number> {
  const asker = {
    path: '/v1/messages/send',
    headers: { 'PeerMesh-Session': `pms_${'0123456789'.repeat(4)}` },
    next: () => body,
  };
  const before = await cpuOf(server);
  const count = await load(started.port, Array<Asker>(connections).fill(asker), Date.now() + seconds * 1000);
  return ((await cpuOf(server)) - before) / count;
}

/** The servers take turns, so that what else runs on the machine falls on all of them; the middle round counts. */
async function compare(rounds: number, connections: number): Promise<void> {
  const names = Object.keys(servers);
  const running = await Promise.all(names.map((name) => start<{ port: number }>(import.meta.filename, name)));
  for (const one of running) await round(one, 1, 8);
  const micros = names.map((): number[] => []);
  for (let i = 0; i < rounds; i++) {
    for (const [n, one] of running.entries()) micros[n]!.push(await round(one, 1, connections));
  }
  const middle = micros.map(median);
  for (const [n, name] of names.entries()) {
    console.log(
      `${name.padEnd(20)} ${middle[n]!.toFixed(1).padStart(6)} µs CPU  ${(middle[n]! / middle[0]!).toFixed(2)} × bare`,
    );
  }
  for (const { server } of running) server.disconnect();
}

if (process.argv[2] === 'child') await child(async () => ({ port: await servers[process.argv[3]!]!() }));
else await compare(Number(process.argv[2] ?? 7), Number(process.argv[3] ?? 32));
