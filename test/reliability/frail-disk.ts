import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { has, isRoot } from './tools.ts';

/** Runs a command of the system. Throws with what it said when it fails. */
function command(...[name, ...args]: [string, ...string[]]): void {
  const { status, stderr, error } = spawnSync(name, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${name} ${args.join(' ')}: ${error?.message ?? stderr}`);
}

/** Mounts a disk again with other options, such as `ro`. */
export const remount = (disk: string, options: string) => command('mount', '-o', `remount,${options}`, disk);

/** A disk that may break. */
export interface FrailDisk {
  readonly path: string;
  /** Does what the kernel does after an error of the disk: everything on it is read-only at once, also what is open. */
  break(): void;
  /** Takes it out and puts it in again, whole. Nothing on it may be open. */
  repair(): void;
}

/** Whether images of disks can be made and mounted here; if not, says so. */
export function mountsImages(): boolean {
  if (!isRoot() || !has('mkfs.ext4', "install Debian's e2fsprogs")) return false;
  try {
    insert(16).remove();
    return true;
  } catch (error) {
    console.warn(`Left out: an image of a disk cannot be mounted here (${(error as Error).message.trim()}).`);
    return false;
  }
}

/** Mounts an image of a disk that turns read-only at its first error, for the time of the test. */
export function frailDisk(mebibytes: number): FrailDisk {
  const { path, mount, remove } = insert(mebibytes);
  onTestFinished(remove);
  return {
    path,
    break: () => remount(path, 'abort'),
    repair() {
      command('umount', path);
      mount();
    },
  };
}

/** Makes a new file system in an image and mounts it. */
function insert(mebibytes: number) {
  const directory = mkdtempSync(join(tmpdir(), 'peermesh-frail-'));
  const [image, path] = [join(directory, 'image'), join(directory, 'disk')];
  const mount = () => command('mount', '-o', 'loop,errors=remount-ro', image, path);
  const remove = () => {
    spawnSync('umount', ['--lazy', path]);
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    writeFileSync(image, '');
    truncateSync(image, mebibytes * 2 ** 20);
    command('mkfs.ext4', '-q', image);
    mkdirSync(path);
    mount();
    return { path, mount, remove };
  } catch (error) {
    remove();
    throw error;
  }
}
