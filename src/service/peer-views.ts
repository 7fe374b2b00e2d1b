import type { components } from '../../generated/types.gen.ts';
import type { PeerRow } from '../store/peers.ts';
import type { Tx } from '../store/port.ts';
import type { Caller, Deps } from './deps.ts';
import { iso, present } from './names.ts';

type Schemas = components['schemas'];

/** How near a peer is to the caller. */
export function localityOf(caller: Pick<Caller, 'host' | 'cwd' | 'repo'>, row: PeerRow): Schemas['Locality'] {
  if (caller.host !== row.host) return 'remote';
  if (caller.cwd !== null && caller.cwd === row.cwd) return 'directory';
  if (caller.repo !== null && caller.repo === row.repo) return 'repo';
  return 'host';
}

/** A peer as a row of a list. */
export async function peerRow(
  deps: Deps,
  tx: Tx,
  caller: Caller,
  row: PeerRow,
  now: number,
): Promise<Schemas['PeerRow']> {
  const { unread, delivery } = await deliveryHealth(deps, tx, row, now);
  const { oldest_unread_s } = delivery;
  return present({
    peer_id: row.id,
    alias: row.alias,
    label: row.label,
    host: row.host,
    runtime: row.runtime,
    locality: localityOf(caller, row),
    presence: deps.presence.of(row, now),
    summary: row.summary,
    current_task: row.current_task,
    emotional_state:
      row.emotional_state === null ? null : (JSON.parse(row.emotional_state) as Schemas['EmotionalState']),
    last_seen: iso(deps.presence.lastSeen(row)),
    unread: unread.total,
    oldest_unread_s,
    delivery,
  });
}

/** A peer in full. */
export async function peerInFull(
  deps: Deps,
  tx: Tx,
  caller: Caller,
  row: PeerRow,
  now: number,
): Promise<Schemas['Peer']> {
  const { unread: _count, oldest_unread_s: _age, ...shared } = await peerRow(deps, tx, caller, row, now);
  const { unread } = await deliveryHealth(deps, tx, row, now);
  return {
    ...shared,
    ...present({ cwd: row.cwd, repo: row.repo, pid: row.pid, client_version: row.client_version }),
    registered_at: iso(row.registered_at),
    subscriptions: await tx.channels.subscriptions(row.num),
    unread,
    broker: { version: deps.version, mesh_epoch: deps.meshEpoch, time: iso(now) },
  };
}

/** How well messages reach a peer, and what waits for it. */
async function deliveryHealth(deps: Deps, tx: Tx, row: PeerRow, now: number) {
  const inbox = await tx.messages.inbox(row.num);
  const oldest = inbox.unread > 0 ? await tx.messages.oldestUnread(row.num) : undefined;
  const drained = deps.presence.lastDrained(row.num, inbox.last_drained);
  return {
    unread: {
      total: Math.min(inbox.unread, deps.limits.inboxMessages),
      requests: Math.min(inbox.requests, deps.limits.inboxMessages),
    },
    delivery: present({
      push: row.push === 1,
      hook: row.hook === 1,
      last_drained: drained === null ? null : iso(drained),
      oldest_unread_s: oldest === undefined ? null : seconds(now - oldest),
    }) as Schemas['DeliveryHealth'],
  };
}

/** Whole seconds, never negative. */
export const seconds = (ms: number): number => Math.max(0, Math.floor(ms / 1000));
