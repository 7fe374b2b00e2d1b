import { lstatSync } from 'node:fs';
import module from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Lets Node keep what it compiles in the home, for the next start: a shim is ready after 110 ms instead of 130, from sources after 400
 * instead of 700. Only in a home that is there and that nobody else can enter, since what lies in it is run.
 */
export function keepCompiled(home = process.env.PEERMESH_HOME || join(homedir(), '.peermesh')): void {
  const found = lstatSync(home, { throwIfNoEntry: false });
  if (!found?.isDirectory()) return;
  const own = process.platform === 'win32' || (found.uid === process.getuid!() && (found.mode & 0o077) === 0);
  if (own) module.enableCompileCache(join(home, 'compiled'));
}
