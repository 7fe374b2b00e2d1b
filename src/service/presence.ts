import type { PeerRow, Touch } from '../store/peers.ts';

/** Computed presence, as the contract names it. */
export type PresenceState = 'online' | 'idle' | 'busy' | 'away' | 'offline';

/** Signs of life, in memory; the sweeper writes them down every five seconds, since a heartbeat needs no durability. */
export interface Presence {
  /** An authenticated call; `active` when a model made it. */
  seen(num: number, now: number, active: boolean): void;
  /** The inbox was asked for. */
  drained(num: number, now: number): void;
  /** The session was ended: offline at once. */
  left(num: number): void;
  /** Last authenticated call, from memory or else the row. */
  lastSeen(row: PeerRow): number;
  /** When the inbox was last asked for, from memory or else as stored. */
  lastDrained(num: number, stored: number | null): number | null;
  /** What others see of a peer now. */
  of(row: PeerRow, now: number): PresenceState;
  /** Signs of life not written down yet. */
  take(): Touch[];
}

interface Sign {
  lastSeen: number;
  activeAt: number;
  drainedAt: number | null;
  dirty: boolean;
}

/**
 * @param seconds how long a call counts: `online`, and without a model-made call until `idle`
 * @param start when this broker started, and the last time the one before wrote down: whoever was online then is given as
 *   long again to find the new broker
 */
export function createPresence(seconds: { online: number; idle: number }, start: { at: number; before: number }): Presence {
  const signs = new Map<number, Sign>();
  const onlineMs = seconds.online * 1000;
  const touch = (num: number) => {
    let sign = signs.get(num);
    if (!sign) signs.set(num, (sign = { lastSeen: 0, activeAt: 0, drainedAt: null, dirty: false }));
    sign.dirty = true;
    return sign;
  };
  const rodeThrough = (lastSeen: number, now: number) => lastSeen >= start.before - onlineMs && now <= start.at + onlineMs;

  return {
    seen(num, now, active) {
      const sign = touch(num);
      sign.lastSeen = now;
      if (active) sign.activeAt = now;
    },
    drained(num, now) {
      touch(num).drainedAt = now;
    },
    left(num) {
      signs.delete(num);
    },
    lastSeen: (row) => Math.max(signs.get(row.num)?.lastSeen ?? 0, row.last_seen),
    lastDrained: (num, stored) => signs.get(num)?.drainedAt ?? stored,
    of(row, now) {
      if (!row.live) return 'offline';
      const lastSeen = this.lastSeen(row);
      // After a clock that was set back, a sign of life may lie ahead: it is no older than now.
      if (now - lastSeen > onlineMs && !rodeThrough(lastSeen, now)) return 'offline';
      if (row.declared !== null) return row.declared;
      const activeAt = Math.max(signs.get(row.num)?.activeAt ?? 0, row.active_at);
      return now - activeAt >= seconds.idle * 1000 ? 'idle' : 'online';
    },
    take() {
      const touches: Touch[] = [];
      for (const [num, sign] of signs) {
        if (!sign.dirty) continue;
        sign.dirty = false;
        touches.push({ num, last_seen: sign.lastSeen, active_at: sign.activeAt, last_drained: sign.drainedAt });
      }
      return touches;
    },
  };
}
