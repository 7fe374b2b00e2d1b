import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { broker } from '../support/broker.ts';

/** Gives the tests an empty home to copy, as the main suite does, without its demand that every declared answer was seen. */
export default async function setup(project: TestProject): Promise<() => void> {
  const directory = mkdtempSync(join(tmpdir(), 'peermesh-security-'));
  const emptyHome = join(directory, 'home');
  await (await broker({ home: emptyHome })).close();
  mkdirSync(join(directory, 'seen'));
  project.provide('emptyHome', emptyHome);
  project.provide('seenAnswers', join(directory, 'seen'));
  return () => rmSync(directory, { recursive: true });
}
