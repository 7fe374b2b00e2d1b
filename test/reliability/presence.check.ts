import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import type { MeshClient } from '../../generated/client.gen.ts';
import { filesIn } from '../../src/sqlite/files.ts';
import { attach, drain } from './mailbox.ts';
import { brokerForTest, newHome } from './places.ts';
import { faketime, wallForTest } from './wall.ts';

/** Who is there, in the eyes of one of them. */
async function presences(watcher: MeshClient): Promise<Record<string, string>> {
  const { peers } = await watcher.listPeers({ include_offline: true });
  return Object.fromEntries(peers.map(({ label, presence }) => [label, presence]));
}

describe.skipIf(!faketime)('presence after a restart of the broker', () => {
  /** Ann and bob were there when the broker ended, carol had gone silent a minute before. Ten minutes later there is a new one. */
  async function restarted(end: 'stop' | 'crash') {
    const wall = wallForTest();
    const broker = await brokerForTest(newHome(), 0, wall.options);
    const [ann, bob] = await Promise.all(['ann', 'bob', 'carol'].map((label) => attach(broker, label)));
    await ann!.sendMessage({ to: 'bob', body: 'for whoever is bob next' });
    wall.advance(60);
    await Promise.all([ann, bob].map((peer) => peer!.heartbeatPeer({ active: true })));
    // A sign of life is written down within five seconds, when the broker is stopped too, but not when it is killed.
    if (end === 'crash') await expect.poll(() => secondsOnDisk(broker.home), { timeout: 8_000 }).toBeGreaterThan(59);
    await broker[end]();
    wall.advance(600);
    return { wall, ann: ann!, broker: await brokerForTest(broker.home, broker.port, wall.options) };
  }

  /** From the first registration to the last sign of life that is on disk. */
  function secondsOnDisk(home: string): number {
    const database = new Database(filesIn(home).database, { readonly: true });
    const span = database.prepare<[], number>('SELECT max(last_seen) - min(registered_at) FROM peers').pluck().get()!;
    database.close();
    return span / 1_000;
  }

  test.each(['stop', 'crash'] as const)(
    'by %s: who was there has 45 s to come back, then the owner key takes the label; who was not there is offline',
    async (end) => {
      const { wall, ann, broker } = await restarted(end);
      const watcher = await attach(broker, 'watcher');
      // By the owner key alone a label can be had once the session of before has had its 45 s, with all that waits.
      expect((await (await attach(broker, 'bob', new Map())).getPeer({})).label).toBe('bob#2');
      expect(await presences(watcher)).toMatchObject({ ann: 'idle', bob: 'idle', carol: 'offline' });
      wall.advance(20);
      await ann.heartbeatPeer({ active: true });
      wall.advance(20);
      expect(await presences(watcher)).toMatchObject({ ann: 'online', bob: 'idle' });
      wall.advance(5);
      await ann.heartbeatPeer({ active: true });
      expect(await presences(watcher)).toMatchObject({ ann: 'online', bob: 'offline', carol: 'offline' });
      wall.advance(46);
      expect(await presences(watcher)).toMatchObject({ ann: 'offline', bob: 'offline', carol: 'offline' });
      const heir = await attach(broker, 'bob', new Map());
      expect(await drain(heir)).toEqual(['for whoever is bob next']);
      expect(await presences(heir)).toMatchObject({ bob: 'online', 'bob#2': 'offline', carol: 'offline' });
    },
  );
});
