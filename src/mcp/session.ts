import type { MeshClient } from '../../generated/client.gen.ts';
import { MeshError } from '../../generated/errors.gen.ts';
import type { HeartbeatPeerResponse, RegisterPeerResponse, Unread } from '../../generated/types.gen.ts';
import type { Identity } from './identity.ts';
import type { Link } from './link.ts';
import { ownerKey, type SessionSlot, takeSlot } from './session-file.ts';

/** What a session is made of. */
export interface SessionOptions {
  readonly link: Link;
  /** Asked once, at the first registration. */
  readonly identity: () => Promise<Identity>;
  /** Whether the client takes pushed messages, known by then too. */
  readonly push: () => boolean;
  /** Such as peermesh/1.0.0. */
  readonly clientVersion: string;
  /** Hears when the broker's database was restored or made anew: what was remembered of it is void. */
  readonly onNewEpoch: () => void;
  /** Hears of each registration. */
  readonly onRegistered: () => void;
  /** Hears what people should know, in one sentence. */
  readonly log: (sentence: string) => void;
}

/** One session of a peer: registered when first needed, and again whenever the broker has forgotten it. */
export interface Session {
  /** Who this is, as the broker said last; undefined before the first registration. */
  self(): { readonly label: string; readonly alias: string } | undefined;
  /** Takes note of an alias that was changed. */
  renamed(alias: string): void;
  /** Names the files of the session; undefined before the first attempt to register. */
  fileId(): string | undefined;
  /** The token for the PeerMesh-Session header. */
  token(): string | undefined;
  /** Does a piece of work as this peer. Throws MeshError. */
  run<T>(work: (client: MeshClient) => Promise<T>): Promise<T>;
  /** Sends a sign of life and learns what waits. `active`: on behalf of the model. */
  beat(active: boolean): Promise<HeartbeatPeerResponse>;
  /** What waited at the last look. */
  unread(): Unread;
  /** Puts right what waits, where another answer said it. */
  noteUnread(unread: Unread): void;
  /** Registers anew before the next work, which releases every lease that the broker holds for this session. */
  forget(): void;
  /** The tasks that this session holds, by id: named in heartbeats, which prolong their claims. */
  readonly holding: Set<string>;
  /** Tells the broker, for a second at most, and gives the session file free. */
  close(reason: string): Promise<void>;
}

/** Milliseconds for the goodbye: the process is expected to be gone. */
const GOODBYE_MS = 1_000;

/** Makes a session; nothing is registered before it is used. */
export function createSession(options: SessionOptions): Session {
  const { link, log } = options;
  const holding = new Set<string>();
  let slot: SessionSlot | undefined;
  let identity: Identity | undefined;
  let current: RegisterPeerResponse | undefined;
  let epoch: string | undefined;
  let unread: Unread = { total: 0, requests: 0 };
  let registering: Promise<void> | undefined;
  let stale = true;
  let closed = false;

  const noteEpoch = (seen: string) => {
    if (epoch !== undefined && epoch !== seen) {
      holding.clear();
      options.onNewEpoch();
    }
    epoch = seen;
  };

  async function register(): Promise<void> {
    const { home, url } = link.config();
    identity ??= await options.identity();
    slot ??= await takeSlot(home, url, identity.label);
    const answer = await link.ask((client) => client.registerPeer(request(options, home, identity!, slot!, current)));
    if (answer.warning && answer.label !== current?.label) log(answer.warning);
    current = answer;
    unread = answer.unread;
    stale = false;
    noteEpoch(answer.mesh_epoch);
    for (const { task_id } of answer.held_tasks) holding.add(task_id);
    const { label, peer_id, session_token, alias } = answer;
    try {
      slot.write({ label, peer_id, session_token, alias, pid: process.pid });
    } catch (error) {
      log(
        `The session file cannot be written (${(error as Error).message}); the owner key will find the session again.`,
      );
    }
    options.onRegistered();
  }

  const ready = async () => {
    if (closed) throw new MeshError('unavailable', 'The session has ended.');
    if (!stale) return;
    registering ??= register().finally(() => {
      registering = undefined;
    });
    await registering;
  };

  async function run<T>(work: (client: MeshClient) => Promise<T>): Promise<T> {
    await ready();
    const token = current?.session_token;
    try {
      return await link.ask(work);
    } catch (error) {
      if (!(error instanceof MeshError) || error.code !== 'session_invalid') throw error;
      // Another call may have registered already while this one was under way.
      if (current?.session_token === token) stale = true;
      await ready();
      return await link.ask(work);
    }
  }

  return {
    self: () => current && { label: current.label, alias: current.alias },
    renamed(alias) {
      if (current) current = { ...current, alias };
    },
    fileId: () => slot?.id,
    token: () => current?.session_token,
    run,
    async beat(active) {
      const answer = await run((client) => client.heartbeatPeer({ active, holding: [...holding].slice(0, 100) }));
      unread = answer.unread;
      noteEpoch(answer.mesh_epoch);
      for (const { task_id } of answer.lost_tasks) holding.delete(task_id);
      return answer;
    },
    unread: () => unread,
    noteUnread(seen) {
      unread = seen;
    },
    forget() {
      stale = true;
    },
    holding,
    async close(reason) {
      closed = true;
      const goodbye = current && link.downSince() === undefined;
      const said = goodbye ? link.ask((client) => client.unregisterPeer({ reason })).catch(() => {}) : undefined;
      await Promise.race([said, new Promise((resolve) => setTimeout(resolve, GOODBYE_MS).unref())]);
      slot?.release();
      link.close();
    },
  };
}

/** A session that is known is resumed under the label and the alias it has; a new one brings both. */
function request(
  { clientVersion, push }: SessionOptions,
  home: string,
  { alias, aliasGiven, runtime, host, place }: Identity,
  slot: SessionSlot,
  current: RegisterPeerResponse | undefined,
) {
  const known = current ?? slot.read();
  const owner_key = ownerKey(home);
  return {
    label: known?.label ?? slot.label,
    ...(alias && (aliasGiven || !known) && { alias }),
    ...(known && { resume_token: known.session_token }),
    ...(owner_key && { owner_key }),
    ...(place.repo && { repo: place.repo }),
    runtime,
    host,
    cwd: place.cwd.slice(0, 1024),
    pid: process.pid,
    client_version: clientVersion,
    delivery: { push: push() },
  };
}
