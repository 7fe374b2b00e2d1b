import { describe, expect, test, vi } from 'vitest';
import { newHome, open } from './support.ts';

const MIB = 1024 * 1024;

describe('below the floor of free space', () => {
  async function crowded() {
    let free = 65 * MIB;
    let looks = 0;
    const freeBytes = () => {
      looks++;
      return free;
    };
    const engine = await open(newHome(), { freeFloorBytes: 64 * MIB, freeBytes });
    await engine.run(async (tx) => tx.notes.add('while there was room'));
    free = 63 * MIB;
    const clear = () => {
      free = 65 * MIB;
    };
    return { engine, looks: () => looks, clear };
  }
  const aSecond = () => new Promise((resolve) => setTimeout(resolve, 1010));

  test('writes are refused before they start, and what frees space works', async () => {
    const { engine, clear } = await crowded();
    await aSecond();
    const work = vi.fn(async () => {});
    await expect(engine.run(work)).rejects.toMatchObject({
      code: 'storage_full',
      status: 507,
      detail: "Only 63 MiB are free on the broker's disk, and it keeps 64 MiB.",
    });
    expect(work).not.toHaveBeenCalled();
    expect(await engine.run(async (tx) => tx.notes.clear(), { freeing: true })).toBe(1);
    clear();
    await aSecond();
    expect(await engine.run(async (tx) => tx.notes.add('again'))).toBe(1);
  });

  test('the disk is looked at once a second', async () => {
    const { engine, looks } = await crowded();
    for (let i = 0; i < 100; i++) await engine.run(async (tx) => tx.notes.add('x'));
    expect(looks()).toBe(1);
  });
});

describe('a database at its limit', () => {
  const body = 'x'.repeat(9000);

  /** An engine with room for a few more pages than its tables take. */
  const small = () => open(newHome(), { maxBytes: 30 * 4096 });

  test('refuses with 507, deletes, and takes rows again', async () => {
    const engine = await small();
    const fill = async () => {
      for (;;) await engine.run(async (tx) => tx.notes.add(body));
    };
    await expect(fill()).rejects.toMatchObject({ code: 'storage_full', status: 507 });
    const count = await engine.read(async (tx) => tx.notes.bodies().length);
    expect(count).toBeGreaterThan(3);
    expect(await engine.run(async (tx) => tx.notes.clear(), { freeing: true })).toBe(count);
    await expect(fill()).rejects.toMatchObject({ code: 'storage_full' });
    expect(await engine.read(async (tx) => tx.notes.bodies())).toHaveLength(count);
  });

  test('fails only what does not fit: SQLite rolled all back, and the others ran again', async () => {
    const engine = await small();
    const runs: string[] = [];
    const add = (name: string, size: number) =>
      engine.run(async (tx) => {
        runs.push(name);
        return tx.notes.add(name.repeat(size));
      });
    const outcomes = await Promise.allSettled([add('a', 1), add('b', 1e6), add('c', 1), add('d', 1e6), add('e', 1)]);
    expect(outcomes.map(({ status }) => status).join(' ')).toBe('fulfilled rejected fulfilled rejected fulfilled');
    expect(await engine.read(async (tx) => tx.notes.bodies())).toEqual(['a', 'c', 'e']);
    expect(runs.join('')).toBe('abacdce');
  });

  test('does not confirm an operation that hides the error', async () => {
    const engine = await small();
    const before = engine.run(async (tx) => tx.notes.add('before'));
    const hiding = engine.run(async (tx) => {
      try {
        tx.notes.add('x'.repeat(1e6));
      } catch {}
      return 'all is well';
    });
    await expect(hiding).rejects.toThrow('its transaction was lost');
    expect(await before).toBe(1);
  });
});
