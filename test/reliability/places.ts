import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Broker, type ServeOptions, startBroker } from '../support/process.ts';

/** Path of a home that does not exist yet, in a directory that goes with the test. */
export function newHome(): string {
  const directory = mkdtempSync(join(tmpdir(), 'peermesh-reliability-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return join(directory, 'home');
}

/** Starts a broker that ends with the test. */
export async function brokerForTest(home = newHome(), port = 0, options?: ServeOptions): Promise<Broker> {
  const broker = await startBroker(home, port, options);
  onTestFinished(() => broker.crash());
  return broker;
}
