import { randomBytes } from 'node:crypto';
import { MeshError } from '../../generated/errors.gen.ts';
import type { Keyring } from '../keyring.ts';
import type { Log } from '../log.ts';
import { isNonce, proofsOf } from '../secret.ts';
import { type Head, one } from './head.ts';

/** What answers depend on. */
export interface Answering {
  /** The mesh secret, or what answers those that are good now. */
  readonly secret: string | Keyring;
  readonly log: Log;
  /** True once the broker has begun to stop: answers then ask the client to close the connection. */
  readonly draining: () => boolean;
}

/** One secret that never changes is a keyring too. */
export function keyringOf(secret: string | Keyring): Keyring {
  return typeof secret === 'string' ? () => [secret] : secret;
}

/** Makes the two kinds of answer: a result, and a problem (RFC 9457). */
export function createAnswers({ secret, log, draining }: Answering) {
  const keyring = keyringOf(secret);
  const answer = (status: number, body: string, requestId: string, headers: Record<string, string>): Response => {
    const all: Record<string, string> = {
      'Content-Type': 'application/json',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      'PeerMesh-Request-Id': requestId,
      ...headers,
    };
    if (draining()) all.Connection = 'close';
    return new Response(body, { status, headers: all });
  };

  return {
    /** 200 with a result. */
    result: (value: unknown): Response => answer(200, JSON.stringify(value), newRequestId(), {}),

    /** The problem for anything thrown. What is no MeshError becomes `internal` with a fixed text, and is logged whole. */
    problem(error: unknown, head: Head, path: string): Response {
      const requestId = newRequestId();
      const known = error instanceof MeshError ? error : internal();
      if (known.code === 'internal') log.error({ requestId, path, err: error }, 'request failed');
      else log.debug({ requestId, path, code: known.code }, 'request refused');
      return answer(
        known.status,
        problemBody(known, requestId),
        requestId,
        headersOf(known, one(head, 'peermesh-challenge')),
      );
    },
  };

  function headersOf(error: MeshError, nonce: string | undefined): Record<string, string> {
    const headers: Record<string, string> = { 'Content-Type': 'application/problem+json' };
    if (error.status === 429 || error.status === 503) headers['Retry-After'] = String(error.retryAfter ?? 1);
    if (error.status !== 401) return headers;
    headers['WWW-Authenticate'] = 'Bearer';
    if (nonce !== undefined && isNonce(nonce)) headers['PeerMesh-Proof'] = proofsOf(keyring(), nonce);
    return headers;
  }
}

/** Body of a problem answer. */
export function problemBody(error: MeshError, requestId: string): string {
  return JSON.stringify({ ...error.toProblem(), request_id: requestId });
}

const start = randomBytes(9).toString('base64url');
let count = 0;

/** A new request id: a random part for this process and a count, at a tenth of the cost of a ULID. */
export function newRequestId(): string {
  return `${start}-${(++count).toString(36)}`;
}

function internal(): MeshError {
  return new MeshError('internal', 'The broker failed to answer.', {
    hint: 'Try again; if it goes on, look for the request id in the log of the broker.',
  });
}
