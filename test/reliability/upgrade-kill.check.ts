import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migrations } from '../../generated/migrations.gen.ts';
import { oldHome } from './old-homes.ts';
import { has } from './tools.ts';
import { type Aftermath, callsOfStart, type Kill, laterRelease, withKills } from './upgrade-kill.ts';

/** Starts that are killed, spread over all that one does; more with `UPGRADE_KILLS`. */
const kills = Number(process.env.UPGRADE_KILLS ?? 6);
/** A mesh that has what the last but one migration of today lacks, 2 MiB of messages in it. */
const schema = migrations.length - 1;

describe.skipIf(!has('strace'))('a broker killed while it upgrades its database', () => {
  const directory = mkdtempSync(join(tmpdir(), 'peermesh-old-'));
  const outcomes: (Omit<Kill, 'line'> & Omit<Aftermath, 'faults'>)[] = [];
  let template: string;
  let release: string;
  let calls: Kill[];
  beforeAll(async () => {
    template = await oldHome(schema, directory, async (ann) => {
      for (let n = 0; n < 30; n++) await ann.sendMessage({ to: 'bob', body: `${n} ${'x'.repeat(60_000)}` });
    });
    release = laterRelease(migrations.length + 1);
    calls = await callsOfStart(template, release);
  }, 60_000);
  afterAll(() => {
    for (const path of [directory, release]) rmSync(path, { recursive: true });
    console.table(outcomes);
  });

  /** Every phase gets its share, since most calls are made while copying, and so do the instants after a commit. */
  const pick = (n: number): Kill => {
    const migrating = calls.filter(({ phase }) => phase === 'migrating');
    const those = [
      migrating,
      migrating.filter((_, at) => migrating[at - 1]?.call.endsWith('sync')),
      calls.filter(({ phase }) => phase === 'copying'),
      calls.filter(({ phase }) => phase === 'before the copy'),
    ][n % 4]!;
    return those[Math.floor((Math.floor(n / 4) / Math.ceil(kills / 4)) * those.length)]!;
  };

  test.concurrent.each(Array.from({ length: kills }, (_, n) => n))('kill %i: all is there and once', async (n) => {
    const kill = pick(n);
    const again = calls[(n * 7919) % calls.length]!;
    const { faults, ...aftermath } = await withKills(template, release, [kill, again]);
    const { call, when, phase } = kill;
    outcomes.push({ call, when, phase, ...aftermath });
    expect(faults).toEqual([]);
    expect(aftermath.kills).toBeGreaterThan(0);
  });

  test('was met in all phases, and between two migrations', () => {
    expect(new Set(outcomes.map(({ phase }) => phase)).size).toBe(3);
    expect(new Set(outcomes.map(({ left }) => left)).size).toBeGreaterThan(1);
  });
});
