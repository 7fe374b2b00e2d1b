/**
 * What messages cost: CPU of the server and requests a second for a durable send, an empty poll and a poll that leases one message
 * and acknowledges the one before, at 1, 16 and 64 connections. Beside them, in the same run, a bare node:http echo with a
 * bearer check, and a minimal insert of the body into SQLite with the same group commit and `synchronous=FULL`, on bare node:http
 * and behind the HTTP layer of the broker.
 *
 *   npm run bench:messages -- [seconds] [rounds]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Service } from '../../generated/service.gen.ts';
import { createApp } from '../../src/app.ts';
import { createHttp } from '../../src/http/app.ts';
import { listen } from '../../src/http/listen.ts';
import { defaultLimits } from '../../src/limits.ts';
import { silentLog } from '../../src/log.ts';
import {
  type Asker,
  admitted,
  bodyOf,
  child,
  cpuOf,
  echo,
  load,
  median,
  type Running,
  secret,
  serve,
  start,
} from './support.ts';

const peers = 64;
const text = 'Run tests on the crawler module. '.repeat(4);
const connections = [1, 16, 64];

interface Started {
  readonly port: number;
  readonly home?: string;
  /** Session tokens of the peers. */
  readonly tokens: readonly string[];
}

const servers: Record<string, () => Promise<Started>> = {
  echo: async () => ({ port: await serve(echo), tokens: [] }),
  insert: insertingServer,
  'guarded insert': guardedServer,
  broker,
  // Empty inboxes, and no search index of sent messages to catch up with.
  'idle broker': broker,
};

async function broker(): Promise<Started> {
  const home = mkdtempSync(join(tmpdir(), 'peermesh-bench-'));
  const limits = {
    ...defaultLimits,
    inboxMessages: 10_000_000,
    inboxBytes: 2 ** 40,
    pair: { burst: 1e9, perSecond: 1e9 },
  };
  const config = {
    home,
    host: '127.0.0.1',
    port: 0,
    allowedHosts: [],
    allowedOrigins: [],
    secret,
    firstStart: true,
    limits,
  };
  const draining = () => false;
  const app = await createApp({
    config,
    log: silentLog,
    draining,
    onFatal: (error) => {
      throw error;
    },
  });
  const tokens: string[] = [];
  for (let n = 0; n < peers; n++) {
    const session = await app.service.registerPeer({
      label: `peer-${n}`,
      runtime: 'bench',
      host: 'bench',
      delivery: { push: false, hook: false },
    });
    tokens.push(session.session_token);
  }
  const { port } = await listen({ fetch: app.fetch, host: '127.0.0.1', port: 0, secret, log: silentLog });
  return { port, home, tokens };
}

/** The least a store can do: one INSERT a body, one commit for all that came in one turn of the event loop. */
function storing(path: string): (body: string) => Promise<number> {
  const db = new Database(path);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('CREATE TABLE messages (id INTEGER PRIMARY KEY, body TEXT NOT NULL)');
  const insert = db.prepare('INSERT INTO messages (body) VALUES (?)');
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  let queue: { body: string; done: (id: number) => void }[] = [];
  const flush = () => {
    const batch = queue;
    queue = [];
    begin.run();
    const ids = batch.map(({ body }) => Number(insert.run(body).lastInsertRowid));
    commit.run();
    for (const [n, { done }] of batch.entries()) done(ids[n]!);
  };
  return (body) =>
    new Promise((done) => {
      if (queue.length === 0) setImmediate(flush);
      queue.push({ body, done });
    });
}

/** A bare server over that store. */
async function insertingServer(): Promise<Started> {
  const home = mkdtempSync(join(tmpdir(), 'peermesh-bench-'));
  const store = storing(join(home, 'minimal.db'));
  const port = await serve((incoming, outgoing) => {
    if (!admitted(incoming)) return void outgoing.writeHead(401).end();
    bodyOf(incoming, async (buffer) => {
      const id = await store((JSON.parse(buffer.toString()) as { body: string }).body);
      outgoing.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ id, status: 'queued' }));
    });
  });
  return { port, home, tokens: [] };
}

/** The same store behind our guards and validation: what is left to a send is what it means. */
async function guardedServer(): Promise<Started> {
  const home = mkdtempSync(join(tmpdir(), 'peermesh-bench-'));
  const store = storing(join(home, 'minimal.db'));
  const sendMessage = async (_caller: unknown, { body }: { body: string }) => ({
    id: await store(body),
    status: 'queued',
  });
  const service = { sendMessage } as unknown as Service<object>;
  const config = { host: '127.0.0.1', allowedHosts: [], allowedOrigins: [], limits: defaultLimits };
  const caller = {};
  const { fetch } = createHttp({
    service,
    authenticate: async () => caller,
    secret,
    config,
    log: silentLog,
    draining: () => false,
  });
  const { port } = await listen({ fetch, host: '127.0.0.1', port: 0, secret, log: silentLog });
  return { port, home, tokens: [] };
}

