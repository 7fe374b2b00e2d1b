import { hash } from 'node:crypto';
import { MeshError } from '../../generated/errors.gen.ts';
import type { Tx } from '../store/port.ts';
import type { Caller } from './deps.ts';

/**
 * Does a piece of work once per idempotency key and peer: the first time it is done and its answer kept, in the same
 * transaction; later the first answer is given with `duplicate: true`. Without a key it is simply done.
 * @throws MeshError `conflict` when the key was used for another request: doing nothing then would lose this one
 */
export async function once<I extends { idempotency_key?: string | undefined }, A extends { duplicate: boolean }>(
  tx: Tx,
  caller: Caller,
  operation: string,
  input: I,
  now: number,
  work: () => Promise<A>,
): Promise<A> {
  const key = input.idempotency_key;
  if (key === undefined) return work();
  const sha256 = hash('sha256', JSON.stringify(input), 'buffer');
  const first = await tx.idempotency.find(caller.num, key);
  if (first) {
    if (first.operation === operation && sha256.equals(first.sha256))
      return { ...(JSON.parse(first.answer) as A), duplicate: true };
    throw new MeshError('conflict', `The idempotency key "${key}" was used for another request. Nothing was done.`, {
      hint: 'Make a new key for each new request; reuse one only to repeat the very same request.',
    });
  }
  const answer = await work();
  await tx.idempotency.put(caller.num, key, { operation, sha256, answer: JSON.stringify(answer) }, now);
  return answer;
}
