import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join, parse, resolve } from 'node:path';

/** Where a session works. */
export interface Place {
  /** Working directory, its links resolved, so that two sessions in it say the same. */
  readonly cwd: string;
  /** Address of the repository's `origin` without user and password, or else its top directory; absent outside of one. */
  readonly repo?: string;
  /** Last part of the top directory, or of the working directory: what people call the place. */
  readonly name: string;
}

/** Looks at a directory and the ones above it. Reads files only; `git` need not be installed. */
export function placeOf(directory: string): Place {
  const cwd = existsSync(directory) ? realpathSync(directory) : resolve(directory);
  const top = topOf(cwd);
  if (top === undefined) return { cwd, name: basename(cwd) };
  return { cwd, repo: originOf(top) ?? top, name: basename(top) };
}

/** True for the home directory and the root: clients that are not started in a project start servers there. */
export function isNowhere(directory: string): boolean {
  const cwd = resolve(directory);
  return cwd === homedir() || cwd === parse(cwd).root;
}

function topOf(directory: string): string | undefined {
  for (let at = directory; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (dirname(at) === at) return undefined;
  }
}

/** Two clones of one address are the same repository; so are the worktrees of one clone. */
function originOf(top: string): string | undefined {
  try {
    const config = readFileSync(join(gitDirectory(top), 'config'), 'utf8');
    const section = /^\[remote "origin"\]\s*$([^[]*)/m.exec(config)?.[1];
    const url = section && /^\s*url\s*=\s*(\S+)\s*$/m.exec(section)?.[1];
    return url ? url.replace(/^(\w+:\/\/)[^/@]*@/, '$1').slice(0, 1024) : undefined;
  } catch {
    return undefined;
  }
}

/** A worktree's `.git` is a file that names its directory, and `commondir` there the one with the configuration. */
function gitDirectory(top: string): string {
  const dot = join(top, '.git');
  if (statSync(dot).isDirectory()) return dot;
  const named = /^gitdir:\s*(.+)$/m.exec(readFileSync(dot, 'utf8'))?.[1] ?? '.git';
  const own = resolve(top, named.trim());
  const common = join(own, 'commondir');
  return existsSync(common) ? resolve(own, readFileSync(common, 'utf8').trim()) : own;
}
