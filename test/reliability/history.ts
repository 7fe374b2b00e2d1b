import type { MeshClient } from '../../generated/client.gen.ts';
import { MeshError } from '../../generated/errors.gen.ts';

/** Operations that are recorded. */
export type Operation = Exclude<keyof MeshClient, 'getHealth'>;

/** What became of a call: it runs; it was done; it was refused and nothing was done; or nobody knows, for the answer never came. */
export type Outcome = 'running' | 'ok' | 'failed' | 'unknown';

/** One call of a client. */
export interface Call<Op extends Operation = Operation> {
  /** Label of the peer that calls. */
  readonly who: string;
  readonly operation: Op;
  readonly input: Parameters<MeshClient[Op]>[0];
  /** Place of its beginning among all beginnings and ends. */
  readonly invoked: number;
  /** Place of its answer; Infinity without one, since it may be done at any later time. */
  readonly ended: number;
  /** Wall clock at its beginning, in milliseconds since 1970. */
  readonly at: number;
  readonly outcome: Outcome;
  readonly answer?: Awaited<ReturnType<MeshClient[Op]>>;
  /** The code it was refused with. */
  readonly code?: string;
}

/** A call that was done. */
export type Done<Op extends Operation> = Call<Op> & { readonly answer: Awaited<ReturnType<MeshClient[Op]>> };

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Codes after which a call may have been done all the same. */
const open: ReadonlySet<string> = new Set(['unavailable', 'internal']);

/** Everything that clients asked of a mesh, in order, and what they were told. */
export class History {
  readonly calls: Call[] = [];
  readonly #now: () => number;
  #places = 0;

  /** @param now milliseconds since 1970, by the clock of the broker */
  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Calls of one operation, in the order of their beginnings. */
  of<Op extends Operation>(operation: Op): Call<Op>[] {
    return this.calls.filter((call): call is Call<Op> => call.operation === operation);
  }

  /** Calls of one operation that were done. */
  done<Op extends Operation>(operation: Op): Done<Op>[] {
    return this.of(operation).filter((call): call is Done<Op> => call.outcome === 'ok');
  }

  /** A client that does as `client` does and records it, under the label of its peer. */
  recorded(who: string, client: MeshClient): MeshClient {
    const record = (operation: Operation) => (input: never) =>
      this.#record(who, operation, input, () => client[operation](input) as Promise<object>);
    const methods = Object.keys(client).filter((name) => name !== 'getHealth') as Operation[];
    return { ...client, ...Object.fromEntries(methods.map((name) => [name, record(name)])) };
  }

  async #record(who: string, operation: Operation, input: object, run: () => Promise<object>): Promise<object> {
    const begun = { who, operation, input, invoked: this.#places++, ended: Number.POSITIVE_INFINITY, at: this.#now() };
    const call = { ...begun, outcome: 'running' } as Mutable<Call>;
    this.calls.push(call);
    try {
      const answer = await run();
      Object.assign(call, { outcome: 'ok', answer, ended: this.#places++ });
      return answer;
    } catch (error) {
      const code = error instanceof MeshError ? error.code : String(error);
      const isOpen = !(error instanceof MeshError) || open.has(code);
      Object.assign(call, isOpen ? { outcome: 'unknown', code } : { outcome: 'failed', code, ended: this.#places++ });
      throw error;
    }
  }
}

/** Whether one call was over before another began, so that everybody must see them in this order. */
export const isBefore = (a: Call, b: Call): boolean => a.ended < b.invoked;

/** Puts things into groups by a key, in their order. */
export function grouped<T>(things: Iterable<T>, key: (thing: T) => string): Map<string, T[]> {
  return Map.groupBy(things, key);
}
