import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { isProof } from '../secret.ts';

/**
 * Says in a sentence who holds an address, and what to do: a broker that can prove that it knows our secret, another broker,
 * or some other program. The secret itself is not sent, since a stranger may be listening.
 */
export async function describePortHolder(address: string, secret: string): Promise<string> {
  const nonce = randomBytes(24).toString('base64url');
  const headers = await challenge(address, nonce);
  const proof = headers?.['peermesh-proof'];
  if (typeof proof === 'string' && isProof(proof, secret, nonce)) {
    return `Another PeerMesh broker with the same secret already listens on ${address}: use that one, stop it, or choose another port with PEERMESH_PORT.`;
  }
  const who = proof ? 'A PeerMesh broker with another secret' : 'Another program';
  return `${who} already listens on ${address}: stop it, or choose another port with PEERMESH_PORT and the same in PEERMESH_URL for the clients.`;
}

type Headers = Record<string, string | string[] | undefined>;

/** Headers of the answer to a challenge; undefined when nothing that speaks HTTP answers within two seconds. */
function challenge(address: string, nonce: string): Promise<Headers | undefined> {
  const { promise, resolve } = Promise.withResolvers<Headers | undefined>();
  const options = { headers: { 'PeerMesh-Challenge': nonce }, agent: false, signal: AbortSignal.timeout(2_000) };
  const call = request(`${address}/health`, options, (answer) => {
    answer.destroy();
    resolve(answer.headers);
  });
  call.on('error', () => resolve(undefined));
  call.end();
  return promise;
}
