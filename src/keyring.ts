import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { exits, StartError } from './errors.ts';
import { readSecret } from './secret.ts';

/** Answers the mesh secrets that are good now, the current one first. */
export type Keyring = () => readonly string[];

/** A changed file is noticed within so many milliseconds; looking at two files takes about 5 µs. */
const lookEveryMs = 1_000;

const previousOf = (tokenFile: string) => `${tokenFile}.previous`;

/**
 * The secrets of a broker that runs: those of its token file as it is now, so that a rotation needs no restart. A file that cannot be
 * read, as in the middle of a copy, leaves the secrets as they were.
 * @param given the secret at the start, and the file it came from; without a file it never changes
 * @param now milliseconds since 1970
 */
export function createKeyring(
  { secret, tokenFile }: { secret: string; tokenFile?: string },
  now: () => number,
): Keyring {
  if (tokenFile === undefined) return () => [secret];
  let looked = Number.NEGATIVE_INFINITY;
  let stamp = '';
  let current = secret;
  let previous: Previous | undefined;
  return () => {
    const time = now();
    if (Math.abs(time - looked) >= lookEveryMs) {
      looked = time;
      const found = [tokenFile, previousOf(tokenFile)].map(stampOf).join();
      if (found !== stamp) {
        stamp = found;
        current = readAgain(tokenFile) ?? current;
        previous = readPrevious(tokenFile);
      }
    }
    return previous && time < previous.until ? [current, previous.secret] : [current];
  };
}

interface Previous {
  readonly secret: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/**
 * Puts a new secret into a token file. With a grace the old one stays good meanwhile, kept beside the file with mode 0600.
 * @param graceSeconds 0 for none
 * @returns until when the old one is good, milliseconds since 1970
 * @throws StartError 78 when there is no secret to rotate
 */
export function rotateSecret(tokenFile: string, graceSeconds: number, now: number): number {
  const old = readSecret(tokenFile);
  if (old === undefined)
    throw new StartError(exits.configuration, `There is no mesh secret in ${tokenFile}: start a broker first.`);
  const until = now + graceSeconds * 1000;
  // The old one is written down first: cut short in between, both files hold the secret that is still in use.
  if (graceSeconds > 0) replace(previousOf(tokenFile), `${old}\n${new Date(until).toISOString()}\n`);
  else rmSync(previousOf(tokenFile), { force: true });
  replace(tokenFile, `${randomBytes(32).toString('base64url')}\n`);
  return until;
}

function replace(path: string, content: string): void {
  const draft = `${path}.${process.pid}.new`;
  writeFileSync(draft, content, { flag: 'wx', mode: 0o600, flush: true });
  renameSync(draft, path);
}

function stampOf(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  return found ? `${found.ino}:${found.size}:${found.mtimeMs}` : 'none';
}

function readAgain(tokenFile: string): string | undefined {
  try {
    return readSecret(tokenFile);
  } catch {
    return undefined;
  }
}

function readPrevious(tokenFile: string): Previous | undefined {
  try {
    const [secret, until] = readFileSync(previousOf(tokenFile), 'utf8').split('\n');
    const time = Date.parse(until ?? '');
    return secret && Number.isFinite(time) ? { secret, until: time } : undefined;
  } catch {
    return undefined;
  }
}
