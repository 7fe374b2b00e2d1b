import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { instructions } from '../../src/mcp/instructions.ts';
import { brokerForTest, newHome } from '../e2e/home.ts';
import { bareEnv } from '../support/process.ts';
import { startAgent } from './agent.ts';

/** A shim without a client's library: lines in, lines out. */
function bareShim(env: Record<string, string>) {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../src/main.ts'), 'mcp'], {
    env: { ...bareEnv, ...env },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  return {
    child,
    async ask(request: object): Promise<unknown> {
      const seen = text.length;
      child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...request })}\n`);
      while (!text.slice(seen).includes('\n')) await once(child.stdout, 'data');
      return JSON.parse(text.slice(seen).split('\n')[0]!);
    },
  };
}

const nowhere = () => ({ PEERMESH_HOME: newHome(), PEERMESH_TRANSPORT: 'remote', PEERMESH_URL: 'http://127.0.0.1:9' });
const hello = {
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
};

describe('the shim, without a broker', () => {
  test('refuses unknown methods at once, also before initialize', async () => {
    const shim = bareShim(nowhere());
    expect(await shim.ask({ id: 7, method: 'server/discover' })).toMatchObject({ id: 7, error: { code: -32601 } });
    expect(await shim.ask(hello)).toMatchObject({ id: 1, result: { serverInfo: { name: 'peermesh' }, instructions } });
    expect(await shim.ask({ id: 2, method: 'tools/list' })).toMatchObject({ id: 2, result: { tools: { length: 21 } } });
  });

  test.each([
    ['resources/read', { uri: 'peermesh://nothing' }, 'There is no resource called peermesh://nothing.'],
    ['prompts/get', { name: 'nothing' }, 'There is no prompt called nothing.'],
  ])('refuses in %s what there is not, in a sentence', async (method, params, message) => {
    const shim = bareShim(nowhere());
    await shim.ask(hello);
    expect(await shim.ask({ id: 2, method, params })).toMatchObject({ id: 2, error: { code: -32602, message } });
  });

  test('ends when stdin ends', async () => {
    const { child, ask } = bareShim(nowhere());
    await ask(hello);
    child.stdin.end();
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
  });

  test('gives instructions within what clients keep', () => {
    expect(instructions.length).toBeLessThanOrEqual(2_048);
    for (const word of ['intent', 'claim', 'data', 'memory']) expect(instructions.toLowerCase()).toContain(word);
  });
});

describe('the shim, given odd arguments', () => {
  const agents = async () => {
    const { home, url } = await brokerForTest(newHome());
    return startAgent({ home, url, label: 'ann' });
  };

  test('takes arrays, numbers and booleans that arrive as strings', async () => {
    const ann = await agents();
    expect(
      (await ann.call('memory_set', { key: 'k', value: 'v', tags: '["one","two"]', ttl_seconds: '60' })).data,
    ).toMatchObject({ version: 1 });
    expect((await ann.call('memory_get', { keys: '["k"]' })).data).toMatchObject({
      entries: [{ tags: ['one', 'two'] }],
    });
    expect((await ann.call('list_peers', { include_offline: 'true', limit: '5' })).isError).toBe(false);
  });

  test.each([
    ['an unknown tool', 'send_mesage', {}, /send_message|unknown tool/i],
    ['a missing argument', 'send_message', { body: 'hi' }, /to/],
    ['a wrong type', 'send_message', { to: 'ann', body: 5, intent: 'shout' }, /intent/],
    ['an unknown argument', 'whoami', { who: 'me' }, /who/],
    ['an unknown peer', 'send_message', { to: 'anne', body: 'hi' }, /ann/],
    ['an unknown task', 'claim_task', { task_id: 'task_01K9A44Q6R8S0T2V4W6X8Y0Z2A' }, /task/],
  ])('answers %s with an error that says what to do, and stays up', async (_what, tool, args, sentence) => {
    const ann = await agents();
    const outcome = await ann
      .call(tool, args)
      .catch((error: Error) => ({ isError: true, text: error.message, data: {} }));
    expect(outcome.isError).toBe(true);
    expect(outcome.text).toMatch(sentence);
    expect((await ann.call('whoami')).isError).toBe(false);
  });

  test('names the candidates of an ambiguous alias', async () => {
    const { home, url } = await brokerForTest(newHome());
    const ann = await startAgent({ home, url, label: 'ann' });
    for (const label of ['one', 'two'])
      await (await startAgent({ home, url, label })).call('set_status', { alias: 'twin' });
    const { data, text } = await ann.call('send_message', { to: 'twin', body: 'hi' });
    expect(data).toMatchObject({ error: { code: 'ambiguous', candidates: ['one', 'two'] } });
    expect(text).toContain('one');
  });
});
