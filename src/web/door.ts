import { hash, randomBytes } from 'node:crypto';

/** Milliseconds a ticket is good for, and a visit that it let in. */
const lives = { ticket: 60_000, visit: 12 * 3_600_000 };

/** Most tickets and visits at a time; the oldest give way. */
const MOST = 100;

/** Lets browsers in that cannot send the mesh secret: a ticket, good once and for a minute, buys a pass, good for half a day. */
export interface Door {
  /** Makes a ticket. */
  issue(): string;
  /** Takes a ticket and answers a pass; undefined for a ticket that is unknown, used or too old. */
  enter(ticket: string): string | undefined;
  /** Whether a pass is good. */
  knows(pass: string): boolean;
}

/** Seconds that a ticket is good for. */
export const ticketSeconds = lives.ticket / 1000;
/** Seconds that a pass is good for. */
export const passSeconds = lives.visit / 1000;

/**
 * Makes a door. Both kinds of token are 32 random bytes, kept hashed and in memory only: a restart ends all visits.
 * @param now milliseconds since 1970
 */
export function createDoor(now: () => number): Door {
  const tickets = createTokens(now, lives.ticket);
  const passes = createTokens(now, lives.visit);
  return {
    issue: tickets.issue,
    enter: (ticket) => (tickets.take(ticket) ? passes.issue() : undefined),
    knows: passes.knows,
  };
}

function createTokens(now: () => number, life: number) {
  const until = new Map<string, number>();
  const keyOf = (token: string) => hash('sha256', token);
  const knows = (token: string) => (until.get(keyOf(token)) ?? 0) > now();
  return {
    knows,
    issue(): string {
      const token = randomBytes(32).toString('base64url');
      for (const [key, end] of until) if (end <= now() || until.size >= MOST) until.delete(key);
      until.set(keyOf(token), now() + life);
      return token;
    },
    take(token: string): boolean {
      const good = knows(token);
      until.delete(keyOf(token));
      return good;
    },
  };
}
