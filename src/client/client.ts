import {
  type MeshClient,
  type MeshClientOptions,
  createMeshClient as withoutRetries,
} from '../../generated/client.gen.ts';
import { type Bounds, defaultBounds, patient } from './patient.ts';

export type { CallOptions, MeshClient } from '../../generated/client.gen.ts';
export { type ErrorCode, errorCodes, MeshError, type MeshErrorOptions } from '../../generated/errors.gen.ts';
export type * from '../../generated/types.gen.ts';

/** How to reach the broker, as whom, and how patiently. */
export interface ClientOptions extends MeshClientOptions {
  /** How long to try; what is left out has its default. `false` tries once. */
  retries?: Partial<Bounds> | false;
}

/**
 * Makes a client of a mesh: one method an operation, each of which throws MeshError. A call is repeated while the broker is away, busy or
 * slow, as long as that cannot do anything twice: what creates something gets an idempotency key before its first try.
 */
export function createMeshClient({ retries = {}, ...options }: ClientOptions): MeshClient {
  if (retries === false) return withoutRetries(options);
  // Asked for at each call: pages and tests replace the global one.
  const fetch = options.fetch ?? ((request: Request) => globalThis.fetch(request));
  return withoutRetries({ ...options, fetch: patient(fetch, { ...defaultBounds, ...retries }) });
}
