import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { createMeshClient, type MeshClient } from '../../generated/client.gen.ts';
import { spec } from '../../generated/openapi.gen.ts';
import type { Operation } from '../../generated/operations.gen.ts';
import type { RegisterPeerResponse } from '../../generated/types.gen.ts';
import type { Broker } from '../support/process.ts';

/** Path of a home that does not exist yet, in a directory that `after` removes. */
export function newHome(after: (clean: () => void) => void = onTestFinished): string {
  const directory = mkdtempSync(join(tmpdir(), 'peermesh-security-'));
  after(() => rmSync(directory, { recursive: true, force: true }));
  return join(directory, 'home');
}

/** A registered peer and its client. */
export interface Member {
  readonly client: MeshClient;
  readonly registration: RegisterPeerResponse;
  readonly session: string;
}

/** Registers a peer over the wire. */
export async function member({ url, token }: Broker, label: string): Promise<Member> {
  const who = { label, runtime: 'test', host: 'studio' };
  const registration = await createMeshClient({ baseUrl: url, token }).registerPeer(who);
  const session = registration.session_token;
  return { registration, session, client: createMeshClient({ baseUrl: url, token, session }) };
}

/** The example of an operation's body in the contract; undefined for one without a body. */
export function exampleOf({ path, method }: Operation): object | undefined {
  type Item = Record<string, { requestBody?: { content: { 'application/json': { example: object } } } }>;
  return (spec.paths as unknown as Record<string, Item>)[path]![method]!.requestBody?.content['application/json']
    .example;
}

/** Headers by name; undefined leaves one out, a list sends it more than once. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Sends an operation as its example over a socket; answers `200`, or the status and code of the problem. */
export async function outcomeOf(
  broker: Broker,
  operation: Operation,
  headers: Headers,
  changes: { path?: string; body?: object } = {},
): Promise<string> {
  const body = changes.body ?? exampleOf(operation);
  const payload = body && JSON.stringify(body);
  const given = Object.entries({
    ...(payload && { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(payload)) }),
    ...headers,
  });
  const asked = request({
    host: '127.0.0.1',
    port: broker.port,
    method: operation.method.toUpperCase(),
    path: changes.path ?? operation.path,
    headers: Object.fromEntries(given.filter(([, value]) => value !== undefined)) as Record<string, string>,
    agent: false,
  });
  asked.end(payload);
  const [answer] = await once(asked, 'response');
  const told = JSON.parse(await text(answer)) as { code?: string };
  return answer.statusCode === 200 ? '200' : `${answer.statusCode} ${told.code}`;
}

/** Sends bytes on a connection of their own, and answers all that came back until it was closed or 3 s had passed. */
export async function exchange(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.setTimeout(3_000, () => socket.destroy());
  socket.on('error', () => {});
  let heard = '';
  socket.setEncoding('latin1').on('data', (chunk: string) => {
    heard += chunk;
  });
  socket.write(bytes);
  await once(socket, 'close');
  return heard;
}
