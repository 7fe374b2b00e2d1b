import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { filesIn } from '../../src/sqlite/files.ts';
import { faultsIn } from '../support/audit.ts';
import { type Program, peermesh, run, runToEnd, startBroker } from '../support/process.ts';
import { attach, drain, sessions } from './mailbox.ts';
import { callsIn, killedAt, type SystemCall, tracedTo } from './system-calls.ts';
import { has } from './tools.ts';

/** Restores that are killed; more with `RESTORE_KILLS`. */
const kills = Number(process.env.RESTORE_KILLS ?? 4);
const main = join(import.meta.dirname, '../../src/main.ts');
const numbered = (count: number) => Array.from({ length: count }, (_, n) => `message ${n}`);

describe.skipIf(!has('strace'))('a restore killed in the middle', () => {
  const directory = mkdtempSync(join(tmpdir(), 'peermesh-restore-'));
  const template = join(directory, 'template');
  const backup = join(directory, 'copy.db');
  const outcomes: Record<string, number> = {};
  let calls: SystemCall[];

  /** Ever closer towards the end, where one database takes the place of the other. */
  const pick = (n: number) => calls[Math.floor((1 - (n / kills) ** 4) * (calls.length - 1))]!;

  const restore = (home: string, under: string[]): Program =>
    run([...under, process.execPath, main, 'restore', backup, '--home', home]);

  /** A backup of a home with five messages, and that home with ten, of which the last are in the log of a killed broker. */
  beforeAll(async () => {
    const broker = await startBroker(template);
    const [sender] = await Promise.all([attach(broker, 'sender'), attach(broker, 'reader')]);
    for (const body of numbered(5)) await sender.sendMessage({ to: 'reader', body });
    expect(await runToEnd(peermesh(['backup', backup, '--home', template]))).toMatchObject({ code: 0 });
    for (const body of numbered(10).slice(5)) await sender.sendMessage({ to: 'reader', body });
    await broker.crash();
    const [home, trace] = [join(directory, 'whole'), join(directory, 'trace')];
    cpSync(template, home, { recursive: true });
    const program = restore(home, tracedTo(trace));
    expect(await program.ended).toBe(0);
    calls = callsIn(readFileSync(trace, 'utf8'), program.child.pid!);
  });
  afterAll(() => {
    rmSync(directory, { recursive: true });
    console.table(outcomes);
  });

  test.concurrent.each(Array.from({ length: kills }, (_, n) => n))(
    'kill %i: the mesh is whole, that of before or that of the backup',
    async (n) => {
      const home = join(directory, `home-${n}`);
      cpSync(template, home, { recursive: true });
      const program = restore(home, killedAt(pick(n)));
      expect(await program.ended).toBe(null);
      const broker = await startBroker(home);
      const bodies = await drain(await attach(broker, 'reader', new Map(sessions)));
      expect([5, 10]).toContain(bodies.length);
      expect(bodies).toEqual(numbered(bodies.length));
      expect(faultsIn(home)).toEqual([]);
      expect(await broker.stop()).toBe(0);
      // What was there is kept before anything is replaced.
      if (bodies.length === 5) expect(readdirSync(filesIn(home).backups).join()).toMatch(/replaced-\w+\.db/);
      // A restore that is repeated goes through.
      expect(await restore(home, []).ended).toBe(0);
      const found = bodies.length === 5 ? 'the backup' : 'what was before';
      outcomes[found] = (outcomes[found] ?? 0) + 1;
    },
  );
});
