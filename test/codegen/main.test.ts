import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import { generate } from '../../codegen/generate.ts';
import { meshModel, notes } from './support.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'peermesh-codegen-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs codegen as `npm run codegen` does; answers the exit code and what it printed. */
async function codegen(...args: string[]): Promise<{ code: number; output: string }> {
  const run = promisify(execFile)(process.execPath, [join(root, 'codegen/main.ts'), ...args], { cwd: folder });
  return run.then(
    ({ stdout }) => ({ code: 0, output: stdout }),
    ({ code, stderr }) => ({ code, output: stderr }),
  );
}

it('finds the repository fresh', { timeout: 30_000 }, async () => {
  const { code, output } = await codegen('--check');
  expect(output).toMatch(/generated: 11 files, fresh\.\n$/);
  expect(code).toBe(0);
});

it('lists what is stale, missing and superfluous, and mends it', { timeout: 30_000 }, async () => {
  const out = join(folder, 'generated');
  expect(await codegen('--out', out)).toEqual({ code: 0, output: 'generated: 11 files, 11 changed.\n' });
  writeFileSync(join(out, 'client.gen.ts'), '// edited by hand');
  writeFileSync(join(out, 'old.gen.ts'), '');
  rmSync(join(out, 'routes.gen.ts'));

  const check = await codegen('--check', '--out', out);
  expect(check.code).toBe(1);
  expect(check.output.split('\n').slice(0, 4)).toEqual([
    'stale: generated/client.gen.ts',
    'superfluous: generated/old.gen.ts',
    'missing: generated/routes.gen.ts',
    'Run `npm run codegen` and commit what it writes.',
  ]);
  expect(await codegen('--out', out)).toEqual({ code: 0, output: 'generated: 11 files, 3 changed.\n' });
  expect((await codegen('--check', '--out', out)).code).toBe(0);
  expect(readdirSync(out)).toEqual(readdirSync(join(root, 'generated')));
});

it('refuses with the place, the fault and the remedy, and writes nothing', async () => {
  writeFileSync(join(folder, 'notes.yaml'), notes(['omit: [key]', 'omit: [size]']));
  const { code, output } = await codegen('--spec', 'notes.yaml', '--out', 'nothing');
  expect(code).toBe(1);
  expect(output).toBe(
    [
      'notes.yaml:28:16 #/paths/~1v1~1notes~1write/post/x-mcp-tool/omit/0',
      '  The body has no field size.',
      '  Correct or remove it.\n',
    ].join('\n'),
  );
  expect(readdirSync(folder)).not.toContain('nothing');
});

it('gives the same files at each run', async () => {
  expect([...(await generate(meshModel()))]).toEqual([...(await generate(meshModel()))]);
});

it('heads every file with its source and the command', () => {
  for (const file of readdirSync(join(root, 'generated'))) {
    const text = readFileSync(join(root, 'generated', file), 'utf8').replace('#!/usr/bin/env node\n', '');
    const source = file === 'migrations.gen.ts' ? 'src/sqlite/migrations' : 'openapi.yaml';
    expect(text.split('\n')[0]).toBe(`// Generated from ${source} by \`npm run codegen\`. Do not edit.`);
  }
});
