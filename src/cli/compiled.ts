import { lstatSync } from 'node:fs';
import module from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Lets Node keep what it compiles in the home, for the next start: `npm run bench:shim` has a shim ready after 143 ms instead of 163, from sources
 * after 265 instead of 401. Only in a home that is there and that nobody else can enter, since what lies in it is run.
 */
export function keepCompiled(): void {
  const home = process.env.PEERMESH_HOME || join(homedir(), '.peermesh');
  const found = lstatSync(home, { throwIfNoEntry: false });
  if (!found?.isDirectory()) return;
  const own = process.platform === 'win32' || (found.uid === process.getuid!() && (found.mode & 0o077) === 0);
  if (own) module.enableCompileCache(join(home, 'compiled'));
}
