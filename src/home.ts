import { chmodSync, lstatSync, mkdirSync, type Stats } from 'node:fs';
import { exits, StartError } from './errors.ts';

/**
 * Makes sure that PEERMESH_HOME is a directory of this user that nobody else can enter, and creates it (0700) if it is missing.
 * Throws {@link StartError} (78) when it is a symbolic link, no directory, or somebody else's.
 */
export function prepareHome(home: string): void {
  try {
    mkdirSync(home, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw refusal(home, `cannot be made (${(cause as Error).message}). Name a directory that you can write to`);
  }
  const found = lstatSync(home);
  const fault = faultOf(found);
  if (fault) throw refusal(home, fault);
  if (process.platform !== 'win32' && (found.mode & 0o077) !== 0) chmodSync(home, 0o700);
}

/** A link could be pointed at another database while the broker runs, which SQLite's locks do not survive. */
function faultOf(found: Stats): string | undefined {
  if (found.isSymbolicLink()) return 'is a symbolic link. Name the directory itself';
  if (!found.isDirectory()) return 'is not a directory. Name a directory, or move the file away';
  if (process.getuid && found.uid !== process.getuid()) {
    return `belongs to user ${found.uid}, not to you (${process.getuid()}). Name a directory of your own`;
  }
  return undefined;
}

function refusal(home: string, fault: string): StartError {
  return new StartError(exits.configuration, `PEERMESH_HOME is "${home}", which ${fault}.`);
}
