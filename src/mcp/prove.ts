import { randomBytes } from 'node:crypto';
import { type IncomingMessage, request } from 'node:http';
import type { Socket } from 'node:net';
import { isProof } from '../secret.ts';
import { UnprovedError, WireError } from './wire-error.ts';

/**
 * Asks the other side of an open connection to prove that it knows the mesh secret, without sending that. Afterwards the
 * connection is as good as new. Throws {@link WireError}, {@link UnprovedError} when someone else is there.
 */
export async function prove(socket: Socket, url: string, secret: string): Promise<void> {
  const nonce = randomBytes(24).toString('base64url');
  const answer = await challenge(socket, url, nonce);
  const proof = answer.headers['peermesh-proof'];
  if (typeof proof === 'string' && isProof(proof, secret, nonce)) return;
  if (answer.statusCode === 403) {
    throw new UnprovedError(
      'refused',
      `the broker at ${url} does not answer to that name: start it with PEERMESH_ALLOWED_HOSTS=${new URL(url).hostname}`,
    );
  }
  throw new UnprovedError(
    'refused',
    proof === undefined
      ? `another program, not a PeerMesh broker, answers at ${url}; the mesh secret was not sent to it`
      : `the broker at ${url} has another mesh secret than this machine: copy its token file, or check PEERMESH_TOKEN`,
  );
}

function challenge(socket: Socket, url: string, nonce: string): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const call = request(`${url.replace(/^https:/, 'http:')}/health`, {
    // Without an agent Node leaves the connection open after the answer, to whoever made it.
    createConnection: () => socket,
    headers: { Host: new URL(url).host, 'PeerMesh-Challenge': nonce, Connection: 'keep-alive' },
  });
  call.on('error', (cause) => reject(broken(url, cause)));
  call.on('response', (answer) => {
    answer.resume();
    answer.on('error', (cause) => reject(broken(url, cause)));
    // The connection is free again when the request has closed, a moment after its answer has ended.
    call.on('close', () => (answer.complete && !socket.destroyed ? resolve(answer) : reject(broken(url))));
  });
  call.end();
  return promise;
}

/** What cannot be read as HTTP is no broker; what was cut off may have been one. */
function broken(url: string, cause?: Error): WireError {
  const code = (cause as NodeJS.ErrnoException | undefined)?.code;
  if (!code?.startsWith('HPE_')) return new WireError('refused', `${url} ended the connection`, { cause });
  return new UnprovedError('refused', `another program, which does not speak HTTP, answers at ${url}`, { cause });
}
