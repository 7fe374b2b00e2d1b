import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file of the output folder that is not as it should be. */
export interface Difference {
  file: string;
  state: 'stale' | 'missing' | 'superfluous';
}

/** What differs between the wanted files and the folder, by file name. */
export function compare(wanted: ReadonlyMap<string, string>, folder: string): Difference[] {
  const present = existsSync(folder) ? readdirSync(folder) : [];
  const superfluous = present
    .filter((file) => !wanted.has(file))
    .map((file) => ({ file, state: 'superfluous' as const }));
  const others = [...wanted].flatMap(([file, text]): Difference[] => {
    if (!present.includes(file)) return [{ file, state: 'missing' }];
    return readFileSync(join(folder, file), 'utf8') === text ? [] : [{ file, state: 'stale' }];
  });
  return [...others, ...superfluous].sort((a, b) => (a.file < b.file ? -1 : 1));
}

/** Brings the folder in line with the wanted files. Files that are right are not touched, so watchers stay calm. */
export function mend(differences: readonly Difference[], wanted: ReadonlyMap<string, string>, folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const { file, state } of differences) {
    if (state === 'superfluous') rmSync(join(folder, file), { recursive: true });
    else writeFileSync(join(folder, file), wanted.get(file)!);
  }
}
