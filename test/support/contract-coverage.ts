import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { operations } from '../../generated/operations.gen.ts';
import { declaredProperties } from './contract-properties.ts';

const noted = new Set<string>();

/** Notes in a directory what was seen, in lines. Every worker writes a file of its own, each line once. */
export function noteSeen(directory: string, lines: readonly string[]): void {
  const fresh = lines.filter((line) => !noted.has(line));
  if (fresh.length === 0) return;
  for (const line of fresh) noted.add(line);
  appendFileSync(join(directory, String(process.pid)), `${fresh.join('\n')}\n`);
}

/** What the contract declares and no worker has noted: operations with a code, or with `ok`, and properties of schemas. */
export function neverSeen(directory: string): string[] {
  const seen = new Set(
    readdirSync(directory).flatMap((file) => readFileSync(join(directory, file), 'utf8').split('\n')),
  );
  const answers = operations.flatMap(({ operationId, errors }) =>
    ['ok', ...errors].map((code) => `${operationId} ${code}`),
  );
  return [...answers, ...declaredProperties].filter((line) => !seen.has(line));
}
