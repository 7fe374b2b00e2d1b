/**
 * Tests the tests: seeds each fault of mutants.ts into a copy of the project, of which there are two, and runs the one test that has to notice it.
 * `npm run test:mutants`, with words of names after it to run some. Exits 1 when a fault was not noticed.
 */
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Mutant, mutants } from './mutants.ts';

const root = join(import.meta.dirname, '../..');
const parts = [
  'src',
  'generated',
  'test',
  'codegen',
  'package.json',
  'openapi.yaml',
  'tsconfig.json',
  'vitest.config.ts',
];

/** Makes a copy of the project. */
function newCopy(): string {
  const copy = mkdtempSync(join(tmpdir(), 'peermesh-mutants-'));
  for (const part of parts) cpSync(join(root, part), join(copy, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

/** How many tests failed: each was run, so that a fault which only keeps the program from starting does not count. */
async function failures(copy: string, [file, title]: Mutant['test']): Promise<number> {
  const pattern = title ? ['-t', title.replace(/[[\]().*+?^$|\\]/g, '\\$&')] : [];
  const report = join(copy, 'report.json');
  rmSync(report, { force: true });
  const config = file.endsWith('.check.ts') ? ['--config', join(file, '../vitest.config.ts')] : [];
  const args = ['run', file, ...config, '--reporter=json', `--outputFile=${report}`, ...pattern];
  const ran = promisify(execFile)(join(root, 'node_modules/.bin/vitest'), args, { cwd: copy, maxBuffer: 2 ** 26 });
  const { stdout, stderr } = await ran.catch((error: { stdout: string; stderr: string }) => error);
  if (!existsSync(report)) throw new Error(`${file} could not be run:\n${stdout}${stderr}`);
  return JSON.parse(readFileSync(report, 'utf8')).numFailedTests;
}

/** Seeds the fault for as long as `work` takes. */
async function withFault<T>(copy: string, { name, edits }: Mutant, work: () => Promise<T>): Promise<T> {
  const before = edits.map(({ file }) => readFileSync(join(copy, file), 'utf8'));
  for (const [n, { file, from, to }] of edits.entries()) {
    if (before[n]!.split(from).length !== 2)
      throw new Error(`"${name}": ${file} does not have this text exactly once: ${from}`);
    writeFileSync(
      join(copy, file),
      before[n]!.replace(from, () => to),
    );
  }
  const answer = await work();
  for (const [n, { file }] of edits.entries()) writeFileSync(join(copy, file), before[n]!);
  return answer;
}

const words = process.argv.slice(2);
const chosen = mutants.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
const unnoticed: string[] = [];
const waiting = chosen.values();

/** Seeds one fault after the other into a copy of its own, until none is left. */
async function seed(copy: string): Promise<void> {
  for (const mutant of waiting) {
    const failed = await withFault(copy, mutant, () => failures(copy, mutant.test));
    if (failed === 0) unnoticed.push(mutant.name);
    console.log(
      `${failed > 0 ? 'noticed  ' : 'UNNOTICED'}  ${mutant.name}  (${mutant.test.filter(Boolean).join(': ')})`,
    );
  }
}

const copies = [newCopy(), newCopy()];
try {
  await Promise.all(copies.map(seed));
} finally {
  for (const copy of copies) rmSync(copy, { recursive: true, force: true });
}
console.log(`${chosen.length - unnoticed.length} of ${chosen.length} seeded faults were noticed.`);
process.exit(unnoticed.length > 0 ? 1 : 0);
