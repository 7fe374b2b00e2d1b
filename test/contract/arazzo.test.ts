import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Broker, run, startBroker } from '../support/process.ts';

const directory = mkdtempSync(join(tmpdir(), 'peermesh-arazzo-'));
const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.arazzo.yaml'));
let broker: Broker;
beforeAll(async () => {
  mkdirSync(join(directory, 'home'), { mode: 0o700 });
  broker = await startBroker(join(directory, 'home'));
});
afterAll(async () => {
  await broker.crash();
  rmSync(directory, { recursive: true });
});

/** What `redocly respect` says of a file of workflows. It checks each answer against the contract too. */
async function respect(file: string) {
  const redocly = ['node_modules/@redocly/cli/bin/cli.js', 'respect', join('test/contract', file)];
  const env = {
    HOME: directory,
    NO_COLOR: '1',
    REDOCLY_TELEMETRY: 'off',
    REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true',
    // Not an argument: every user of a machine can read its command lines.
    REDOCLY_CLI_RESPECT_INPUT: `authorization=Bearer ${broker.token}`,
  };
  const program = run([process.execPath, ...redocly, '--server', `peermesh=${broker.url}`], { env });
  const code = await program.ended;
  return { code, said: `${program.out()}${program.err()}` };
}

test.each(files)(
  '%s',
  async (file) => {
    const text = readFileSync(join(import.meta.dirname, file), 'utf8');
    const { workflows } = parse(text) as { workflows: { steps: unknown[] }[] };
    const steps = workflows.flatMap((workflow) => workflow.steps).length;
    const { code, said } = await respect(file);
    expect(said).not.toContain('✗');
    expect(said).toContain(`Steps: ${steps} passed, ${steps} total`);
    expect(code).toBe(0);
  },
  60_000,
);
