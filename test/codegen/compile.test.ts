import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { generate } from '../../codegen/generate.ts';
import { readModel } from '../../codegen/model.ts';
import { loadSpec } from '../../codegen/spec.ts';
import { notes } from './support.ts';

const root = resolve(import.meta.dirname, '../..');

it('compiles what is made of another contract, and the agreement of schemas and wire types', {
  timeout: 60_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'peermesh-codegen-'));
  try {
    const outputs = await generate(readModel(loadSpec(notes(), 'notes.yaml')));
    const code = [...outputs].filter(([name]) => name.endsWith('.ts') && name !== 'mcp-shim.gen.ts');
    const files = code.map(([name, text]) => write(join(folder, 'generated'), name, text));
    write(folder, 'package.json', '{ "type": "module" }');
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    expect(faults([...files, join(import.meta.dirname, 'agreement.ts')])).toBe('');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

function write(folder: string, name: string, text: string): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

/** What the compiler has against files, under the options of the project. */
function faults(files: string[]): string {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
  const program = ts.createProgram(files, { ...options, typeRoots: [join(root, 'node_modules/@types')] });
  return ts.formatDiagnostics(ts.getPreEmitDiagnostics(program), {
    getCanonicalFileName: (name) => name,
    getCurrentDirectory: () => root,
    getNewLine: () => '\n',
  });
}
