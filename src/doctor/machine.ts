import { lstatSync, readdirSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { runtimeFault } from '../cli/runtime.ts';
import { type Environment, type Flags, givenSecret } from '../config.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

/** Below this the broker refuses writes, in MiB. */
const floorMiB = 64;

/** Looks at this machine: Node, the home and what lies in it, the secret, free space. Nothing is changed. */
export function* checkMachine(
  home: string,
  tokenFile: string | undefined,
  env: Environment,
  flags: Flags,
): Generator<Finding> {
  const node = runtimeFault(process.versions);
  yield node ? fail(`Node.js ${process.versions.node} is too old`, node) : ok(`Node.js ${process.versions.node}`);
  yield* checkHome(home);
  yield* checkSecret(tokenFile, env, flags);
}

function* checkHome(home: string): Generator<Finding> {
  const found = lstatSync(home, { throwIfNoEntry: false });
  if (!found) return yield warn(`${home} does not exist yet`, 'The first start makes it: peermesh serve.');
  if (found.isSymbolicLink())
    return yield fail(`${home} is a symbolic link`, 'Name the directory itself in PEERMESH_HOME.');
  if (!found.isDirectory())
    return yield fail(`${home} is no directory`, 'Move the file away, or name another place in PEERMESH_HOME.');
  if (process.getuid && found.uid !== process.getuid())
    return yield fail(`${home} belongs to another user`, 'Name a directory of your own in PEERMESH_HOME.');
  const open = (path: string) => process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0;
  if (open(home)) yield warn(`${home} can be entered by others`, `Run: chmod 700 ${home}`);
  else yield ok(`${home} is private`);
  for (const name of readdirSync(home)) {
    const path = join(home, name);
    if (statSync(path).isFile() && open(path)) yield warn(`${path} can be read by others`, `Run: chmod 600 ${path}`);
  }
  const { bavail, bsize } = statfsSync(home);
  const free = Math.floor((bavail * bsize) / 2 ** 20);
  if (free < floorMiB)
    yield fail(
      `${free} MiB are free where ${home} lies`,
      `Below ${floorMiB} MiB the broker refuses writes: free some space.`,
    );
  else yield ok(`${free} MiB are free`);
}

function* checkSecret(tokenFile: string | undefined, env: Environment, flags: Flags): Generator<Finding> {
  try {
    const secret = givenSecret(env, flags);
    if (secret === undefined)
      yield warn(
        `there is no mesh secret in ${tokenFile}`,
        'The first start makes it: peermesh serve. For a broker elsewhere, copy its token file here.',
      );
    else yield ok(`the mesh secret is in ${tokenFile ?? 'PEERMESH_TOKEN'}`);
  } catch (error) {
    yield fail('the mesh secret cannot be used', (error as Error).message);
  }
}
