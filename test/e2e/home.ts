import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Broker, type Program, type RunOptions, startBroker } from '../support/process.ts';

/** Path of a home that does not exist yet, in a directory that goes with the test. */
export function newHome(): string {
  const directory = mkdtempSync(join(tmpdir(), 'peermesh-e2e-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return join(directory, 'home');
}

/** Ends a program with the test, if it has not ended before. */
export function forTest<T extends Program>(program: T): T {
  onTestFinished(async () => {
    program.child.kill('SIGKILL');
    // What it started itself may live on and hold its output open.
    for (const stream of program.child.stdio) stream?.destroy();
    await program.ended;
  });
  return program;
}

/** Starts a broker that ends with the test. */
export async function brokerForTest(home: string, port = 0, options?: RunOptions): Promise<Broker> {
  return forTest(await startBroker(home, port, options));
}
