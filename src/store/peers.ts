import type { Awaitable, Millis } from './port.ts';

/** A peer as it is stored. SHA-256 sums are 32 bytes. */
export interface PeerRow {
  readonly num: number;
  readonly id: string;
  readonly label: string;
  readonly alias: string;
  readonly runtime: string;
  readonly host: string;
  readonly cwd: string | null;
  readonly repo: string | null;
  readonly pid: number | null;
  readonly client_version: string | null;
  readonly push: number;
  readonly hook: number;
  readonly owner_sha256: Uint8Array | null;
  readonly session_sha256: Uint8Array;
  readonly previous_sha256: Uint8Array | null;
  readonly used: number;
  readonly session_epoch: number;
  readonly live: number;
  readonly declared: 'busy' | 'idle' | 'away' | null;
  readonly summary: string | null;
  readonly current_task: string | null;
  /** JSON of an EmotionalState. */
  readonly emotional_state: string | null;
  readonly registered_at: Millis;
  readonly last_seen: Millis;
  readonly active_at: Millis;
  readonly archived_at: Millis | null;
}

/** What of a peer proves and names a caller: few columns, since every request reads them. */
export type SessionRow = Pick<
  PeerRow,
  'num' | 'id' | 'label' | 'alias' | 'host' | 'runtime' | 'cwd' | 'repo' | 'session_epoch' | 'used'
>;

/** What a registration writes: who it is and what session it opens. */
export type Attachment = Omit<
  PeerRow,
  'num' | 'id' | 'label' | 'declared' | 'summary' | 'current_task' | 'emotional_state' | 'archived_at' | 'live' | 'used'
>;

/** What `updatePeer` may change. */
export type Profile = Pick<PeerRow, 'alias' | 'declared' | 'summary' | 'current_task' | 'emotional_state'>;

/** Which peers a list wants. Absent fields do not filter. */
export interface PeerFilter {
  /** Rows whose label comes after this one. */
  readonly after: string;
  readonly host?: string | undefined;
  readonly repo?: string | undefined;
  readonly cwd?: string | undefined;
  readonly runtime?: string | undefined;
  /** Part of alias, label, host or summary, any case. */
  readonly query?: string | undefined;
  readonly limit: number;
}

/** Signs of life since the last write. */
export interface Touch {
  readonly num: number;
  readonly last_seen: Millis;
  readonly active_at: Millis;
  readonly last_drained: Millis | null;
}

/** Peers and their sessions. */
export interface PeerTable {
  get(num: number): Awaitable<PeerRow | undefined>;
  byLabel(label: string): Awaitable<PeerRow | undefined>;
  /** The peer, not archived, whose live session has this token sum. */
  bySession(sha256: Uint8Array): Awaitable<SessionRow | undefined>;
  /** The epoch of the live session of a peer, undefined when it has none. */
  liveEpoch(num: number): Awaitable<number | undefined>;
  /** The peer with this id, else all with this label, alias or alias@host; archived ones only by id. At most `limit`. */
  find(ref: string, limit: number): Awaitable<PeerRow[]>;
  /** Peers that are not archived and have one of these aliases. */
  byAliases(aliases: readonly string[]): Awaitable<PeerRow[]>;
  /** Aliases and labels of peers that are not archived, for near names. */
  names(limit: number): Awaitable<string[]>;
  /** Adds a peer with an empty inbox; answers its number. */
  insert(id: string, label: string, row: Attachment): Awaitable<number>;
  /** Opens a new session of a known peer, which also brings it back from the archive. */
  attach(num: number, row: Attachment): Awaitable<void>;
  /** Marks the session token as used; the one before no longer re-attaches. */
  confirmSession(num: number): Awaitable<void>;
  setProfile(num: number, profile: Profile): Awaitable<void>;
  /** Ends the session; its token re-attaches but no longer calls. */
  endSession(num: number, now: Millis): Awaitable<void>;
  /** Writes signs of life down. */
  touch(rows: readonly Touch[]): Awaitable<void>;
  list(filter: PeerFilter): Awaitable<PeerRow[]>;
  /** Archives peers not seen since `before`; answers how many. */
  archive(before: Millis, now: Millis, limit: number): Awaitable<number>;
}
