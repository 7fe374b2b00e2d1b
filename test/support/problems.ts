import { expect } from 'vitest';
import { type ErrorCode, MeshError } from '../../generated/errors.gen.ts';

/** Expects a call to be refused with this code and a hint; answers the error. */
export async function expectProblem(call: Promise<unknown>, code: ErrorCode): Promise<MeshError> {
  const error = await call.then(
    (answer) => expect.fail(`expected ${code}, not the answer ${JSON.stringify(answer)}`),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof MeshError) || error.cause) throw error;
  expect(`${error.code} (${error.detail})`).toBe(`${code} (${error.detail})`);
  expect(error.hint).not.toBe('');
  return error;
}
