import { hash } from 'node:crypto';
import type { Service } from '../../generated/service.gen.ts';
import { createHttp, type HttpOptions } from '../../src/http/app.ts';
import { defaultLimits } from '../../src/limits.ts';
import { silentLog } from '../../src/log.ts';

/** The mesh secret of the brokers in these tests. */
export const secret = 'the-mesh-secret-of-the-http-tests-0123456789';

/** The session token that {@link newBroker} takes for ann's. */
export const session = 'pms_the-session-token-of-ann-0123456789';

/** A valid body of sendMessage. */
export const message = { to: 'bob', body: 'Run tests on the crawler module' };

/** Headers of a call that passes every guard. */
export const good: Readonly<Record<string, string>> = {
  authorization: `Bearer ${secret}`,
  'content-type': 'application/json',
  'peermesh-session': session,
};

/** Listens on 127.0.0.1, and answers to `studio`, `mesh.example:8443` and one origin besides. */
export const config = {
  host: '127.0.0.1',
  allowedHosts: ['studio', 'mesh.example:8443'],
  allowedOrigins: ['https://studio.example.ts.net'],
  limits: defaultLimits,
};

/** A broker's HTTP layer and what came through it. */
export type Broker = ReturnType<typeof newBroker>;

/**
 * The real HTTP layer over a service that notes each call in `asked` as [operation, ...arguments] and answers `{}`, or what
 * `answers` has for the operation.
 */
export function newBroker(changes: Partial<HttpOptions<string>> = {}, answers: Record<string, () => unknown> = {}) {
  const asked: unknown[][] = [];
  const call =
    (operation: string) =>
    async (...args: unknown[]) => {
      asked.push([operation, ...args]);
      return answers[operation]?.() ?? {};
    };
  const http = createHttp<string>({
    service: new Proxy({}, { get: (_, operation: string) => call(operation) }) as Service<string>,
    authenticate: async (sha256) => (sha256.equals(hash('sha256', session, 'buffer')) ? 'ann' : undefined),
    secret,
    config,
    log: silentLog,
    draining: () => false,
    ...changes,
  });
  return { ...http, asked };
}

/** Calls sendMessage in process. An object is sent as JSON, text and bytes as they are. `headers` change the good ones; undefined leaves one out. */
export async function send(
  { app }: Broker,
  body: object | string = message,
  headers: Record<string, string | undefined> = {},
) {
  const text = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
  return app.request('/v1/messages/send', {
    method: 'POST',
    body: text as BodyInit,
    headers: kept({ ...good, ...headers }),
  });
}

function kept(headers: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined)) as Record<
    string,
    string
  >;
}

/** A problem's fields that tests look at. */
export interface Refusal {
  readonly code: string;
  readonly detail: string;
  readonly hint: string;
  readonly request_id: string;
}

/** The outcome of a call in one word: `200`, or `401 unauthenticated`. */
export async function outcome(answer: Response | Promise<Response>): Promise<string> {
  const { status } = await answer;
  return status === 200 ? '200' : `${status} ${(await refusal(answer)).code}`;
}

/** The problem that a call was answered with. */
export async function refusal(answer: Response | Promise<Response>): Promise<Refusal> {
  return (await answer).clone().json() as Promise<Refusal>;
}
