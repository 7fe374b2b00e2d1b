import { MeshError } from '../../generated/errors.gen.ts';
import type { components } from '../../generated/types.gen.ts';
import { notFound } from '../errors.ts';
import type { SenderColumns } from '../store/messages.ts';
import type { PeerRow } from '../store/peers.ts';
import type { Tx } from '../store/port.ts';

/** Who, as answers name them. */
export type PeerName = components['schemas']['PeerName'];

/** Ambiguity and near names are shown up to here: what a person or a model still reads. */
const shown = 10;
/** Near names are looked for among this many; one distance costs about 0.2 µs a letter. */
const known = 2_000;

/** What speaks when no peer does. */
export const broker: PeerName = { id: 'broker', alias: 'broker', label: 'broker', host: 'broker', runtime: 'peermesh' };

/**
 * The one peer that a reference names: id, label, alias or alias@host.
 * @throws MeshError `not_found` with near names, `ambiguous` with names of all matches that are not
 */
export async function resolvePeer(tx: Tx, ref: string): Promise<PeerRow> {
  const matches = await tx.peers.find(ref, shown);
  if (matches.length === 1) return matches[0]!;
  if (matches.length === 0)
    throw notFound('peer', ref, await tx.peers.names(known), 'list_peers (listPeers) shows who is there.');
  throw new MeshError(
    'ambiguous',
    `${matches.length === shown ? 'At least ' : ''}${matches.length} peers are called "${ref}". Nothing was done.`,
    {
      hint: 'Use one of the candidates.',
      // A label that is another's alias as well would be ambiguous again.
      candidates: matches.map((peer) => (peer.label === ref ? peer.id : peer.label)),
    },
  );
}

/** A stored peer as answers name it. */
export function nameOf(row: Pick<PeerRow, 'id' | 'alias' | 'label' | 'host' | 'runtime'>): PeerName {
  return { id: row.id, alias: row.alias, label: row.label, host: row.host, runtime: row.runtime };
}

/** The sender of a stored message; without one, the broker. */
export function senderOf(row: SenderColumns): PeerName {
  if (row.from_id === null) return broker;
  return {
    id: row.from_id,
    alias: row.from_alias!,
    label: row.from_label!,
    host: row.from_host!,
    runtime: row.from_runtime!,
  };
}

/** Milliseconds as RFC 3339. */
export const iso = (time: number): string => new Date(time).toISOString();

/** Fields that may be null or undefined become optional; the others stay as they are. */
type Present<T> = { [K in keyof T as null extends T[K] ? never : undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as null extends T[K] ? K : undefined extends T[K] ? K : never]?: NonNullable<T[K]>;
};

/** An object less its null and undefined fields: the contract says absent, the database says NULL. */
export function present<T extends object>(row: T): Present<T> {
  return Object.fromEntries(
    Object.entries(row).filter(([, value]) => value !== null && value !== undefined),
  ) as Present<T>;
}
