import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '../..');
const released = join(import.meta.dirname, 'released');

/** The contract as it stands. */
export const contract = join(root, 'openapi.yaml');

/** The contract of the last release, a file named by its version; whoever releases a contract copies it there. */
export function lastReleased(): string {
  const versions = readdirSync(released).filter((file) => /^\d+\.\d+\.\d+\.yaml$/.test(file));
  const last = versions.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1);
  return join(released, last!);
}

/** The major version that a contract gives itself. */
export function majorOf(file: string): number {
  const { info } = parse(readFileSync(file, 'utf8')) as { info: { version: string } };
  return Number(info.version.split('.')[0]);
}

/** What in a contract breaks the clients of another, in sentences. */
export async function breaks(base: string, revision: string): Promise<string[]> {
  const redocly = [join(root, 'node_modules/@redocly/cli/bin/cli.js'), 'diff', base, revision];
  const options = ['--config', join(import.meta.dirname, 'redocly.yaml'), '--format', 'json', '--fail-on', 'none'];
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  const most = { env, maxBuffer: 64 * 1024 * 1024 };
  const { stdout } = await promisify(execFile)(process.execPath, [...redocly, ...options], most);
  const { changes } = JSON.parse(stdout) as {
    changes: { impact: string; path: string; kind: string; property?: string }[];
  };
  return changes
    .filter(({ impact }) => impact === 'major')
    .map(({ path, kind, property }) => [kind, path, property].filter(Boolean).join(' '));
}
