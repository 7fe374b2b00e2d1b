import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { MeshClient } from '../../generated/client.gen.ts';
import type { Broker } from '../support/process.ts';
import { attach, drain } from './mailbox.ts';
import { brokerForTest } from './places.ts';

/** Opens so many connections that each begin with a text; those that do not read never take an answer. */
function open(count: number, { port }: Broker, begin: (n: number) => string, reads = true): Socket[] {
  return Array.from({ length: count }, (_, n) => {
    const socket = connect({
      port,
      host: '127.0.0.1',
      ...(!reads && { onread: { buffer: Buffer.alloc(16), callback: () => false } }),
    });
    socket.on('error', () => {});
    socket.on('connect', () => socket.write(begin(n)));
    if (reads) socket.resume();
    onTestFinished(() => void socket.destroy());
    return socket;
  });
}

/** Writes about 50 times a second until told to stop; answers how long each call took, in milliseconds, sorted. */
function healthy(client: MeshClient, mesh: { readonly over: boolean }): Promise<number[]> {
  const run = async () => {
    const times: number[] = [];
    while (!mesh.over) {
      const begun = performance.now();
      await client.setMemory({ key: 'pulse', value: 'all is well' });
      times.push(performance.now() - begun);
      await sleep(20);
    }
    return times.sort((a, b) => a - b);
  };
  return run();
}

const p99 = (times: readonly number[]) => times[Math.floor(times.length * 0.99)]!;

test('500 sockets that dawdle are gone within 20 s, and a healthy client does not notice', {
  timeout: 60_000,
}, async () => {
  const broker = await brokerForTest();
  const [sender] = await Promise.all([attach(broker, 'sender'), attach(broker, 'reader')]);
  const mesh = { over: false };
  const times = healthy(sender, mesh);
  const head = `POST /v1/messages/poll HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${broker.token}\r\n`;
  const body = `${head}Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{`;
  const asking = `GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${broker.token}\r\n\r\n`.repeat(200);
  const sockets = [
    ...open(200, broker, () => head),
    ...open(100, broker, () => 'P'),
    ...open(100, broker, () => body),
    ...open(100, broker, () => asking, false),
  ];
  const drip = setInterval(() => {
    for (const socket of sockets.slice(0, 400)) if (socket.writable) socket.write('X');
  }, 1_000);
  onTestFinished(() => clearInterval(drip));
  const begun = performance.now();
  await expect
    .poll(() => sockets.slice(0, 400).filter(({ closed }) => !closed).length, { timeout: 25_000, interval: 200 })
    .toBe(0);
  const gone = performance.now() - begun;
  mesh.over = true;
  const sorted = await times;
  console.table({
    'gone after ms': Math.round(gone),
    calls: sorted.length,
    'p50 ms': sorted[sorted.length >> 1],
    'p99 ms': p99(sorted),
  });
  expect(gone).toBeLessThan(20_000);
  expect(p99(sorted)).toBeLessThan(100);
});

test('a flood of one peer at another ends at a limit, and a bystander does not notice', {
  timeout: 60_000,
}, async () => {
  const broker = await brokerForTest();
  const [sender, flooder, reader] = (await Promise.all(
    ['sender', 'flooder', 'reader'].map((label) => attach(broker, label)),
  )) as [MeshClient, MeshClient, MeshClient];
  const mesh = { over: false };
  const times = healthy(sender, mesh);
  const outcomes: string[] = [];
  const flood = async () => {
    for (let n = 0; n < 250; n++)
      outcomes.push(
        await flooder.sendMessage({ to: 'reader', body: 'x'.repeat(10_000) }).then(
          () => 'ok',
          ({ code }) => code,
        ),
      );
  };
  await Promise.all(Array.from({ length: 8 }, flood));
  mesh.over = true;
  const sorted = await times;
  const taken = outcomes.filter((outcome) => outcome === 'ok').length;
  console.table({ asked: outcomes.length, taken, 'p99 ms': p99(sorted) });
  expect(new Set(outcomes)).toEqual(new Set(['ok', 'rate_limited']));
  expect(taken).toBeLessThan(400);
  expect(p99(sorted)).toBeLessThan(100);
  expect((await drain(reader)).filter((text) => text.startsWith('xxx'))).toHaveLength(taken);
});

test('a post to 1,000 subscribers reaches all of them, and holds nobody up', { timeout: 60_000 }, async () => {
  const broker = await brokerForTest();
  const [sender, host] = await Promise.all([
    attach(broker, 'sender'),
    attach(broker, 'host'),
    attach(broker, 'reader'),
  ]);
  const crowd: MeshClient[] = [];
  for (let n = 0; n < 990; n++) crowd.push(await attach(broker, `peer-${n}`));
  const mesh = { over: false };
  const times = healthy(sender, mesh);
  await sleep(200);
  const posts = 10;
  for (let n = 0; n < posts; n++) {
    expect((await host.publishMessage({ channel: '#all', body: `post ${n}` })).fanned_out).toBeGreaterThanOrEqual(990);
    await sleep(200);
  }
  mesh.over = true;
  const sorted = await times;
  console.table({ posts, deliveries: posts * crowd.length, 'p99 ms': p99(sorted) });
  expect(p99(sorted)).toBeLessThan(100);
  for (const peer of crowd.slice(0, 20))
    expect(await drain(peer)).toEqual(Array.from({ length: posts }, (_, n) => `post ${n}`));
});
