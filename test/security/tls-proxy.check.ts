import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:https';
import { expect, onTestFinished, test } from 'vitest';
import { brokerForTest, newHome } from '../e2e/home.ts';
import { messagesOf, startAgent } from '../mcp/agent.ts';
import { has } from '../reliability/tools.ts';

const name = 'studio.example.ts.net';

/**
 * A proxy as `tailscale serve` is one: HTTPS outside, plain HTTP from 127.0.0.1 to the broker, the name of the tailnet in Host.
 * @returns its address, and the certificate that a client has to trust
 */
async function servedBy(port: number): Promise<{ url: string; certificate: string }> {
  const [key, certificate] = ['key.pem', 'certificate.pem'].map((file) => `${newHome()}-${file}`) as [string, string];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const options = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1', ...subject];
  execFileSync('openssl', ['req', ...options, '-keyout', key, '-out', certificate], { stdio: 'ignore' });
  const proxy = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (asked, answer) => {
    const headers = {
      ...asked.headers,
      host: name,
      'x-forwarded-proto': 'https',
      'tailscale-user-login': 'ann@example',
    };
    const onward = request({ port, host: '127.0.0.1', method: asked.method, path: asked.url, headers }, (given) => {
      answer.writeHead(given.statusCode!, given.headers);
      given.pipe(answer);
    });
    onward.on('error', () => answer.writeHead(502).end());
    asked.pipe(onward);
  });
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    proxy.closeAllConnections();
    proxy.close();
  });
  return { url: `https://127.0.0.1:${(proxy.address() as { port: number }).port}`, certificate };
}

const remote = async (env?: NodeJS.ProcessEnv) => {
  const broker = await brokerForTest(newHome(), 0, { ...(env && { env }) });
  const { url, certificate } = await servedBy(broker.port);
  const given = { PEERMESH_TRANSPORT: 'remote', PEERMESH_TOKEN: broker.token, NODE_EXTRA_CA_CERTS: certificate };
  const join = (label: string) => startAgent({ home: newHome(), url, label, env: given });
  return { broker, join };
};

test.skipIf(!has('openssl'))(
  'sessions talk through a proxy with TLS, under the name that the broker was told',
  async () => {
    const { join } = await remote({ PEERMESH_ALLOWED_HOSTS: name });
    const [a, b] = [await join('agent-a'), await join('agent-b')];
    expect((await b.call('whoami')).data).toMatchObject({ label: 'agent-b', unread: { total: 0 } });
    await a.call('send_message', { to: 'agent-b', body: 'over TLS' });
    expect(messagesOf(await b.call('check_messages'))).toMatchObject([{ body: 'over TLS' }]);
  },
);

test.skipIf(!has('openssl'))('a name that the broker was not told is refused with what to do', async () => {
  const { join } = await remote();
  const { isError, text } = await (await join('agent-a')).call('whoami');
  expect(isError).toBe(true);
  expect(text).toContain('PEERMESH_ALLOWED_HOSTS');
});
