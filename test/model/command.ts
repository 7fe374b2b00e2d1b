import { existsSync } from 'node:fs';
import fc from 'fast-check';

// Histories are about rules, not about disks: on a memory disk, where there is one, they take a third of the time.
if (existsSync('/dev/shm')) process.env.TMPDIR = '/dev/shm';

/** Makes steps of histories over a model and the real thing. */
export function stepsOf<Model extends object, Real>() {
  /** A step that is always possible, made of `args`; it does the same to the model and to the real thing, and compares. */
  return function step<Args>(
    name: string,
    args: fc.Arbitrary<Args>,
    run: (model: Model, real: Real, args: Args) => Promise<void>,
  ): fc.Arbitrary<fc.AsyncCommand<Model, Real>> {
    return args.map((chosen) => ({
      check: () => true,
      run: (model, real) => run(model, real, chosen),
      toString: () => `${name}(${JSON.stringify(chosen)})`,
    }));
  };
}

/** How many random histories a property looks at. MODEL_RUNS overrides it, for a long look. */
export const numRuns = Number(process.env.MODEL_RUNS ?? 40);

/** Index of one of `length` things, spread over all of them whatever the length. */
export const pick = fc.nat(999);

/** The thing that a {@link pick} means, the last ones for small numbers, so that failures shrink towards what came last; undefined when there is none. */
export function at<T>(things: readonly T[], index: number): T | undefined {
  return things.at(-1 - (index % Math.max(1, things.length)));
}