const sendBody = (n: number) => JSON.stringify({ to: `peer-${(n + 1) % peers}`, body: text, intent: 'request' });
const session = (tokens: readonly string[], n: number) => ({ 'PeerMesh-Session': tokens[n] ?? 'none' });

/** What each connection asks, by the name of the measurement. */
const askers: Record<string, (started: Started, n: number) => Asker> = {
  send: ({ tokens }, n) => ({ path: '/v1/messages/send', headers: session(tokens, n), next: () => sendBody(n) }),
  'empty poll': ({ tokens }, n) => ({
    path: '/v1/messages/poll',
    headers: session(tokens, n),
    next: () => '{"thread_id":"msg_01K9A41R8T5V7W9X2Y4Z6A8B0C"}',
  }),
  'poll of one': ({ tokens }, n) => ({
    path: '/v1/messages/poll',
    headers: session(tokens, n),
    next(answer) {
      const [message] =
        answer === undefined ? [] : (JSON.parse(answer) as { messages: { id: string; lease: string }[] }).messages;
      return JSON.stringify({ limit: 1, acks: message ? [{ id: message.id, lease: message.lease }] : [] });
    },
  }),
};

interface Figure {
  readonly cpu: number;
  readonly rate: number;
}

async function measure(
  { server, started }: Running<Started>,
  asks: string,
  count: number,
  seconds: number,
): Promise<Figure> {
  const all = Array.from({ length: count }, (_, n) => askers[asks]!(started, n));
  const before = await cpuOf(server);
  const begin = Date.now();
  const answered = await load(started.port, all, begin + seconds * 1000);
  return { cpu: ((await cpuOf(server)) - before) / answered, rate: (answered / (Date.now() - begin)) * 1000 };
}

async function compare(seconds: number, rounds: number): Promise<void> {
  const running = new Map<string, Running<Started>>();
  for (const name of Object.keys(servers)) running.set(name, await start<Started>(import.meta.filename, name));
  const rows = [
    ['bare echo', 'echo', 'send'],
    ['minimal insert', 'insert', 'send'],
    ['same, our HTTP layer', 'guarded insert', 'send'],
    ['PeerMesh empty poll', 'idle broker', 'empty poll'],
    ['PeerMesh send', 'broker', 'send'],
    ['PeerMesh poll of one', 'broker', 'poll of one'],
  ] as const;
  console.log(`${''.padEnd(22)}${connections.map((count) => `${count} connections`.padStart(26)).join('')}`);
  const figures = rows.map(() => connections.map((): Figure[] => []));
  // The servers take turns, so that what else runs on the machine falls on all of them; the middle round counts.
  for (let i = 0; i <= rounds; i++) {
    for (const [r, [, name, asks]] of rows.entries()) {
      for (const [c, count] of connections.entries()) {
        const figure = await measure(running.get(name)!, asks, count, seconds);
        if (i > 0) figures[r]![c]!.push(figure);
      }
    }
  }
  const middle = figures.map((row) =>
    row.map((all) => ({ cpu: median(all.map(({ cpu }) => cpu)), rate: median(all.map(({ rate }) => rate)) })),
  );
  for (const [r, [title]] of rows.entries()) {
    const cells = middle[r]!.map(({ cpu, rate }) => `${cpu.toFixed(1)} µs  ${Math.round(rate)}/s`.padStart(26));
    console.log(`${title.padEnd(22)}${cells.join('')}`);
  }
  const [bare, insert, guarded, empty, send] = middle.map((row) => row.at(-1)!) as [
    Figure,
    Figure,
    Figure,
    Figure,
    Figure,
  ];
  const times = (one: number, other: number) => (one / other).toFixed(2);
  console.log(`
at 64 connections: a send has ${times(send.rate, insert.rate)} of the speed of the minimal insert and ${times(send.cpu, insert.cpu)} × its CPU,
${times(send.rate, guarded.rate)} and ${times(send.cpu, guarded.cpu)} × beside the same insert behind our HTTP layer;
an empty poll has ${times(empty.cpu, bare.cpu)} × the CPU of the echo`);
  for (const { server, started } of running.values()) {
    server.disconnect();
    if (started.home) rmSync(started.home, { recursive: true, force: true });
  }
}

if (process.argv[2] === 'child') await child(servers[process.argv[3]!]!);
else await compare(Number(process.argv[2] ?? 1), Number(process.argv[3] ?? 5));
