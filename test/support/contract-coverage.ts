import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ErrorCode } from '../../generated/errors.gen.ts';
import { type OperationId, operations } from '../../generated/operations.gen.ts';

const noted = new Set<string>();

/** Notes in a directory that an operation was seen to answer so. Every worker writes a file of its own, each line once. */
export function noteSeen(directory: string, operation: OperationId, code: ErrorCode | 'ok'): void {
  const line = `${operation} ${code}`;
  if (noted.has(line)) return;
  noted.add(line);
  appendFileSync(join(directory, String(process.pid)), `${line}\n`);
}

/** What the contract declares and no worker has noted: operations with a code, or with `ok`. */
export function neverSeen(directory: string): string[] {
  const seen = new Set(
    readdirSync(directory).flatMap((file) => readFileSync(join(directory, file), 'utf8').split('\n')),
  );
  const declared = operations.flatMap(({ operationId, errors }) =>
    ['ok', ...errors].map((code) => `${operationId} ${code}`),
  );
  return declared.filter((line) => !seen.has(line));
}
