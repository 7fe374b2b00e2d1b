import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const run = (directory: string, command: string, ...args: string[]) =>
  execFileSync(command, args, { cwd: directory, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

/**
 * Builds the package into a directory, packs it and unpacks the tarball into `node_modules/peermesh` there, as an installation would, but
 * without the libraries of the broker: what works then needs none of them. Takes some seconds. `dist` of the project is left alone.
 */
export function installPackage(directory: string): void {
  const staged = join(directory, 'staged');
  mkdirSync(staged);
  const { files } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { files: string[] };
  for (const file of ['package.json', 'README.md', 'LICENSE', ...files]) {
    if (!['dist', 'docs-dist'].includes(file)) cpSync(join(root, file), join(staged, file), { recursive: true });
  }
  run(root, process.execPath, 'esbuild.config.ts', join(staged, 'dist'));
  run(staged, 'npm', 'pack', '--ignore-scripts', '--silent', '--pack-destination', directory);
  const target = join(directory, 'node_modules/peermesh');
  mkdirSync(target, { recursive: true });
  const { version } = JSON.parse(readFileSync(join(staged, 'package.json'), 'utf8')) as { version: string };
  run(directory, 'tar', '-xzf', `peermesh-${version}.tgz`, '--strip-components=1', '-C', target);
}
