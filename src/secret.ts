import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import {
  closeSync,
  fchmodSync,
  fstatSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { draftFor, syncDirectory } from './durable.ts';
import { exits, StartError } from './errors.ts';

/** Fewest characters of a mesh secret: 32 characters of base64url carry 192 bits. */
export const MIN_SECRET_LENGTH = 32;

const SECRET = /^[\x21-\x7e]{32,512}$/;
const NONCE = /^[A-Za-z0-9_-]{16,128}$/;

/**
 * Checks a mesh secret that came from `source` (a variable or a file name) and answers it.
 * Throws {@link StartError} (78) without repeating the secret.
 */
export function checkSecret(secret: string, source: string): string {
  if (SECRET.test(secret)) return secret;
  const fault = secret.length < MIN_SECRET_LENGTH ? `only ${secret.length} characters long` : 'not usable in a header';
  throw new StartError(
    exits.configuration,
    `The mesh secret in ${source} is ${fault}: it must be ${MIN_SECRET_LENGTH} to 512 visible ASCII characters, for example from "openssl rand -base64 32".`,
  );
}

/**
 * Reads the mesh secret from a file that only its owner may read; permission bits for others are taken away.
 * Answers undefined when there is no such file. Throws {@link StartError} (78) when it cannot be read, kept private or used.
 */
export function readSecret(path: string): string | undefined {
  let fd: number;
  try {
    fd = openSync(path, 'r');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new StartError(exits.configuration, `The token file ${path} cannot be read: ${(cause as Error).message}.`);
  }
  try {
    keepPrivate(fd, path);
    return checkSecret(readFileSync(fd, 'utf8').trim(), path);
  } finally {
    closeSync(fd);
  }
}

function keepPrivate(fd: number, path: string): void {
  if (process.platform === 'win32' || (fstatSync(fd).mode & 0o077) === 0) return;
  try {
    fchmodSync(fd, 0o600);
  } catch {
    throw new StartError(
      exits.configuration,
      `The token file ${path} can be read by other users, and its permissions cannot be changed from here: run "chmod 600 ${path}".`,
    );
  }
}

/**
 * Makes a mesh secret of 32 random bytes (0600) and answers the one that the file holds afterwards: of several first
 * starts at once one wins, and all answer the same. The name appears only when the content is on disk.
 */
export function createSecret(path: string): string {
  const draft = draftFor(path);
  const fd = openSync(draft, 'wx', 0o600);
  try {
    writeSync(fd, `${randomBytes(32).toString('base64url')}\n`);
    fsyncSync(fd);
    linkSync(draft, path);
    syncDirectory(dirname(path));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
  } finally {
    closeSync(fd);
    unlinkSync(draft);
  }
  return readSecret(path)!;
}

/** True when a nonce may be proved: 16 to 128 characters of base64url. */
export function isNonce(nonce: string): boolean {
  return NONCE.test(nonce);
}

/**
 * Proof that its maker knows the mesh secret, in hex: HMAC-SHA256 over the nonce. The prefix keeps the answer from being
 * of use anywhere else, since anyone may ask for proofs.
 */
export function proofOf(secret: string, nonce: string): string {
  return createHmac('sha256', secret).update(`peermesh-proof-v1:${nonce}`).digest('hex');
}

/** A proof for each of the secrets that are good, as the header carries them: while a secret is rotated there are two. */
export function proofsOf(secrets: readonly string[], nonce: string): string {
  return secrets.map((secret) => proofOf(secret, nonce)).join(', ');
}

/** True when one of the proofs in `proofs` is the one for `nonce`; takes the same time for every wrong one. */
export function isProof(proofs: string, secret: string, nonce: string): boolean {
  const wanted = Buffer.from(proofOf(secret, nonce), 'latin1');
  return proofs.split(', ', 2).some((proof) => {
    const given = Buffer.from(proof, 'latin1');
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  });
}
