import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Mounts a file system in memory of this size, for the time of the test. */
export function smallDisk(mebibytes: number): string {
  const disk = mkdtempSync(join(tmpdir(), 'peermesh-disk-'));
  const mount = (...args: string[]) => spawnSync('mount', args, { encoding: 'utf8' });
  const { status, stderr } = mount('-t', 'tmpfs', '-o', `size=${mebibytes}m,mode=700`, 'tmpfs', disk);
  if (status !== 0) throw new Error(stderr);
  onTestFinished(() => {
    spawnSync('umount', ['--lazy', disk]);
    rmSync(disk, { recursive: true, force: true });
  });
  return disk;
}

/** Bytes free on a disk. */
export function freeOn(disk: string): number {
  const { stdout } = spawnSync('df', ['--output=avail', '-B1', disk], { encoding: 'utf8' });
  return Number(stdout.split('\n')[1]);
}
