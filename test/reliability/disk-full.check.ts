import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { MeshClient } from '../../generated/client.gen.ts';
import type { MeshError } from '../../generated/errors.gen.ts';
import { faultsIn } from '../support/audit.ts';
import { startBroker } from '../support/process.ts';
import { attach, drain } from './mailbox.ts';
import { freeOn, smallDisk } from './small-disk.ts';
import { isRoot } from './tools.ts';

const MIB = 1024 * 1024;
const text = 'x'.repeat(60_000);

/** Sends until the broker has no room; answers how many it took. */
async function fill(sender: MeshClient): Promise<{ taken: number; refusal: MeshError }> {
  for (let taken = 0; ; taken++) {
    const error = await sender.sendMessage({ to: 'reader', body: `${taken} ${text}` }).then(
      () => undefined,
      (error: MeshError) => error,
    );
    if (error?.code === 'rate_limited') {
      await sleep((error.retryAfter ?? 1) * 1_000);
      taken--;
    } else if (error) return { taken, refusal: error };
  }
}

describe.skipIf(!isRoot())('on a small disk', () => {
  test('a full one refuses to write, goes on reading, and takes messages again without a restart', {
    timeout: 60_000,
  }, async () => {
    const disk = smallDisk(76);
    const broker = await startBroker(join(disk, 'home'));
    onTestFinished(() => broker.crash());
    const [sender, reader] = await Promise.all([attach(broker, 'sender'), attach(broker, 'reader')]);
    const { taken, refusal } = await fill(sender);
    expect(refusal).toMatchObject({ code: 'storage_full', status: 507 });
    expect(taken).toBeGreaterThan(20);

    // What frees space goes on: reading and acknowledging, with not a byte of the floor left.
    writeFileSync(join(disk, 'ballast'), Buffer.alloc(freeOn(disk) - 2 * MIB));
    expect(await reader.getMemory({ keys: ['k'] })).toMatchObject({ missing: ['k'] });
    const { messages } = await reader.pollMessages({ limit: 4 });
    const { results } = await reader.ackMessages({ items: messages.map(({ id, lease }) => ({ id, lease })) });
    expect(results.map(({ result }) => result)).toEqual(Array(4).fill('acked'));
    expect(await sender.sendMessage({ to: 'reader', body: 'no' }).catch(({ code }) => code)).toBe('storage_full');

    rmSync(join(disk, 'ballast'));
    spawnSync('mount', ['-o', 'remount,size=200m', disk]);
    await sleep(1_100);
    await sender.sendMessage({ to: 'reader', body: 'room again' });
    const bodies = await drain(reader);
    expect(bodies).toHaveLength(taken - 4 + 1);
    expect(bodies.at(-1)).toBe('room again');
    expect(faultsIn(broker.home)).toEqual([]);
    expect(await broker.stop()).toBe(0);
  });

  test('without a byte left it loses nothing that was acknowledged', { timeout: 60_000 }, async () => {
    const disk = smallDisk(76);
    const broker = await startBroker(join(disk, 'home'));
    const [sender] = await Promise.all([attach(broker, 'sender'), attach(broker, 'reader')]);
    for (let n = 0; n < 20; n++) await sender.sendMessage({ to: 'reader', body: `${n}` });
    writeFileSync(join(disk, 'ballast'), Buffer.alloc(freeOn(disk)));
    // Within the second before the broker looks at the disk again, the system itself refuses.
    const told = await Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        sender.sendMessage({ to: 'reader', body: `late ${n} ${text}` }).then(
          () => `late ${n}`,
          ({ code }: MeshError) => code,
        ),
      ),
    );
    const acknowledged = told.filter((outcome) => outcome.startsWith('late'));
    expect(told).toContain('storage_full');
    for (const outcome of told) expect(outcome).toMatch(/^(late \d+|storage_full|unavailable)$/);
    rmSync(join(disk, 'ballast'));
    await broker.crash();
    const successor = await startBroker(broker.home);
    onTestFinished(() => successor.crash());
    const bodies = (await drain(await attach(successor, 'reader'))).map((body) => body.replace(/ x+$/, ''));
    expect(bodies).toEqual(expect.arrayContaining([...Array.from({ length: 20 }, (_, n) => `${n}`), ...acknowledged]));
  });
});
