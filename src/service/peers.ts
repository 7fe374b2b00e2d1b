import type { ListPeersInput, PeersService, UpdatePeerInput } from '../../generated/service.gen.ts';
import type { components } from '../../generated/types.gen.ts';
import { invalid } from '../errors.ts';
import type { PeerFilter, PeerRow, Profile } from '../store/peers.ts';
import type { Caller, Deps } from './deps.ts';
import { unreadOf } from './inbox.ts';
import { iso, resolvePeer } from './names.ts';
import { fromCursor, isText, toCursor } from './page.ts';
import { peerInFull, peerRow } from './peer-views.ts';
import { register } from './register.ts';

/** Rows read at a time while presence, which no index knows, is filtered. */
const chunk = 200;

/** Identity, sessions and presence. */
export function peers(deps: Deps): PeersService<Caller> {
  const { engine, clock, limits, presence, sessions } = deps;
  return {
    async registerPeer(input) {
      const now = clock.now();
      const token = `pms_${deps.newSecret()}`;
      let num = 0;
      const session = await engine.run(async (tx) => {
        const { row, reattached, warning } = await register(deps, tx, input, token, now);
        num = row.num;
        const held = await tx.tasks.heldBy(row.num, now);
        return {
          peer_id: row.id,
          label: row.label,
          alias: row.alias,
          session_token: token,
          reattached,
          ...(warning && { warning }),
          unread: unreadOf(await tx.messages.inbox(row.num), limits),
          held_tasks: held.map(({ task_id, title, status, claim, lease_expires_at }) => ({
            task_id,
            title,
            status,
            claim,
            lease_expires_at: iso(lease_expires_at),
          })),
          limits: shown(deps),
          poll_after_ms: 0,
          mesh_epoch: deps.meshEpoch,
        };
      });
      sessions.drop(num);
      return session;
    },

    async heartbeatPeer(caller, { active, holding }) {
      const now = clock.now();
      presence.seen(caller.num, now, active);
      const lost =
        holding.length === 0 ? [] : await engine.run(async (tx) => tx.tasks.prolong(caller.num, holding, now));
      const inbox = await engine.read(async (tx) => tx.messages.inbox(caller.num));
      return {
        unread: unreadOf(inbox, limits),
        poll_after_ms: presence.pollAfter(caller.num, now),
        lost_tasks: [...lost],
        mesh_epoch: deps.meshEpoch,
      };
    },

    async unregisterPeer(caller, { reason }) {
      const now = clock.now();
      const kept = await engine.run(async (tx) => {
        await tx.peers.endSession(caller.num, now);
        await tx.messages.releaseAll(caller.num);
        await tx.events.append({ at: now, kind: 'peer_left', actor: caller.num, ...(reason && { detail: reason }) });
        return {
          unread: unreadOf(await tx.messages.inbox(caller.num), limits),
          subscriptions: (await tx.channels.subscriptions(caller.num)).length,
          held_tasks: (await tx.tasks.heldBy(caller.num, now)).length,
        };
      });
      sessions.drop(caller.num);
      presence.left(caller.num);
      return { label: caller.label, presence: 'offline', ...kept };
    },

    async getPeer(caller, { peer }) {
      const now = clock.now();
      return engine.read(async (tx) => {
        const row = peer === undefined ? (await tx.peers.get(caller.num))! : await resolvePeer(tx, peer);
        return peerInFull(deps, tx, caller, row, now);
      });
    },

    async listPeers(caller, { scope, presence: wanted, runtime, query, include_offline, limit, cursor }) {
      const now = clock.now();
      const near = placeOf(caller, scope);
      const matches = (row: PeerRow) => {
        const state = presence.of(row, now);
        return wanted === undefined ? include_offline || state !== 'offline' : state === wanted;
      };
      return engine.read(async (tx) => {
        const found: PeerRow[] = [];
        let after = fromCursor(cursor, '', isText);
        for (let more = true; more && found.length <= limit; ) {
          const rows = await tx.peers.list({ ...near, runtime, query, after, limit: chunk });
          found.push(...rows.filter(matches));
          after = rows.at(-1)?.label ?? after;
          more = rows.length === chunk;
        }
        const page = found.slice(0, limit);
        const listed: components['schemas']['PeerRow'][] = [];
        for (const row of page) listed.push(await peerRow(deps, tx, caller, row, now));
        return { peers: listed, ...(found.length > limit && { next_cursor: toCursor(page.at(-1)!.label) }) };
      });
    },

    async updatePeer(caller, input) {
      const now = clock.now();
      if (input.alias === 'broker') throw invalid('alias', '"broker" is the broker itself.', 'Choose another alias.');
      const peer = await engine.run(async (tx) => {
        const row = (await tx.peers.get(caller.num))!;
        const profile = changed(row, input);
        await tx.peers.setProfile(caller.num, profile);
        return peerInFull(deps, tx, caller, { ...row, ...profile }, now);
      });
      sessions.drop(caller.num);
      return peer;
    },
  };
}

/**
 * What a scope filters by. Whoever did not say where they work shares no place with anyone.
 * @throws MeshError `invalid_request` for such a caller
 */
function placeOf(
  { host, repo, cwd }: Caller,
  scope: ListPeersInput['scope'],
): Pick<PeerFilter, 'host' | 'repo' | 'cwd'> {
  if (scope === 'mesh') return {};
  if (scope === 'host') return { host };
  const place = scope === 'repo' ? repo : cwd;
  if (place !== null) return scope === 'repo' ? { host, repo: place } : { host, cwd: place };
  throw invalid(
    'scope',
    `"${scope}" needs to know where you work, and your registration did not say.`,
    'Use scope "host" or "mesh", or register with cwd and repo.',
  );
}

function changed(row: PeerRow, input: UpdatePeerInput): Profile {
  const text = (given: string | undefined, before: string | null) =>
    given === undefined ? before : given === '' ? null : given;
  const { presence, emotional_state: state } = input;
  return {
    alias: input.alias ?? row.alias,
    declared: presence === undefined ? row.declared : presence === 'active' ? null : presence,
    summary: text(input.summary, row.summary),
    current_task: text(input.current_task, row.current_task),
    emotional_state:
      state === undefined ? row.emotional_state : Object.keys(state).length === 0 ? null : JSON.stringify(state),
  };
}

function shown({ limits }: Deps): components['schemas']['Limits'] {
  return {
    request_bytes: limits.bodyBytes,
    message_characters: 65_536,
    memory_value_bytes: limits.memoryValueBytes,
    inbox_messages: limits.inboxMessages,
    inbox_bytes: limits.inboxBytes,
    poll_messages: 100,
    heartbeat_seconds: limits.onlineSeconds / 3,
    lease_seconds: limits.leaseSeconds.default,
  };
}
