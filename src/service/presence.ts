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
  /** When to ask for messages again, in milliseconds: soon while a model is at work here, seldom otherwise. */
  pollAfter(num: number, now: number): number;
  /** How many peers gave a sign of life lately. */
  online(now: number): number;
  /** Takes note that signs of life and the clock were written down. */
  written(now: number): void;
  /** Whether the clock was written down so long after the last sign of life that nobody counts as online by it. */
  isWrittenDown(): boolean;
  /** Signs of life not written down yet. */
  take(): Touch[];
}

/** An idle shim then costs half a request a second, about 20 µs of one core. */
const poll = { busyMs: 60_000, soonMs: 500, seldomMs: 2_000 };

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
export function createPresence(
  seconds: { online: number; idle: number },
  start: { at: number; before: number },
): Presence {
  const signs = new Map<number, Sign>();
  const onlineMs = seconds.online * 1000;
  let written = start.before;
  const touch = (num: number) => {
    const sign = signs.get(num) ?? { lastSeen: 0, activeAt: 0, drainedAt: null, dirty: true };
    sign.dirty = true;
    signs.set(num, sign);
    return sign;
  };
  const rodeThrough = (lastSeen: number, now: number) =>
    lastSeen >= start.before - onlineMs && now <= start.at + onlineMs;

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
    pollAfter: (num, now) => (now - (signs.get(num)?.activeAt ?? 0) <= poll.busyMs ? poll.soonMs : poll.seldomMs),
    online(now) {
      let count = 0;
      for (const sign of signs.values()) if (now - sign.lastSeen <= onlineMs) count++;
      return count;
    },
    written(now) {
      written = now;
    },
    isWrittenDown() {
      // The start counts as a sign of life: who was online before it is given time to find this broker.
      let last = start.at;
      for (const { lastSeen } of signs.values()) last = Math.max(last, lastSeen);
      return written - last > 2 * onlineMs;
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
