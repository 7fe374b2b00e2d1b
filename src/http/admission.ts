import { isIPv6 } from 'node:net';
import { MeshError } from '../../generated/errors.gen.ts';
import { isAnyAddress } from '../config.ts';
import { type Head, one } from './head.ts';

/** Where the broker listens and which names and origins it answers to. */
export interface Admission {
  readonly host: string;
  readonly allowedHosts: readonly string[];
  readonly allowedOrigins: readonly string[];
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Makes the guard that keeps web pages out. A page of another site carries its own Origin; a page whose name was rebound to
 * this machine carries its own Host. The guard throws `forbidden` for both. Nothing here trusts the sender's address:
 * behind a proxy on this machine every request comes from 127.0.0.1.
 */
export function createAdmission({ host, allowedHosts, allowedOrigins }: Admission): (head: Head) => void {
  const address = isIPv6(host) ? `[${host}]` : host;
  const own = new Set(isAnyAddress(host) ? LOOPBACK : [...LOOPBACK, address]);
  const named = new Set(allowedHosts);
  const origins = new Set(allowedOrigins);

  return (head) => {
    const given = one(head, 'host')?.toLowerCase() ?? '';
    const name = given.replace(/:\d{1,5}$/, '');
    if (!own.has(name) && !named.has(name) && !named.has(given))
      throw forbidden('Host', given, 'PEERMESH_ALLOWED_HOSTS', name);
    const origin = head.origin;
    if (origin === undefined || origins.has(origin as string)) return;
    if (own.has(name) && origin === `http://${given}`) return;
    throw forbidden('Origin', String(origin), 'PEERMESH_ALLOWED_ORIGINS', String(origin));
  };
}

function forbidden(header: string, given: string, variable: string, value: string): MeshError {
  return new MeshError('forbidden', `The ${header} ${given.slice(0, 256) || '(none)'} is not allowed.`, {
    hint: `Use the address that the broker printed at its start, or start it with ${variable}=${value.slice(0, 256)} if that is yours.`,
  });
}
