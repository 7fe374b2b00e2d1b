import { hash } from 'node:crypto';
import type { RegisterPeerInput } from '../../generated/service.gen.ts';
import { invalid } from '../errors.ts';
import type { Attachment, PeerRow } from '../store/peers.ts';
import type { Tx } from '../store/port.ts';
import type { Deps } from './deps.ts';

/** A registered peer, and how it came about. */
export interface Registration {
  readonly row: PeerRow;
  readonly reattached: boolean;
  readonly warning?: string;
}

const sha256 = (text: string) => hash('sha256', text, 'buffer');

/** `label#2` to `label#9999` is what the contract can name. */
const lastSuffix = 9_999;

/**
 * Gives the caller the mailbox of its label: a new one, its own again, or `label#2` when the label is someone else's.
 * @param token the new session token
 */
export async function register(
  deps: Deps,
  tx: Tx,
  input: RegisterPeerInput,
  token: string,
  now: number,
): Promise<Registration> {
  if (input.label === 'broker') throw invalid('label', '"broker" is the broker itself.', 'Choose another label.');
  if (input.alias === 'broker') throw invalid('alias', '"broker" is the broker itself.', 'Choose another alias.');
  const keys = { resume: input.resume_token, owner: input.owner_key && sha256(input.owner_key) };
  const base = input.label.replace(/#\d+$/, '');

  for (let n = 1; n <= lastSuffix; n++) {
    const label = n === 1 ? input.label : `${base}#${n}`;
    if (n > 1 && label === input.label) continue;
    const known = await tx.peers.byLabel(label);
    const previous = known && proven(deps, known, keys, now);
    if (known && !previous) continue;
    const warning = label === input.label ? {} : { warning: otherLabel(input, label) };
    const alias = input.alias ?? known?.alias ?? label.replace(/[^A-Za-z0-9._-]+/g, '-').slice(0, 64);
    const tokens = { session_sha256: sha256(token), previous_sha256: previous ?? null };
    const session = attachment(input, known, await freeAlias(tx, alias, known), tokens, keys.owner, now);
    const num = known ? known.num : await join(deps, tx, label, session, now);
    if (known) await rejoin(tx, known, session, now);
    deps.presence.seen(num, now, true);
    return { row: (await tx.peers.get(num))!, reattached: known !== undefined, ...warning };
  }
  throw invalid('label', `"${base}" and all its numbered forms are taken.`, 'Choose another label.');
}

/**
 * Answers the token that goes on re-attaching until the new session is used, or undefined for a caller that may not attach. The
 * last token proves the session. The owner key proves the home, which counts only while no session lives.
 */
function proven(
  deps: Deps,
  known: PeerRow,
  keys: { resume?: string | undefined; owner?: Buffer | '' | undefined },
  now: number,
): Uint8Array | undefined {
  if (keys.resume) {
    const sum = sha256(keys.resume);
    if (sum.equals(known.session_sha256)) return sum;
    // The answers with newer tokens may have been lost on the way: until one is used, the one that the caller knows counts.
    if (!known.used && known.previous_sha256 && sum.equals(known.previous_sha256)) return sum;
  }
  if (!keys.owner || !known.owner_sha256 || !keys.owner.equals(known.owner_sha256)) return undefined;
  return !known.used || deps.presence.of(known, now) === 'offline' ? known.session_sha256 : undefined;
}

/** Aliases need not be unique, but a second session of one name would make the first one's ambiguous. */
async function freeAlias(tx: Tx, alias: string, known: PeerRow | undefined): Promise<string> {
  if (known?.alias === alias) return alias;
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? alias : `${alias.slice(0, 59)}-${n}`;
    const others = (await tx.peers.byAliases([candidate])).filter((peer) => peer.num !== known?.num);
    if (others.length === 0 || n === lastSuffix) return candidate;
  }
}

function attachment(
  input: RegisterPeerInput,
  known: PeerRow | undefined,
  alias: string,
  tokens: Pick<Attachment, 'session_sha256' | 'previous_sha256'>,
  owner: Buffer | '' | undefined,
  now: number,
): Attachment {
  return {
    ...tokens,
    alias,
    runtime: input.runtime,
    host: input.host,
    cwd: input.cwd ?? null,
    repo: input.repo ?? null,
    pid: input.pid ?? null,
    client_version: input.client_version ?? null,
    push: Number(input.delivery?.push ?? false),
    hook: Number(input.delivery?.hook ?? false),
    owner_sha256: known?.owner_sha256 ?? (owner || null),
    session_epoch: (known?.session_epoch ?? 0) + 1,
    registered_at: now,
    last_seen: now,
    active_at: now,
  };
}

async function join(deps: Deps, tx: Tx, label: string, session: Attachment, now: number): Promise<number> {
  deps.pace.take(
    'registrations',
    deps.limits.registrations,
    now,
    'Too many new labels at once.',
    'Reuse the label of a session; try again when Retry-After has passed.',
  );
  const num = await tx.peers.insert(deps.newId('peer', now), label, session);
  const all = (await tx.channels.byName('#all'))!;
  if (all.subscribers < deps.limits.channelSubscribers) await tx.channels.subscribe(all.num, num, 'all', now);
  await tx.events.append({ at: now, kind: 'peer_joined', actor: num });
  deps.presence.seen(num, now, true);
  return num;
}

async function rejoin(tx: Tx, known: PeerRow, session: Attachment, now: number): Promise<void> {
  await tx.peers.attach(known.num, session);
  await tx.messages.releaseAll(known.num);
  await tx.events.append({ at: now, kind: 'peer_reattached', actor: known.num });
}

function otherLabel(input: RegisterPeerInput, label: string): string {
  const way = input.owner_key
    ? 'It is live, or belongs to another home'
    : 'Registering with its resume_token, or with the owner_key it was first registered with, takes it back';
  return `The label "${input.label}" belongs to another session, so this one is "${label}" with an inbox of its own. ${way}.`;
}
