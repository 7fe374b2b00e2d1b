/**
 * What the HTTP layer costs: CPU of the server for one POST of about 190 bytes with an empty handler, beside a bare node:http
 * echo with a bearer check and Hono with its own zod validator, in the same run.
 *
 *   npm exec -- node test/bench/http.ts [rounds] [connections]
 */
import { type ChildProcess, fork } from 'node:child_process';
import { timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { OpenAPIHono } from '@hono/zod-openapi';
import { routes } from '../../generated/routes.gen.ts';
import type { Service } from '../../generated/service.gen.ts';
import { createHttp } from '../../src/http/app.ts';
import { listen } from '../../src/http/listen.ts';
import { defaultLimits } from '../../src/limits.ts';
import { silentLog } from '../../src/log.ts';

const secret = 'the-mesh-secret-of-the-bench-0123456789abcdef';
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

const echo: RequestListener = (incoming, outgoing) => {
  const given = Buffer.from(incoming.headers.authorization ?? '');
  const wanted = Buffer.from(`Bearer ${secret}`);
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return void outgoing.writeHead(401).end();
  const chunks: Buffer[] = [];
  incoming.on('data', (chunk) => chunks.push(chunk));
  incoming.on('end', () => outgoing.writeHead(200, { 'Content-Type': 'application/json' }).end(Buffer.concat(chunks)));
};

async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** Child: serves until told to stop, and tells its CPU time in microseconds when asked. */
async function child(name: string): Promise<void> {
  process.on('message', () => process.send!(process.cpuUsage()));
  process.send!(await servers[name]!());
}

async function cpuOf(server: ChildProcess): Promise<number> {
  server.send('cpu');
  const [{ user, system }] = (await once(server, 'message')) as [NodeJS.CpuUsage];
  return user + system;
}

/** Keeps one request under way on each connection until `until`, and answers how many were answered. */
async function load(port: number, connections: number, until: number): Promise<number> {
  const head = `POST /v1/messages/send HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${secret}\r\nPeerMesh-Session: pms_0123456789012345678901234567890123456789\r\nContent-Type: application/json\r\n`;
  const request = `${head}Content-Length: ${body.length}\r\n\r\n${body}`;
  const runs = Array.from({ length: connections }, async () => {
    const socket = connect(port, '127.0.0.1').setNoDelay();
    let answered = 0;
    socket.on('data', (chunk) => {
      if (!chunk.subarray(0, 12).equals(OK)) throw new Error(chunk.toString());
      answered++;
      if (Date.now() < until) socket.write(request);
      else socket.destroy();
    });
    socket.write(request);
    await once(socket, 'close');
    return answered;
  });
  return (await Promise.all(runs)).reduce((sum, answered) => sum + answered, 0);
}
const OK = Buffer.from('HTTP/1.1 200');

/** CPU microseconds of a server for one request, over one round. */
async function round({ server, port }: Running, seconds: number, connections: number): Promise<number> {
  const before = await cpuOf(server);
  const count = await load(port, connections, Date.now() + seconds * 1000);
  return ((await cpuOf(server)) - before) / count;
}

interface Running {
  readonly server: ChildProcess;
  readonly port: number;
}

async function start(name: string): Promise<Running> {
  const server = fork(import.meta.filename, ['child', name]);
  const [port] = (await once(server, 'message')) as [number];
  await load(port, 8, Date.now() + 1_000);
  return { server, port };
}

/** The servers take turns, so that what else runs on the machine falls on all of them; the middle round counts. */
async function compare(rounds: number, connections: number): Promise<void> {
  const names = Object.keys(servers);
  const running = await Promise.all(names.map(start));
  const micros = names.map((): number[] => []);
  for (let i = 0; i < rounds; i++) {
    for (const [n, one] of running.entries()) micros[n]!.push(await round(one, 1, connections));
  }
  const middle = micros.map((all) => all.sort((a, b) => a - b)[Math.floor(rounds / 2)]!);
  for (const [n, name] of names.entries()) {
    console.log(
      `${name.padEnd(20)} ${middle[n]!.toFixed(1).padStart(6)} µs CPU  ${(middle[n]! / middle[0]!).toFixed(2)} × bare`,
    );
  }
  for (const { server } of running) server.kill();
}

if (process.argv[2] === 'child') await child(process.argv[3]!);
else await compare(Number(process.argv[2] ?? 7), Number(process.argv[3] ?? 32));
