import fc from 'fast-check';
import { MeshError } from '../../generated/errors.gen.ts';
import type { Mesh, Peer } from '../support/mesh.ts';
import { at, stepsOf } from './command.ts';
import type { InboxModel, Intent, Sent } from './inbox-model.ts';

/** A mesh and its peers by label. */
export interface Real {
  readonly mesh: Mesh;
  readonly peers: Readonly<Record<string, Peer>>;
}

/** A step of a history of inboxes. */
export const step = stepsOf<InboxModel, Real>();

/** Labels of the peers; a history has the first three to all five of them. */
export const labels = ['ann', 'bob', 'cleo', 'dan', 'eve'] as const;

/** Chooses a peer; {@link labelOf} says which. */
export const peer = fc.nat(4);

/** The label that a number of {@link peer} means in this history. */
export const labelOf = (model: InboxModel, index: number): string => model.labels[index % model.labels.length]!;

export const intent = fc.constantFrom<Intent>('request', 'inform', 'ack');

/** A value one time in three. */
export const rarely = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { freq: 2, nil: undefined });

/** The message that a pick means, if it means one. */
export const sent = (model: InboxModel, index: number | undefined): Sent | undefined =>
  index === undefined ? undefined : at(model.sent, index);

/** What a call answers, or the code of the problem. */
export async function outcomeOf<T>(call: Promise<T>): Promise<T | string> {
  return call.catch((error) => {
    if (error instanceof MeshError) return error.code;
    throw error;
  });
}
