import fc, { type Arbitrary } from 'fast-check';
import { type Operation, operations } from '../../../generated/operations.gen.ts';
import { type Mutation, mutations } from './mutations.ts';
import { bodiesOf } from './values.ts';

/** One step of a fuzz run: a request, or something that happens to the broker meanwhile. */
export type Step =
  | Asking
  | { readonly happens: 'time passes'; readonly seconds: number }
  | { readonly happens: 'housekeeping' };

/** A request of one of the peers. */
export interface Asking {
  readonly operation: Operation;
  /** Which of the peers asks. */
  readonly caller: number;
  /** As the contract wants it, with picks to be resolved; absent when the operation takes none. */
  readonly body?: unknown;
  readonly mutation: Mutation | undefined;
}

const asking: Arbitrary<Step> = fc.oneof(
  ...operations.map((operation) =>
    fc.record({
      operation: fc.constant(operation),
      caller: fc.nat({ max: 3 }),
      body: bodiesOf(operation) ?? fc.constant(undefined),
      mutation: mutations,
    }),
  ),
);

const passing: Arbitrary<Step> = fc.record({
  happens: fc.constant('time passes' as const),
  seconds: fc.constantFrom(1, 10, 61, 3_600, 86_400, -30),
});

/** Lists of so many steps; nineteen of twenty are requests. */
export function steps(count: number): Arbitrary<Step[]> {
  const step = fc.oneof(
    { weight: 57, arbitrary: asking },
    { weight: 2, arbitrary: passing },
    { weight: 1, arbitrary: fc.constant<Step>({ happens: 'housekeeping' }) },
  );
  return fc.array(step, { minLength: count, maxLength: count, size: 'max' });
}
