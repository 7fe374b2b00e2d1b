import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { emitDocs } from './emit/docs.ts';
import { readModel } from './model.ts';
import { loadSpec } from './spec.ts';

// `npm run docs`: the contract as one HTML page that needs nothing from anywhere, docs-dist/index.html or the file it is given. 3 MB, so it is
// not committed; the package carries it.

const root = resolve(import.meta.dirname, '..');
const target = resolve(process.argv[2] ?? join(root, 'docs-dist/index.html'));
const spec = loadSpec(await readFile(join(root, 'openapi.yaml'), 'utf8'), 'openapi.yaml');
const work = await mkdtemp(join(tmpdir(), 'peermesh-docs-'));
try {
  const document = join(work, 'openapi.json');
  await writeFile(document, emitDocs(readModel(spec)));
  const redocly = join(root, 'node_modules/@redocly/cli/bin/cli.js');
  const options = [
    '--inlineBundle',
    '--config',
    join(root, 'codegen/docs.redocly.yaml'),
    '--output',
    join(work, 'index.html'),
  ];
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  await promisify(execFile)(process.execPath, [redocly, 'build-docs', document, ...options], { env });
  await mkdir(resolve(target, '..'), { recursive: true });
  await writeFile(target, selfContained(await readFile(join(work, 'index.html'), 'utf8')));
} finally {
  await rm(work, { recursive: true });
}
console.log(`${target}  ${Math.round((await readFile(target)).length / 1024)} KiB`);

/** What the page would ask others for: the name of its maker as a picture, and a picture of its own, which it has not. */
function selfContained(html: string): string {
  const name =
    '<svg xmlns="http://www.w3.org/2000/svg" width="44" height="12"><text y="10" fill="#5b8def" font-size="11" font-family="sans-serif">Redocly</text></svg>';
  return html
    .replaceAll(/https:\/\/cdn\.redoc\.ly\/redoc\/logo-mini(-full)?\.svg/g, `data:image/svg+xml;base64,${btoa(name)}`)
    .replace('<title>', '<link rel="icon" href="data:,">\n  <title>');
}
