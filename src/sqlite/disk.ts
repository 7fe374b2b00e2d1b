import { statfsSync, statSync } from 'node:fs';
import { EngineError, storageFull } from './errors.ts';
import type { Files } from './files.ts';

/** How often the disk is looked at, in milliseconds: two system calls, 4 µs, at most once in this time. */
const INTERVAL_MS = 1000;

/** Answers the bytes that this user may still write on the file system of a path. */
export type FreeBytes = (path: string) => number;

/** The bytes free for this user, from statfs(2). */
export const freeBytes: FreeBytes = (path) => {
  const { bavail, bsize } = statfsSync(path);
  return bavail * bsize;
};

/** Watches what is around the database file: room on its disk, and that it is still the file under its name. */
export class Disk {
  readonly #files: Files;
  readonly #floor: number;
  readonly #freeBytes: FreeBytes;
  readonly #inode: number;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #free = 0;

  /**
   * @param floor Bytes that stay free: below it a full disk would soon keep even deleting and the log's checkpoint from
   * working.
   */
  constructor(files: Files, floor: number, free: FreeBytes = freeBytes) {
    this.#files = files;
    this.#floor = floor;
    this.#freeBytes = free;
    this.#inode = statSync(files.database).ino;
  }

  /** Throws `storage_full` while less than the floor is free. */
  assertRoom(): void {
    if (this.#free < this.#floor) {
      throw storageFull(
        `Only ${mebibytes(this.#free)} MiB are free on the broker's disk, and it keeps ${mebibytes(this.#floor)} MiB.`,
      );
    }
  }

  /**
   * Looks again if a second has passed. Throws {@link EngineError} `damaged` when the database was moved or deleted:
   * SQLite goes on writing into the file without a name, and everything confirmed would be gone with the process.
   */
  look(): void {
    const now = performance.now();
    if (now - this.#lookedAt < INTERVAL_MS) return;
    this.#lookedAt = now;
    const { database, home } = this.#files;
    if (statSync(database, { throwIfNoEntry: false })?.ino !== this.#inode) {
      const fault = `The database ${database} was moved, replaced or deleted while the broker ran.`;
      throw new EngineError('damaged', fault, 'Put it back, or restore a backup, and start the broker again.');
    }
    this.#free = this.#freeBytes(home);
  }

  /** Bytes free on the disk, this moment. */
  free(): number {
    return this.#freeBytes(this.#files.home);
  }
}

function mebibytes(bytes: number): number {
  return Math.floor(bytes / (1024 * 1024));
}
