import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { defaultPatience } from '../../src/http/listen.ts';
import { newBroker, outcome, secret } from './support.ts';
import { dial, listening, outcomes, request } from './wire-support.ts';

/** The patience of a broker, twenty times shorter; the proportions are those of production. */
const patience = Object.fromEntries(
  Object.entries(defaultPatience).map(([what, ms]) => [what, ms / 20]),
) as typeof defaultPatience;

test('a client that sends half of its headers is sent away', async () => {
  const { port } = await listening(newBroker(), { patience });
  const wire = await dial(port);
  wire.say('POST /v1/messages/send HTTP/1.1\r\nHost: 127.0.0.1\r\n');
  await sleep(100);
  expect(wire.heard()).toBe('');
  expect(await wire.closed(1_500)).toContain('The request did not arrive in time');
});

test('a client that says nothing is closed', async () => {
  const { port } = await listening(newBroker(), { patience });
  expect(await (await dial(port)).closed(1_500)).toMatch(/^$|did not arrive in time/);
});

test('a client that sends its body drop by drop is sent away', async () => {
  const broker = newBroker();
  const { port } = await listening(broker, { patience });
  const wire = await dial(port);
  wire.say(request());
  wire.say(request().slice(0, -40));
  const drip = setInterval(() => wire.say(' '), 50);
  const heard = await wire.closed(2_500).finally(() => clearInterval(drip));
  expect(outcomes(heard)).toContain('invalid_request');
});

test('a client that does not take its answer is cut off', async () => {
  const broker = newBroker({}, { sendMessage: () => 'x'.repeat(32 * 1024 * 1024) });
  const { port } = await listening(broker, { patience });
  const wire = await dial(port);
  wire.socket.pause();
  wire.say(request(['Connection: keep-alive']));
  await sleep(1_200);
  wire.socket.resume();
  expect((await wire.closed()).length).toBeLessThan(32 * 1024 * 1024);
});

test('an idle connection is closed', async () => {
  const { port } = await listening(newBroker(), { patience });
  const wire = await dial(port);
  wire.say(request(['Connection: keep-alive']));
  expect(outcomes(await wire.closed(2_500))).toEqual(['200']);
});

test('hundreds of slow clients do not keep a good one waiting', async () => {
  const broker = newBroker();
  const { port } = await listening(broker, { patience });
  const slow = await Promise.all(Array.from({ length: 300 }, () => dial(port)));
  for (const [i, wire] of slow.entries()) wire.say(request().slice(0, i % 2 === 0 ? 60 : -5));
  const start = performance.now();
  expect(
    await outcome(fetch(`http://127.0.0.1:${port}/health`, { headers: { authorization: `Bearer ${secret}` } })),
  ).toBe('200');
  expect(performance.now() - start).toBeLessThan(500);
  await Promise.all(slow.map((wire) => wire.closed(4_000)));
});
