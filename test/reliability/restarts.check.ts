import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { createMeshClient, type MeshClient } from '../../src/client/client.ts';
import { startBroker } from '../support/process.ts';
import { newHome } from './places.ts';

/** How often the broker is restarted while 100 clients use it. */
const restarts = Number(process.env.RESTARTS ?? 5);

test(`${restarts} restarts in order under 100 polling clients: no call fails, nothing is lost, each stop takes less than 10 s`, {
  timeout: 300_000,
}, async () => {
  let broker = await startBroker(newHome());
  onTestFinished(() => broker.crash());
  const { url: baseUrl, token } = broker;
  const join = async (_: unknown, n: number): Promise<MeshClient> => {
    const who = {
      label: `peer-${n}`,
      runtime: 'test',
      host: 'studio',
      owner_key: `the-owner-key-of-peer-${n}-abcdefgh`,
    };
    const { session_token: session } = await createMeshClient({ baseUrl, token }).registerPeer(who);
    return createMeshClient({ baseUrl, token, session });
  };
  const clients = await Promise.all(Array.from({ length: 100 }, join));
  const work = { over: false };
  const [sent, received] = [new Set<string>(), new Set<string>()];
  const waits: number[] = [];
  const timed = async <T>(call: Promise<T>): Promise<T> => {
    const begun = performance.now();
    const answer = await call;
    waits.push(performance.now() - begun);
    return answer;
  };
  const poll = async (client: MeshClient) => {
    const { messages } = await timed(client.pollMessages({ limit: 100 }));
    for (const { body } of messages) received.add(body);
    if (messages.length > 0)
      await timed(client.ackMessages({ items: messages.map(({ id, lease }) => ({ id, lease })) }));
    return messages.length;
  };
  const play = async (client: MeshClient, n: number) => {
    for (let i = 0; !work.over; i++) {
      const body = `${n}/${i}`;
      await timed(client.sendMessage({ to: `peer-${(n + 1) % 100}`, body }));
      sent.add(body);
      await poll(client);
      await sleep(300 + Math.random() * 200);
    }
  };
  const playing = Promise.all(clients.map(play));
  playing.catch(() => {});
  const stops: number[] = [];
  for (let n = 0; n < restarts; n++) {
    await Promise.race([sleep(1_000), playing]);
    const begun = performance.now();
    expect(await broker.stop()).toBe(0);
    stops.push(performance.now() - begun);
    broker = await startBroker(broker.home, broker.port);
  }
  await sleep(1_000);
  work.over = true;
  await playing;
  for (const client of clients) while ((await poll(client)) > 0);
  waits.sort((a, b) => a - b);
  const longest = { 'longest stop ms': Math.round(Math.max(...stops)), 'longest call ms': Math.round(waits.at(-1)!) };
  console.table({ restarts, calls: waits.length, sent: sent.size, ...longest });
  expect([...sent].filter((body) => !received.has(body))).toEqual([]);
  expect(Math.max(...stops)).toBeLessThan(10_000);
});
