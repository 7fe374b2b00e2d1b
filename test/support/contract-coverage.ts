import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { operations } from '../../generated/operations.gen.ts';

/**
 * Gives the tests a place to note the answers they have seen. After a full run it fails, with a list, unless every operation was seen
 * to succeed and to answer each error that the contract declares for it.
 */
export default function setup(project: TestProject): () => Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'peermesh-seen-'));
  project.provide('seenAnswers', directory);
  return async () => {
    const seen = new Set(
      readdirSync(directory).flatMap((file) => readFileSync(join(directory, file), 'utf8').split('\n')),
    );
    rmSync(directory, { recursive: true });
    if (await isPartial(project)) return;
    const missing = declared().filter((line) => !seen.has(line));
    if (missing.length > 0) throw new Error(`No test has seen these declared answers:\n  ${missing.join('\n  ')}`);
  };
}

/** Every operation with `ok` and with each code that it declares. */
function declared(): string[] {
  return operations.flatMap(({ operationId, errors }) => ['ok', ...errors].map((code) => `${operationId} ${code}`));
}

/** Whether files or tests were left out of this run, or failed. */
async function isPartial(project: TestProject): Promise<boolean> {
  const { config, state } = project.vitest;
  const { testFiles } = await project.globTestFiles();
  const modules = state.getTestModules();
  return (
    modules.length < testFiles.length || config.testNamePattern !== undefined || modules.some((module) => !module.ok())
  );
}
