import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { newBroker, outcome, secret } from './support.ts';
import { dial, listening, outcomes, request } from './wire-support.ts';

/** Lets a server of another program listen on a free port, and answers the port. */
async function occupy(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

test('a port held by a broker with our secret is named as such, and the secret is not sent', async () => {
  const broker = newBroker();
  const { port } = await listening(broker);
  const second = listening(newBroker(), { port });
  await expect(second).rejects.toMatchObject({
    exitCode: 69,
    message: expect.stringMatching(/^Another PeerMesh broker with the same secret .*PEERMESH_PORT/),
  });
  expect(broker.asked).toEqual([]);
});

test('a port held by a broker with another secret is named as such', async () => {
  const { port } = await listening(newBroker({ secret: 'another-secret-0123456789-0123456789' }));
  await expect(listening(newBroker(), { port })).rejects.toThrow(
    /^A PeerMesh broker with another secret already listens/,
  );
});

test('a port held by another program is named as such, and no secret reaches it', async () => {
  const heard: string[] = [];
  const port = await occupy(
    createServer((incoming, outgoing) => {
      heard.push(incoming.url!, ...incoming.rawHeaders);
      outgoing.writeHead(401, { 'PeerMesh-Proof': 'f'.repeat(64) }).end();
    }),
  );
  await expect(listening(newBroker(), { port })).rejects.toThrow(
    /already listens on http:\/\/127\.0\.0\.1:\d+: stop it/,
  );
  expect(heard.join()).not.toContain(secret);
});

test('a program that never answers holds up the refusal for two seconds at most', async () => {
  const port = await occupy(createTcpServer(() => {}));
  await expect(listening(newBroker(), { port })).rejects.toMatchObject({
    exitCode: 69,
    message: expect.stringContaining('Another program'),
  });
});

test('an address that is not of this machine is refused with what to do', async () => {
  const refused = listening(newBroker(), { host: '192.0.2.1' });
  await expect(refused).rejects.toMatchObject({ exitCode: 69, message: expect.stringContaining('PEERMESH_HOST') });
});

test('closing answers what is under way, sends newcomers away and then refuses connections', async () => {
  let draining = false;
  const answer = Promise.withResolvers<object>();
  const broker = newBroker({ draining: () => draining }, { sendMessage: () => answer.promise });
  const listener = await listening(broker);
  const wire = await dial(listener.port);
  wire.say(request(['Connection: keep-alive']));
  await expect.poll(() => broker.asked.length).toBe(1);

  draining = true;
  const closed = listener.close(5_000);
  const newcomer = await fetch(`${listener.address}/v1/peers/register`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}` },
  });
  expect(await outcome(newcomer)).toBe('503 unavailable');
  answer.resolve({});
  expect(await wire.closed()).toMatch(/200 OK.*connection: close/is);
  await closed;
  await expect(dial(listener.port)).rejects.toThrow('ECONNREFUSED');
});

test('closing waits no longer than it was told to', async () => {
  const broker = newBroker({}, { sendMessage: () => new Promise(() => {}) });
  const listener = await listening(broker);
  const wire = await dial(listener.port);
  wire.say(request());
  await expect.poll(() => broker.asked.length).toBe(1);
  const start = performance.now();
  await listener.close(300);
  expect(performance.now() - start).toBeLessThan(1_500);
  expect(outcomes(await wire.closed())).toEqual(['']);
});
