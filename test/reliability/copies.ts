import { cpSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/**
 * A copy of the project that differs in one place and can run a broker; the caller removes it.
 * @throws Error when the place is not there any more
 */
export function changedCopy(file: string, change: (code: string) => string): string {
  const copy = mkdtempSync(join(tmpdir(), 'peermesh-changed-'));
  for (const part of ['src', 'generated', 'package.json', 'openapi.yaml'])
    cpSync(join(root, part), join(copy, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  const path = join(copy, file);
  const code = readFileSync(path, 'utf8');
  const changed = change(code);
  if (changed === code) throw new Error(`${file} does not have the place that is to be changed.`);
  writeFileSync(path, changed);
  return copy;
}
