import { timingSafeEqual } from 'node:crypto';
import { MeshError } from '../../generated/errors.gen.ts';
import type { Keyring } from '../keyring.ts';
import { type Head, one } from './head.ts';

/**
 * Makes the guard for the mesh secret: exactly one Authorization header with the scheme Bearer. A wrong secret costs the
 * same time whichever of its characters are wrong. The guard throws `unauthenticated`.
 */
export function createBearer(keyring: Keyring): (head: Head) => void {
  const isGood = (given: Buffer) => (secret: string) => {
    const wanted = Buffer.from(secret, 'latin1');
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  };
  return (head) => {
    const authorization = one(head, 'authorization');
    if (authorization === undefined) throw unauthenticated('The request carries no Authorization header.');
    if (!/^bearer /i.test(authorization))
      throw unauthenticated('The Authorization header is not of the scheme Bearer.');
    const given = Buffer.from(authorization.slice(7).trim(), 'latin1');
    if (keyring().some(isGood(given))) return;
    throw unauthenticated('The bearer token is not the mesh secret of this broker.');
  };
}

function unauthenticated(detail: string): MeshError {
  return new MeshError('unauthenticated', detail, {
    hint: 'Send "Authorization: Bearer <mesh secret>". The secret is in the file named token in the PEERMESH_HOME of the broker.',
  });
}
