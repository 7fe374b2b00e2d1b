import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { broker } from './broker.ts';
import { neverSeen } from './contract-coverage.ts';

/**
 * Gives the tests an empty home to copy, which is twice as fast as making one, and a place to note the answers they have seen. After a
 * full run it fails, with a list, unless every operation was seen to succeed and to answer each error that the contract declares for it, and every
 * property of every schema was seen in a request that was taken or in an answer.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = mkdtempSync(join(tmpdir(), 'peermesh-tests-'));
  const emptyHome = join(directory, 'home');
  await (await broker({ home: emptyHome })).close();
  const seenAnswers = mkdtempSync(join(directory, 'seen-'));
  project.provide('emptyHome', emptyHome);
  project.provide('seenAnswers', seenAnswers);
  return async () => {
    const missing = (await isPartial(project)) ? [] : neverSeen(seenAnswers);
    rmSync(directory, { recursive: true });
    if (missing.length > 0)
      throw new Error(`No test has seen these declared answers and properties:\n  ${missing.join('\n  ')}`);
  };
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

declare module 'vitest' {
  interface ProvidedContext {
    /** A home whose broker was started and stopped once. */
    emptyHome: string;
    /** Directory where tests note the answers they have seen. */
    seenAnswers: string;
  }
}
