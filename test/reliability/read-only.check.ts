import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { MeshError } from '../../generated/errors.gen.ts';
import { exits } from '../../src/errors.ts';
import { faultsIn } from '../support/audit.ts';
import { type Broker, peermesh, runToEnd, startBroker } from '../support/process.ts';
import { frailDisk, mountsImages, remount } from './frail-disk.ts';
import { attach, drain } from './mailbox.ts';
import { newHome } from './places.ts';
import { smallDisk } from './small-disk.ts';
import { isRoot } from './tools.ts';

describe.skipIf(!mountsImages())('a disk that turns read-only under a running broker', () => {
  test('stops it with 74, idle or in use; whoever was acknowledged finds everything when the disk is whole again', async () => {
    const idle = await idleOnBrokenDisk();
    const disk = frailDisk(256);
    const broker = await startBroker(join(disk.path, 'home'));
    onTestFinished(() => broker.crash());
    const [sender] = await Promise.all([attach(broker, 'sender'), attach(broker, 'reader')]);
    const acknowledged: string[] = [];
    const refusals = new Set<string>();
    const send = async (n: number) => {
      const body = `${n}`;
      await sender.sendMessage({ to: 'reader', body }).then(
        () => acknowledged.push(body),
        ({ code }: MeshError) => refusals.add(code),
      );
    };
    for (let n = 0; n < 100; n++) await send(n);
    const late = Promise.all(Array.from({ length: 50 }, (_, n) => sleep(n).then(() => send(100 + n))));
    await sleep(20);
    disk.break();
    await late;
    expect([...refusals]).toEqual(['unavailable']);
    expect(acknowledged.length).toBeGreaterThanOrEqual(100);
    expect(await broker.ended).toBe(exits.damaged);
    expect(broker.err()).toContain('failed while in use');

    const refused = await startBroker(broker.home).catch(String);
    expect(refused).toMatch(/exit code 78\.\npeermesh: .*(read-only|EROFS).*\.\n/is);
    disk.repair();
    const successor = await startBroker(broker.home);
    onTestFinished(() => successor.crash());
    const bodies = new Set(await drain(await attach(successor, 'reader')));
    expect(acknowledged.filter((body) => !bodies.has(body))).toEqual([]);
    expect(faultsIn(successor.home)).toEqual([]);
    expect(await successor.stop()).toBe(0);
    expect(await idle.ended).toBe(exits.damaged);
  });

  /** A broker that one peer has joined and nobody calls. It notices when it writes down the signs of life. */
  async function idleOnBrokenDisk(): Promise<Broker> {
    const disk = frailDisk(256);
    const broker = await startBroker(join(disk.path, 'home'));
    onTestFinished(() => broker.crash());
    await attach(broker, 'idle');
    disk.break();
    return broker;
  }
});

describe.skipIf(!isRoot())('a disk that is read-only', () => {
  test('lets no broker start, neither on a home that is there nor on a new one, and is told why', async () => {
    const disk = smallDisk(76);
    const home = join(disk, 'home');
    await (await startBroker(home)).stop();
    remount(disk, 'ro');
    for (const path of [home, join(disk, 'new')])
      expect(await startBroker(path).catch(String)).toMatch(/exit code 78\.\npeermesh: .*(cannot be).*\.\n/is);
    remount(disk, 'rw');
    expect(readdirSync(disk)).toEqual(['home']);
    const again = await startBroker(home);
    expect(await again.stop()).toBe(0);
  });

  test('is good for backups: they are looked over and restored from there', async () => {
    const disk = smallDisk(76);
    const broker = await startBroker(newHome());
    onTestFinished(() => broker.crash());
    await (await attach(broker, 'ann')).setMemory({ key: 'k', value: 'kept' });
    const copy = join(disk, 'copy.db');
    expect(await runToEnd(peermesh(['backup', copy, '--home', broker.home]))).toMatchObject({ code: 0 });
    remount(disk, 'ro');
    expect(await runToEnd(peermesh(['verify', copy]))).toMatchObject({ code: 0 });
    const home = newHome();
    expect(await runToEnd(peermesh(['restore', copy, '--home', home]))).toMatchObject({ code: 0 });
    expect(await runToEnd(peermesh(['verify', '--home', home]))).toMatchObject({ code: 0 });
  });
});
