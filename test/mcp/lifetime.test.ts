import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { newHome } from '../e2e/home.ts';
import { bareEnv } from '../support/process.ts';

const main = join(import.meta.dirname, '../../src/main.ts');
const env = () => ({
  ...bareEnv,
  PEERMESH_HOME: newHome(),
  PEERMESH_TRANSPORT: 'remote',
  PEERMESH_URL: 'http://127.0.0.1:9',
});

const isThere = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** Waits up to 10 s for a process to be gone. */
async function gone(pid: number): Promise<boolean> {
  for (let i = 0; isThere(pid) && i < 100; i++) await new Promise((resolve) => setTimeout(resolve, 100));
  return !isThere(pid);
}

test('a shim ends when its client is killed, even while something else holds its stdin open', async () => {
  // The client is a shell; its stdin, which the shim inherits, stays open in this process.
  const client = spawn('/bin/sh', ['-c', '"$@" <&3 & echo $!; wait', 'sh', process.execPath, main, 'mcp'], {
    env: env(),
    stdio: ['ignore', 'pipe', 'ignore', 'pipe'],
  });
  const shim = Number(String((await once(client.stdout!, 'data'))[0]));
  onTestFinished(() => void (isThere(shim) && process.kill(shim, 'SIGKILL')));
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(isThere(shim)).toBe(true);
  client.kill('SIGKILL');
  expect(await gone(shim)).toBe(true);
});

test('a shim ends when nobody reads its stdout any more', async () => {
  const shim = spawn(process.execPath, [main, 'mcp'], { env: env(), stdio: ['pipe', 'pipe', 'ignore'] });
  onTestFinished(() => void shim.kill('SIGKILL'));
  shim.stdin.on('error', () => {});
  shim.stdout.destroy();
  const ping = `${JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' })}\n`;
  const asking = setInterval(() => shim.stdin.write(ping), 200);
  onTestFinished(() => clearInterval(asking));
  expect(await gone(shim.pid!)).toBe(true);
});
