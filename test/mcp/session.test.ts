import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { brokerForTest, newHome } from '../e2e/home.ts';
import { messagesOf, startAgent } from './agent.ts';

const restarting = 20_000;

test('a session that was killed comes back with its inbox, and what it had been shown is flagged', async () => {
  const { home, url } = await brokerForTest(newHome());
  const [a, b] = [await startAgent({ home, url, label: 'agent-a' }), await startAgent({ home, url, label: 'agent-b' })];
  const { peer_id } = (await b.call('whoami')).data;
  await a.call('send_message', { to: 'agent-b', body: 'shown' });
  await b.call('check_messages');
  await a.call('send_message', { to: 'agent-b', body: 'not shown' });
  await b.kill();
  const again = await startAgent({ home, url, label: 'agent-b' });
  expect((await again.call('whoami')).data).toMatchObject({ peer_id, label: 'agent-b' });
  expect(messagesOf(await again.call('check_messages'))).toMatchObject([
    { body: 'shown', redelivered: true },
    { body: 'not shown', redelivered: false },
  ]);
});

test('two sessions of one label at once have an inbox each', async () => {
  const { home, url } = await brokerForTest(newHome());
  const first = await startAgent({ home, url, label: 'agent' });
  expect((await first.call('whoami')).data.label).toBe('agent');
  const second = await startAgent({ home, url, label: 'agent' });
  expect((await second.call('whoami')).data.label).toBe('agent#2');
  expect((await first.call('whoami')).data.label).toBe('agent');
});

test('a message that the broker could not take goes out, once, when it is back', { timeout: 60_000 }, async () => {
  const home = newHome();
  const broker = await brokerForTest(home);
  const a = await startAgent({ home, url: broker.url, label: 'agent-a', env: { PEERMESH_TRANSPORT: 'remote' } });
  const b = await startAgent({ home, url: broker.url, label: 'agent-b', env: { PEERMESH_TRANSPORT: 'remote' } });
  await a.call('whoami');
  await b.call('whoami');
  await broker.crash();
  const sent = await a.call('send_message', { to: 'agent-b', body: 'from the outbox' });
  expect(sent.text).toMatch(/outbox|not confirmed|when the broker is back/i);
  expect(await b.call('list_peers')).toMatchObject({
    isError: true,
    data: { error: { code: 'unavailable', retryable: true } },
  });
  await brokerForTest(home, broker.port);
  const got = await b.until('check_messages', {}, (answer) => !answer.isError && messagesOf(answer).length > 0);
  expect(messagesOf(got).map(({ body }) => body)).toEqual(['from the outbox']);
  await a.call('whoami');
  expect(messagesOf(await b.call('check_messages'))).toEqual([]);
});

test('a session rides through a restart of the broker', { timeout: restarting }, async () => {
  const home = newHome();
  const broker = await brokerForTest(home);
  const a = await startAgent({ home, url: broker.url, label: 'agent-a', env: { PEERMESH_TRANSPORT: 'remote' } });
  const { peer_id } = (await a.call('whoami')).data;
  await broker.stop();
  await brokerForTest(home, broker.port);
  expect((await a.until('whoami', {}, ({ isError }) => !isError)).data.peer_id).toBe(peer_id);
});

test('session files are private, and a half-written one costs nothing', async () => {
  const { home, url } = await brokerForTest(newHome());
  const a = await startAgent({ home, url, label: 'agent-a' });
  const { peer_id } = (await a.call('whoami')).data;
  await a.close();
  const directory = join(home, 'sessions');
  const files = readdirSync(directory).map((name) => join(directory, name));
  for (const file of files) expect(statSync(file).mode & 0o077).toBe(0);
  const file = files.find((name) => readFileSync(name, 'utf8').includes('session_token'))!;
  writeFileSync(file, readFileSync(file, 'utf8').slice(0, 20));
  const again = await startAgent({ home, url, label: 'agent-a' });
  expect((await again.until('whoami', {}, ({ isError }) => !isError)).data).toMatchObject({
    peer_id,
    label: 'agent-a',
  });
});

test('several sessions without a broker start one, which outlives them', { timeout: 60_000 }, async () => {
  const home = newHome();
  const port = String(await freePort());
  const env = { PEERMESH_PORT: port };
  const url = `http://127.0.0.1:${port}`;
  const agents = await Promise.all(['a', 'b', 'c'].map((label) => startAgent({ home, url, label, env })));
  const labels = await Promise.all(agents.map((agent) => agent.until('whoami', {}, ({ isError }) => !isError)));
  const { pid } = JSON.parse(readFileSync(join(home, 'lock.json'), 'utf8')) as { pid: number };
  onTestFinished(() => void process.kill(pid, 'SIGTERM'));
  expect(labels.map(({ data }) => data.label)).toEqual(['a', 'b', 'c']);
  await Promise.all(agents.map((agent) => agent.close()));
  const later = await startAgent({ home, url, label: 'd', env });
  await later.until('whoami', {}, ({ isError }) => !isError);
  expect(JSON.parse(readFileSync(join(home, 'lock.json'), 'utf8'))).toMatchObject({ pid });
});

test('remote mode says what it needs, and the tools are there all the same', async () => {
  const agent = await startAgent({ home: newHome(), env: { PEERMESH_TRANSPORT: 'remote' } });
  expect((await agent.client.listTools()).tools).toHaveLength(21);
  const { isError, text } = await agent.call('whoami');
  expect(isError).toBe(true);
  expect(text).toContain('PEERMESH_URL');
});

test('another program on the port never gets the secret', async () => {
  const home = newHome();
  const broker = await brokerForTest(home);
  await broker.stop();
  const heard: string[] = [];
  const stranger = createServer((socket) => {
    socket.on('data', (chunk) => {
      heard.push(chunk.toString());
      socket.end('HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n');
    });
    socket.on('error', () => {});
  });
  await new Promise<void>((listening) => stranger.listen(broker.port, '127.0.0.1', listening));
  onTestFinished(() => void stranger.close());
  const agent = await startAgent({ home, url: broker.url, label: 'a', env: { PEERMESH_TRANSPORT: 'remote' } });
  const { isError, text } = await agent.call('whoami');
  expect({ isError, said: text.includes('secret was not sent') || text.includes('another program') }).toEqual({
    isError: true,
    said: true,
  });
  expect(heard.join('')).not.toContain(broker.token);
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as { port: number };
  await new Promise((closed) => server.close(closed));
  return port;
}
