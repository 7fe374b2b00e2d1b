import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isProof, proofOf } from '../../src/secret.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'peermesh-secret-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** A process of its own that makes the secret, and prints it. */
async function maker(path: string): Promise<string> {
  const module = new URL('../../src/secret.ts', import.meta.url);
  const script = `import { createSecret } from '${module}'; process.stdout.write(createSecret('${path}'));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
  return stdout;
}

test('first starts at the same time agree on one secret and leave nothing else behind', {
  timeout: 30_000,
}, async () => {
  const secrets = await Promise.all(Array.from({ length: 8 }, () => maker(join(home, 'token'))));
  expect(new Set(secrets).size).toBe(1);
  expect(secrets[0]).toMatch(/^[\w-]{43}$/);
  expect(readdirSync(home)).toEqual(['token']);
});

test('a proof is good for its secret and its nonce alone', () => {
  const [secret, nonce] = ['the-secret-of-the-mesh-0123456789', 'a-nonce-of-the-shim'];
  const proof = proofOf(secret, nonce);
  expect(isProof(proof, secret, nonce)).toBe(true);
  for (const wrong of [
    '',
    'x',
    proof.toUpperCase(),
    `${proof}0`,
    proofOf(secret, 'another-nonce-here'),
    proofOf(`${secret}x`, nonce),
  ]) {
    expect(isProof(wrong, secret, nonce)).toBe(false);
  }
});
