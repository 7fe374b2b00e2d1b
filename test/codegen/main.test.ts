import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, it, vi } from 'vitest';
import { generate } from '../../codegen/generate.ts';
import { meshModel, notes } from './support.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'peermesh-codegen-'));
afterAll(() => rmSync(folder, { recursive: true }));
// A run takes about a second, and many times that on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const outputs = await generate(meshModel());

/** Runs codegen as `npm run codegen` does; answers the exit code and what it printed. */
async function codegen(...args: string[]): Promise<{ code: number; output: string }> {
  const run = promisify(execFile)(process.execPath, [join(root, 'codegen/main.ts'), ...args], { cwd: folder });
  return run.then(
    ({ stdout }) => ({ code: 0, output: stdout }),
    ({ code, stderr }) => ({ code, output: stderr }),
  );
}

it('finds the repository fresh', async () => {
  const { code, output } = await codegen('--check');
  expect(output).toMatch(/generated: \d+ files, fresh\.\n$/);
  expect(code).toBe(0);
});

it('lists what is stale, missing and superfluous, and mends it', async () => {
  const out = join(folder, 'generated');
  const count = outputs.size;
  expect(await codegen('--out', out)).toEqual({ code: 0, output: `generated: ${count} files, ${count} changed.\n` });
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
  expect(await codegen('--out', out)).toEqual({ code: 0, output: `generated: ${count} files, 3 changed.\n` });
  expect(readdirSync(out)).toEqual([...outputs.keys()].sort());
  expect(readFileSync(join(out, 'client.gen.ts'), 'utf8')).toBe(outputs.get('client.gen.ts'));
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
  expect([...(await generate(meshModel()))]).toEqual([...outputs]);
});

it('heads every file of code with its source and the command', () => {
  for (const [file, text] of outputs) {
    if (!file.endsWith('.ts')) continue;
    const source = file === 'migrations.gen.ts' ? 'src/sqlite/migrations' : 'openapi.yaml';
    const [first] = text.replace('#!/usr/bin/env node\n', '').split('\n');
    expect(first).toBe(`// Generated from ${source} by \`npm run codegen\`. Do not edit.`);
  }
});
