import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { tools } from '../../generated/mcp-tools.gen.ts';
import { npmInstall, openPlace, type Place, shimWords } from './stranger.ts';

let place: Place;
beforeAll(async () => {
  place = await openPlace(npmInstall('@modelcontextprotocol/inspector@2.12.0'));
});
beforeEach(({ skip }) => skip(place.lacking !== undefined, place.lacking));
afterAll(() => place.close());

/** Has the Inspector start a shim, call one method and end; answers its exit code, the result and what it said on stderr. */
async function inspect(label: string, method: string, ...options: string[]) {
  const inspector = join(place.directory, 'node_modules/.bin/mcp-inspector');
  const env = Object.entries(place.shimEnv(label)).flatMap(([name, value]) => ['-e', `${name}=${value}`]);
  const words = ['--cli', ...env, '--format', 'json', '--method', method, ...options, '--', ...shimWords];
  const { code, out, err } = await place.ask([process.execPath, inspector, ...words]);
  return { code, err, result: out.startsWith('{') ? JSON.parse(out).result : undefined };
}

/** Calls a tool with arguments. */
const call = (label: string, tool: string, args: object = {}) =>
  inspect(label, 'tools/call', '--tool-name', tool, '--tool-args-json', JSON.stringify(args));

test.each(['legacy', 'auto'])('lists the catalogue, portable in every schema, in era %s', async (era) => {
  const { code, err, result } = await inspect('ann', 'tools/list', '--strict', '--protocol-era', era);
  expect(err).toBe('');
  expect(code).toBe(0);
  expect(result.tools.map(({ name }: { name: string }) => name)).toEqual(tools.map(({ name }) => name));
});

test('a message waits for a peer that is away, until that one looks', async () => {
  await call('bob', 'whoami');
  const sent = await call('ann', 'send_message', { to: 'bob', body: 'Are the tests green?', intent: 'request' });
  expect(sent).toMatchObject({ code: 0, result: { structuredContent: { message_id: expect.any(String) } } });
  const { result } = await call('bob', 'check_messages');
  expect(result.structuredContent.messages).toMatchObject([
    { body: 'Are the tests green?', intent: 'request', from: { label: 'ann' }, redelivered: false },
  ]);
});

test('arguments that the Inspector makes of words arrive', async () => {
  const words = ['key=crawler/test-command', 'value=npm test', 'tags=["crawler"]', 'ttl_seconds=60'];
  const { result } = await inspect('ann', 'tools/call', '--tool-name', 'memory_set', '--tool-arg', ...words);
  expect(result.structuredContent).toMatchObject({ key: 'crawler/test-command', version: 1 });
});

test('an error of a tool is a result that says what to do', async () => {
  const { code, err, result } = await call('ann', 'send_message', { to: 'nobody', body: 'hi' });
  expect(result).toMatchObject({
    isError: true,
    structuredContent: { error: { code: 'not_found', retryable: false } },
  });
  expect(code).toBe(5);
  expect(err).toContain('tool_is_error');
});

test('resources are listed and read', async () => {
  const { result } = await inspect('ann', 'resources/list');
  const uris = result.resources.map(({ uri }: { uri: string }) => uri);
  expect(uris).toEqual(['peermesh://inbox', 'peermesh://peers']);
  const read = await inspect('ann', 'resources/read', '--uri', 'peermesh://peers');
  expect(JSON.parse(read.result.contents[0].text).peers).toMatchObject([{ label: 'ann' }]);
});

test('prompts are listed and made', async () => {
  const { result } = await inspect('ann', 'prompts/list');
  expect(result.prompts).toMatchObject([{ name: 'standup' }, { name: 'handoff' }]);
  const made = await inspect('ann', 'prompts/get', '--prompt-name', 'handoff', '--prompt-args', 'to=bob');
  expect(made.result.messages[0].content.text).toContain('"bob"');
});

test('two hundred calls, ten at once, all succeed', async () => {
  const load = ['--tool-name', 'whoami', '--load', '--load-requests', '200', '--load-concurrency', '10'];
  const { code, result } = await inspect('ann', 'tools/call', ...load);
  expect(code).toBe(0);
  expect(result).toMatchObject({ ok: 200, toolErrors: 0, errors: 0 });
});
