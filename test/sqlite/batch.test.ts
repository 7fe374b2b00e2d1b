import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { newHome, open } from './support.ts';

describe('a batch', () => {
  test('commits what was asked for together, in the order asked', async () => {
    const engine = await open(newHome());
    const ids = await Promise.all(['a', 'b', 'c'].map((body) => engine.run(async (tx) => tx.notes.add(body))));
    expect(ids).toEqual([1, 2, 3]);
    expect(await engine.read(async (tx) => tx.notes.bodies())).toEqual(['a', 'b', 'c']);
  });

  test('undoes an operation that throws, and it alone', async () => {
    const engine = await open(newHome());
    const before = engine.run(async (tx) => tx.notes.add('before'));
    const failing = engine.run(async (tx) => {
      tx.notes.add('never');
      throw new Error('changed my mind');
    });
    const after = engine.run(async (tx) => tx.notes.bodies());
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await Promise.all([before, after])).toEqual([1, ['before']]);
    expect(await engine.read(async (tx) => tx.notes.bodies())).toEqual(['before']);
  });

  test('undoes an operation that throws before its first await too', async () => {
    const engine = await open(newHome());
    const failing = engine.run(() => {
      throw new Error('at once');
    });
    await expect(failing).rejects.toThrow('at once');
  });

  test('shows readers nothing until it is committed', async () => {
    const engine = await open(newHome());
    const seen = await engine.run(async (tx) => {
      tx.notes.add('not yet');
      return { here: tx.notes.bodies(), there: await engine.read(async (committed) => committed.notes.bodies()) };
    });
    expect(seen).toEqual({ here: ['not yet'], there: [] });
    expect(await engine.read(async (tx) => tx.notes.bodies())).toEqual(['not yet']);
  });

  test('answers nobody before the commit', async () => {
    const engine = await open(newHome());
    const order: string[] = [];
    const say = (word: string) => () => void order.push(word);
    const first = engine.run(async (tx) => tx.notes.add('first')).then(say('answered'));
    const refused = engine.run(() => Promise.reject(new Error('no'))).catch(say('refused'));
    const last = engine.run(async () => say('ran')());
    await Promise.all([first, refused, last]);
    expect(order).toEqual(['ran', 'answered', 'refused']);
  });

  test('is rejected whole when its commit fails, and the next one works', async () => {
    const engine = await open(newHome());
    const innocent = engine.run(async (tx) => tx.notes.add('innocent'));
    const refused = engine.run(() => Promise.reject(new Error('a refusal that rested on what is gone')));
    const orphan = engine.run(async (tx) => tx.notes.remarkOn(99));
    for (const lost of [innocent, refused, orphan]) await expect(lost).rejects.toThrow('FOREIGN KEY');
    expect(await engine.run(async (tx) => [tx.notes.bodies(), tx.notes.add('next')])).toEqual([[], 1]);
  });

  test('takes at most 256 operations', async () => {
    expect(await batchSizes(Array(600).fill(0))).toEqual([256, 256, 88]);
  });

  test('takes at most 4 MiB, but one operation of any size', async () => {
    const MIB = 1024 * 1024;
    expect(await batchSizes([2 * MIB, 2 * MIB, 1, 5 * MIB, 1])).toEqual([2, 1, 1, 1]);
  });
});

/** How operations of these sizes were grouped: all that were answered in one turn of the event loop shared a commit. */
async function batchSizes(bytes: number[]): Promise<number[]> {
  const engine = await open(newHome());
  const sizes: number[] = [];
  let turn = 0;
  const answered = bytes.map((size) => engine.run(async (tx) => tx.notes.add('x'), { bytes: size }));
  const counting = answered.map((answer) =>
    answer.then(() => {
      sizes[turn] = (sizes[turn] ?? 0) + 1;
    }),
  );
  const done = Promise.all(counting).then(() => true);
  while (!(await Promise.race([done, new Promise<false>((resolve) => setImmediate(resolve, false))]))) turn++;
  return sizes.filter((size) => size > 0);
}

describe('an operation that awaits something outside of the database', () => {
  test('is undone and rejected, and holds nobody up', async () => {
    const engine = await open(newHome());
    const misuse = engine.run(async (tx) => {
      tx.notes.add('never');
      await setTimeout(60_000, undefined, { ref: false });
    });
    const other = engine.run(async (tx) => tx.notes.add('other'));
    await expect(misuse).rejects.toThrow('awaited something outside of the database');
    expect(await other).toBe(1);
    expect(await engine.read(async (tx) => tx.notes.bodies())).toEqual(['other']);
  });

  test('cannot write into the transactions of others when it goes on', async () => {
    const engine = await open(newHome());
    const wake = Promise.withResolvers<void>();
    let late: unknown;
    const misuse = engine.run(async (tx) => {
      await wake.promise;
      late = await Promise.resolve()
        .then(() => tx.notes.add('late'))
        .catch((error) => error);
    });
    await expect(misuse).rejects.toThrow();
    await engine.run(async () => wake.resolve());
    await setTimeout(1);
    expect(late).toEqual(new Error('notes.add was called after its transaction had ended.'));
    expect(await engine.read(async (tx) => tx.notes.bodies())).toEqual([]);
  });

  test('is found when it awaits its own engine', async () => {
    const engine = await open(newHome());
    const nested = engine.run(() => engine.run(async (tx) => tx.notes.add('inner')));
    await expect(nested).rejects.toThrow('awaited something outside of the database');
  });

  test('is found in a read', async () => {
    const engine = await open(newHome());
    await expect(engine.read(() => setTimeout(60_000, undefined, { ref: false }))).rejects.toThrow('outside');
  });
});

describe('a read', () => {
  test('cannot write', async () => {
    const engine = await open(newHome());
    await expect(engine.read(async (tx) => tx.notes.add('no'))).rejects.toThrow('readonly');
  });

  test('sees what was committed just before, also beside other reads', async () => {
    const engine = await open(newHome());
    await engine.run(async (tx) => tx.notes.add('one'));
    const reads = [1, 2, 3].map(() => engine.read(async (tx) => tx.notes.bodies()));
    expect(await Promise.all(reads)).toEqual([['one'], ['one'], ['one']]);
    await engine.run(async (tx) => tx.notes.add('two'));
    expect(await engine.read(async (tx) => tx.notes.bodies())).toEqual(['one', 'two']);
  });
});
