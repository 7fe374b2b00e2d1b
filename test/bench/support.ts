import { type ChildProcess, fork } from 'node:child_process';
import { timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { type AddressInfo, connect } from 'node:net';

/** The mesh secret of every server under measurement. */
export const secret = 'the-mesh-secret-of-the-bench-0123456789abcdef';

/** Reads a whole body. */
export function bodyOf(incoming: IncomingMessage, then: (body: Buffer) => void): void {
  const chunks: Buffer[] = [];
  incoming.on('data', (chunk) => chunks.push(chunk));
  incoming.on('end', () => then(Buffer.concat(chunks)));
}

/** Whether a request carries the secret, compared in constant time. */
export function admitted(incoming: IncomingMessage): boolean {
  const given = Buffer.from(incoming.headers.authorization ?? '');
  const wanted = Buffer.from(`Bearer ${secret}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** The least a server can do: check the bearer, read the body, send it back. */
export const echo: RequestListener = (incoming, outgoing) => {
  if (!admitted(incoming)) return void outgoing.writeHead(401).end();
  bodyOf(incoming, (body) => outgoing.writeHead(200, { 'Content-Type': 'application/json' }).end(body));
};

/** Listens on a free port of 127.0.0.1 and answers it. */
export async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** In the child: starts a server, tells where it listens, and tells its CPU time in microseconds when asked. */
export async function child(start: () => Promise<object>): Promise<void> {
  process.on('message', () => process.send!(process.cpuUsage()));
  process.on('disconnect', () => process.exit());
  process.send!(await start());
}

/** A server in a process of its own. */
export interface Running<Started> {
  readonly server: ChildProcess;
  readonly started: Started;
}

/** Starts a server of a bench file in a child process: `node <file> child <name>`. */
export async function start<Started>(file: string, name: string): Promise<Running<Started>> {
  const server = fork(file, ['child', name], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const [started] = (await once(server, 'message')) as [Started];
  return { server, started };
}

/** CPU time of a server so far, in microseconds. */
export async function cpuOf(server: ChildProcess): Promise<number> {
  server.send('cpu');
  const [{ user, system }] = (await once(server, 'message')) as [NodeJS.CpuUsage];
  return user + system;
}

/** What one connection asks: a path, headers, and the next body given the answer to the one before. */
export interface Asker {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  next(answer: string | undefined): string;
}

/** Keeps one request under way for each asker until `until` (milliseconds since 1970), and answers how many were answered. */
export async function load(port: number, askers: readonly Asker[], until: number): Promise<number> {
  const runs = askers.map(async (asker) => {
    const socket = connect(port, '127.0.0.1').setNoDelay();
    const fields = {
      Host: `127.0.0.1:${port}`,
      Authorization: `Bearer ${secret}`,
      'Content-Type': 'application/json',
      ...asker.headers,
    };
    const head = `POST ${asker.path} HTTP/1.1\r\n${Object.entries(fields)
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join('')}`;
    const ask = (answer?: string) => {
      const body = asker.next(answer);
      socket.write(`${head}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    };
    let answered = 0;
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      const end = text.indexOf('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1]);
      if (end < 0 || text.length < end + 4 + length) return;
      if (!text.startsWith('HTTP/1.1 200')) throw new Error(text);
      const answer = text.slice(end + 4);
      text = '';
      answered++;
      if (Date.now() < until) ask(answer);
      else socket.destroy();
    });
    ask();
    await once(socket, 'close');
    return answered;
  });
  return (await Promise.all(runs)).reduce((sum, answered) => sum + answered, 0);
}

/** The middle one of some figures. */
export function median(figures: readonly number[]): number {
  return [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)]!;
}
