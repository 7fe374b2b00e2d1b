import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { type Listening, type ListenOptions, listen } from '../../src/http/listen.ts';
import { silentLog } from '../../src/log.ts';
import { type Broker, good, message, newBroker, secret } from './support.ts';

/** A listener on a free port of 127.0.0.1 that the end of the test closes. */
export async function listening(
  broker: Broker = newBroker(),
  changes: Partial<ListenOptions> = {},
): Promise<Listening> {
  const listener = await listen({
    fetch: broker.fetch,
    host: '127.0.0.1',
    port: 0,
    secret,
    log: silentLog,
    ...changes,
  });
  onTestFinished(() => listener.close(0));
  return listener;
}

/** A connection that keeps all it is told. */
export interface Wire {
  readonly socket: Socket;
  /** Everything received so far. */
  readonly heard: () => string;
  /** Sends one part of a request. */
  say(text: string | Buffer): void;
  /** Waits until what was received fits, or the connection has closed; fails after `ms`. */
  until(pattern: RegExp, ms?: number): Promise<string>;
  /** Waits until the connection has closed and answers all that was received; fails after `ms`. */
  closed(ms?: number): Promise<string>;
}

/** Connects to a port of this machine. */
export async function dial(port: number): Promise<Wire> {
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  let text = '';
  let over = false;
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1');
  });
  socket.on('close', () => {
    over = true;
  });
  socket.on('error', () => {});
  await once(socket, 'connect');
  const wait = async (done: () => boolean, ms: number) => {
    for (const end = Date.now() + ms; !done(); await sleep(5)) {
      if (Date.now() > end) throw new Error(`Nothing more after ${ms} ms than: ${text}`);
    }
    return text;
  };
  return {
    socket,
    heard: () => text,
    say: (part) => void socket.write(part),
    until: (pattern, ms = 2_000) => wait(() => over || pattern.test(text), ms),
    closed: (ms = 2_000) => wait(() => over, ms),
  };
}

/** Sends bytes on a connection of their own and answers all that came back until it closed. */
export async function exchange(port: number, text: string | Buffer, ms?: number): Promise<string> {
  const wire = await dial(port);
  wire.say(text);
  return wire.closed(ms);
}

/** A request of sendMessage as text. `lines` follow the good headers; the connection closes after the answer unless told otherwise. */
export function request(
  lines: readonly string[] = [],
  body = JSON.stringify(message),
  start = 'POST /v1/messages/send HTTP/1.1',
): string {
  const chunked = lines.some((line) => /^transfer-encoding/i.test(line));
  const length = chunked ? [] : [`Content-Length: ${Buffer.byteLength(body)}`];
  return `${[start, ...usual(lines), ...lines, ...length].join('\r\n')}\r\n\r\n${body}`;
}

/** The good headers that `lines` do not give themselves. */
function usual(lines: readonly string[]): string[] {
  const given = new Set(lines.map((line) => line.split(':')[0]!.toLowerCase()));
  const all = { host: '127.0.0.1', connection: 'close', ...good };
  return Object.entries(all).flatMap(([name, value]) => (given.has(name) ? [] : [`${name}: ${value}`]));
}

/** The outcomes of all answers in what was received: `200`, or the code of the problem. */
export function outcomes(heard: string): string[] {
  return heard.split(/(?=HTTP\/1\.1 \d)/).map((answer) => /"code":"(\w+)"/.exec(answer)?.[1] ?? answer.slice(9, 12));
}
