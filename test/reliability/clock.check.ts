import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { attach, drain } from './mailbox.ts';
import { brokerForTest, newHome } from './places.ts';
import { clockAt, faketime } from './wall.ts';

describe.skipIf(!faketime)('a broker whose wall clock was changed between two starts', () => {
  test('forward by a day: leases are over, what has run out is not given, the rest is', async () => {
    const home = newHome();
    const before = await brokerForTest(home);
    const [sender, reader] = await Promise.all([attach(before, 'sender'), attach(before, 'reader')]);
    await sender.sendMessage({ to: 'reader', body: 'short', ttl_seconds: 3_600 });
    await sender.sendMessage({ to: 'reader', body: 'long' });
    await sender.setMemory({ key: 'lock', value: 'mine', ttl_seconds: 3_600, if_version: 0 });
    expect((await reader.pollMessages({})).messages).toHaveLength(2);
    await before.crash();
    const after = await brokerForTest(home, 0, clockAt('+1d'));
    const again = await attach(after, 'reader');
    expect(await again.getMemory({ keys: ['lock'] })).toMatchObject({ missing: ['lock'] });
    expect((await again.pollMessages({})).messages).toMatchObject([{ body: 'long', redelivered: true }]);
  });

  test('back by five minutes: time stands still until the wall has caught up, and nothing is given twice', async () => {
    const home = newHome();
    const before = await brokerForTest(home);
    const [sender, reader] = await Promise.all([attach(before, 'sender'), attach(before, 'reader')]);
    const first = (await sender.getPeer({})).broker.time;
    await sender.sendMessage({ to: 'reader', body: 'one' });
    expect(await drain(reader)).toEqual(['one']);
    await before.stop();
    const after = await brokerForTest(home, 0, clockAt('-5m'));
    const again = await attach(after, 'reader');
    expect((await again.getPeer({})).broker.time >= first).toBe(true);
    await (await attach(after, 'sender')).sendMessage({ to: 'reader', body: 'two' });
    expect(await drain(again)).toEqual(['two']);
  });

  test('back by a day: the clock is set anew, and no lease lasts longer than it was made for', async () => {
    const home = newHome();
    const before = await brokerForTest(home);
    const [sender, reader] = await Promise.all([attach(before, 'sender'), attach(before, 'reader')]);
    await sender.sendMessage({ to: 'reader', body: 'leased' });
    await reader.pollMessages({ lease_seconds: 5 });
    await before.crash();
    const after = await brokerForTest(home, 0, clockAt('-1d'));
    const watcher = await attach(after, 'watcher');
    const { time } = (await watcher.getPeer({})).broker;
    expect(Date.now() - Date.parse(time)).toBeGreaterThan(80_000_000);
    await sleep(5_500);
    expect(await drain(await attach(after, 'reader'))).toEqual(['leased']);
  });
});
