import { writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { brokerForTest, newHome } from '../e2e/home.ts';
import { peermesh, runToEnd } from '../support/process.ts';
import { type Agent, messagesOf, startAgent } from './agent.ts';

const slowly = { timeout: 30_000 };
const away = { PEERMESH_TRANSPORT: 'remote' };
const command = async (...args: string[]) => {
  expect(await runToEnd(peermesh(args))).toMatchObject({ code: 0 });
};
const works = ({ isError }: { isError: boolean }) => !isError;

/** A broker, and two sessions that know each other. */
async function meshOfTwo() {
  const home = newHome();
  const broker = await brokerForTest(home);
  const join = (label: string) => startAgent({ home, url: broker.url, label, env: away });
  const [a, b] = (await Promise.all([join('agent-a'), join('agent-b')])) as [Agent, Agent];
  const { peer_id } = (await b.call('whoami')).data;
  await a.call('whoami');
  return { home, broker, a, b, peer_id };
}

test('sessions go on when the mesh secret is rotated under them', slowly, async () => {
  const { home, a, b } = await meshOfTwo();
  await command('token', 'rotate', '--home', home);
  await a.until('send_message', { to: 'agent-b', body: 'with the new secret' }, works);
  expect(messagesOf(await b.until('check_messages', {}, works))).toMatchObject([{ body: 'with the new secret' }]);
});

test('a wrong secret is said with what to do, and corrected without a restart of the session', slowly, async () => {
  const { home, url, token } = await brokerForTest(newHome());
  const { token: wrong } = await brokerForTest(newHome());
  const file = join(home, 'given-token');
  writeFileSync(file, `${wrong}\n`, { mode: 0o600 });
  const agent = await startAgent({ home, url, env: { ...away, PEERMESH_TOKEN_FILE: file } });
  const { isError, text } = await agent.call('whoami');
  expect(isError).toBe(true);
  expect(text).toContain('has another mesh secret than this machine: copy its token file');
  expect(text).not.toContain(wrong);
  expect((await agent.client.listTools()).tools).toHaveLength(21);
  writeFileSync(file, `${token}\n`);
  await agent.until('whoami', {}, works);
});

test('in a restored database sessions find themselves, and what they were shown stays read', slowly, async () => {
  const { home, broker, a, b, peer_id } = await meshOfTwo();
  await a.call('send_message', { to: 'agent-b', body: 'before the backup' });
  const file = join(home, 'copy.db');
  await command('backup', file, '--home', home);
  await a.call('send_message', { to: 'agent-b', body: 'after the backup' });
  expect(messagesOf(await b.call('check_messages'))).toHaveLength(2);
  await broker.stop();
  await command('restore', file, '--home', home);
  await brokerForTest(home, broker.port);
  expect((await b.until('whoami', {}, works)).data).toMatchObject({ peer_id, label: 'agent-b' });
  expect(messagesOf(await b.call('check_messages'))).toEqual([]);
  await a.until('send_message', { to: 'agent-b', body: 'after the restore' }, works);
  expect(messagesOf(await b.call('check_messages'))).toMatchObject([{ body: 'after the restore', redelivered: false }]);
  expect((await b.call('message_history', { with: 'agent-a' })).text).not.toContain('after the backup');
});

test('a broker of another edition works, and what it refuses names the difference', slowly, async () => {
  const { home, port } = await brokerForTest(newHome());
  const proxy = createServer((client) => {
    const broker = connect(port, '127.0.0.1');
    client.pipe(broker).on('error', () => {});
    broker.on('data', (chunk) => {
      client.write(chunk.toString('latin1').replace(/"spec_hash":"[0-9a-f]{4}/, '"spec_hash":"0000'), 'latin1');
    });
    for (const [one, other] of [
      [client, broker],
      [broker, client],
    ] as const) {
      one.on('error', () => {}).on('close', () => other.destroy());
    }
  });
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void proxy.close());
  const url = `http://127.0.0.1:${(proxy.address() as { port: number }).port}`;
  const agent = await startAgent({ home, url, label: 'agent-a', env: away });
  const told = await agent.until('send_message', { to: 'nobody', body: 'x' }, ({ text }) => text.includes('edition'));
  expect(told.text).toMatch(/speaks version \S+ of the contract .* update the older/);
  expect(told.data).toMatchObject({ error: { code: 'not_found' } });
});
