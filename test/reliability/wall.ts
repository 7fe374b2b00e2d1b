import { globSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Path of the library that shows a program another wall clock; undefined, and said, where there is none. */
export const faketime = globSync('/usr/lib/*/faketime/libfaketime.so.1')[0];
if (!faketime) console.warn("Left out: there is no libfaketime; install Debian's faketime.");

/** What shows a broker a wall clock that is off by so much, such as `+1d`. Not through the command faketime, which would take the signals. */
export const clockAt = (when: string) => ({
  env: { LD_PRELOAD: faketime!, FAKETIME: when, DONT_FAKE_MONOTONIC: '1' },
});

/** A wall clock that a test moves on while programs look at it. */
export interface Wall {
  /** How to run a program by it. */
  readonly options: { readonly env: NodeJS.ProcessEnv };
  /** Lets time pass; real time passes besides. */
  advance(seconds: number): void;
}

/** A wall clock for the time of a test. */
export function wallForTest(): Wall {
  const directory = mkdtempSync(join(tmpdir(), 'peermesh-wall-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const file = join(directory, 'offset');
  let offset = 0;
  const advance = (seconds: number) => {
    offset += seconds;
    writeFileSync(`${file}.new`, `+${offset}s`);
    renameSync(`${file}.new`, file);
  };
  advance(0);
  const clock = { FAKETIME_TIMESTAMP_FILE: file, FAKETIME_NO_CACHE: '1', DONT_FAKE_MONOTONIC: '1' };
  return { options: { env: { LD_PRELOAD: faketime!, ...clock } }, advance };
}
