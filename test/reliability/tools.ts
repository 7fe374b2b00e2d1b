import { spawnSync } from 'node:child_process';

/** Whether a program is installed; if not, says so, and that what needs it is left out. */
export function has(program: string, hint = `install Debian's ${program}`): boolean {
  const there = spawnSync('sh', ['-c', 'command -v "$1"', 'sh', program]).status === 0;
  if (!there) console.warn(`Left out: there is no ${program}; ${hint}.`);
  return there;
}

/** Whether this process may mount file systems; if not, says so. */
export function isRoot(): boolean {
  const root = process.getuid?.() === 0 && spawnSync('unshare', ['--mount', 'true']).status === 0;
  if (!root) console.warn('Left out: only root may mount a small file system.');
  return root;
}
