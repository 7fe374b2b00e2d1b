import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, onTestFinished, test } from 'vitest';
import { brokerForTest, newHome } from '../e2e/home.ts';
import { startAgent } from '../mcp/agent.ts';
import { bareEnv } from '../support/process.ts';

const main = join(import.meta.dirname, '../../src/main.ts');

/** Runs a hook as its runtime does: JSON on stdin, what it prints on stdout. */
async function hook(
  runtime: string,
  event: string,
  env: Record<string, string>,
  input: object = {},
): Promise<{ code: number; out: string; json: Record<string, unknown> }> {
  const child = spawn(process.execPath, [main, 'hook', runtime, event], {
    env: { ...bareEnv, ...env },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  child.stdin.end(JSON.stringify(input));
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    out += chunk;
  });
  const [code] = (await once(child, 'close')) as [number];
  return { code, out, json: out === '' ? {} : (JSON.parse(out) as Record<string, unknown>) };
}

/** A sender, and a session with a shim whose hooks can be run. */
async function meshWithHooks() {
  const broker = await brokerForTest(newHome());
  const env = { PEERMESH_HOME: broker.home, PEERMESH_URL: broker.url, PEERMESH_LABEL: 'agent-b' };
  const a = await startAgent({ home: broker.home, url: broker.url, label: 'agent-a' });
  const b = await startAgent({ home: broker.home, url: broker.url, label: 'agent-b' });
  await b.call('whoami');
  const send = (body: string, intent = 'inform') => a.call('send_message', { to: 'agent-b', body, intent });
  const statusOf = async () =>
    ((await a.call('message_history', { with: 'agent-b' })).data.messages as { status: string }[])[0]!.status;
  return { broker, env, b, send, statusOf };
}

/** A client as the runtimes are: a process of its own that starts a shim and, between the calls of its tools, hooks. */
async function clientWithHooks(env: Record<string, string>) {
  const client = spawn(process.execPath, [join(import.meta.dirname, 'client.ts'), main], {
    env: { ...bareEnv, ...env },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  onTestFinished(() => void client.kill());
  const lines = createInterface(client.stdout)[Symbol.asyncIterator]();
  const ask = async (question: object): Promise<string> => {
    client.stdin.write(`${JSON.stringify(question)}\n`);
    return JSON.parse((await lines.next()).value as string) as string;
  };
  return {
    call: (name: string, args: object = {}) => ask({ name, arguments: args }),
    hook: () => ask({ hook: ['claude', 'UserPromptSubmit'] }),
  };
}

describe('peermesh hook', () => {
  test.each([
    ['claude', 'UserPromptSubmit', ['hookSpecificOutput', 'additionalContext']],
    ['codex', 'SessionStart', ['hookSpecificOutput', 'additionalContext']],
    ['gemini', 'BeforeAgent', ['hookSpecificOutput', 'additionalContext']],
    ['cursor', 'sessionStart', ['additional_context']],
  ])('%s %s prints a message once, fenced, and acknowledges it when it runs again', async (runtime, event, place) => {
    const { env, send, statusOf } = await meshWithHooks();
    expect(await hook(runtime, event, env)).toMatchObject({ code: 0, out: '' });
    await send('Run tests on the crawler module\nnow', 'request');
    const { json } = await hook(runtime, event, env);
    const text = place.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], json) as string;
    expect(text).toMatch(/^[0-9a-f]{8}\| now$/m);
    expect(text).toContain('agent-a');
    expect(await statusOf()).toBe('leased');
    expect(await hook(runtime, event, env)).toMatchObject({ code: 0, out: '' });
    expect(await statusOf()).toBe('acked');
  });

  test('a session that is about to rest goes on for a request, once, and for nothing else', async () => {
    const { env, send } = await meshWithHooks();
    await send('for your information');
    expect((await hook('claude', 'Stop', env)).out).toBe('');
    await send('Run tests', 'request');
    expect((await hook('claude', 'Stop', env)).json).toMatchObject({
      decision: 'block',
      reason: expect.stringContaining('Run tests'),
    });
    await send('And again', 'request');
    expect((await hook('claude', 'Stop', env, { stop_hook_active: true })).out).toBe('');
  });

  test('a session that works is asked every few seconds at most', async () => {
    const { env, send } = await meshWithHooks();
    expect((await hook('claude', 'PostToolUse', env)).out).toBe('');
    await send('hi');
    expect((await hook('claude', 'PostToolUse', env)).out).toBe('');
    expect((await hook('claude', 'UserPromptSubmit', env)).out).toContain('hi');
  });

  test('finds the session by the id that the runtime gives', async () => {
    const { broker, send } = await meshWithHooks();
    const session = { PEERMESH_HOME: broker.home, PEERMESH_URL: broker.url };
    const c = await startAgent({
      home: broker.home,
      url: broker.url,
      env: { CLAUDE_CODE_SESSION_ID: 'abc-123', PEERMESH_RUNTIME: 'claude-code' },
    });
    expect((await c.call('whoami')).data.label).toBe('claude-code:abc-123');
    await send('to another');
    expect((await hook('claude', 'UserPromptSubmit', session, { session_id: 'abc-123' })).out).toBe('');
    expect((await hook('claude', 'UserPromptSubmit', session, { session_id: 'unknown' })).out).toBe('');
  });

  test('of two sessions of one label each hook serves the one of its own client', async () => {
    const { env, b, send } = await meshWithHooks();
    const ann = await clientWithHooks(env);
    expect(await ann.call('whoami')).toContain('agent-b#2');
    await send('to the first');
    expect(await ann.hook()).toBe('');
    expect(await ann.call('send_message', { to: 'agent-b#2', body: 'to myself' })).toContain('"status":"queued"');
    expect(await ann.hook()).toContain('to myself');
    expect((await b.call('check_messages')).text).toContain('to the first');
  });

  test('what a hook has shown is not said to wait', async () => {
    const { env, b, send } = await meshWithHooks();
    await send('Run tests', 'request');
    expect((await b.call('whoami')).text).toContain('Unread: 1 request');
    expect((await hook('claude', 'UserPromptSubmit', env)).out).toContain('Run tests');
    expect((await b.call('whoami')).text).toContain('No unread messages');
  });

  test('is silent and well without a broker, a session, a secret or input', async () => {
    const { broker, env } = await meshWithHooks();
    expect(await hook('claude', 'UserPromptSubmit', { ...env, PEERMESH_LABEL: 'nobody' })).toMatchObject({
      code: 0,
      out: '',
    });
    await broker.crash();
    expect(await hook('claude', 'UserPromptSubmit', env)).toMatchObject({ code: 0, out: '' });
    expect(await hook('claude', 'UserPromptSubmit', { PEERMESH_HOME: newHome() })).toMatchObject({ code: 0, out: '' });
  });

  test('refuses runtimes and events that there are none of', async () => {
    expect((await hook('emacs', 'Stop', {})).code).toBe(64);
    expect((await hook('claude', 'Start', {})).code).toBe(64);
  });
});
