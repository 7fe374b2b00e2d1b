const KIB = 1024;
const MIB = 1024 * KIB;
const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

/** The bounds that keep one broker's memory, disk and time finite. Tests pass smaller ones; nothing in the environment changes them. */
export const defaultLimits = {
  /** Largest request body, in bytes. */
  bodyBytes: MIB,
  /** Deepest nesting of arrays and objects in a request body. */
  jsonDepth: 32,

  /** Unread messages one inbox holds before a sender is told `inbox_full`. */
  inboxMessages: 10_000,
  /** Unread bytes one inbox holds before a sender is told `inbox_full`. */
  inboxBytes: 64 * MIB,
  /** Deliveries of one message before it is dead. */
  maxAttempts: 20,
  /** Lease of a polled message, in seconds: what a poll gets without asking, and the bounds of what it may ask for. */
  leaseSeconds: { default: MINUTE, min: 5, max: 15 * MINUTE },
  /** Life of a message that names no TTL, in seconds. */
  messageTtlSeconds: 7 * DAY,
  /** Replies to replies before a chain is refused. */
  hops: 8,
  /** Messages from one peer to one other: a burst, refilled at a steady rate per second. */
  pair: { burst: 200, perSecond: 10 },
  /** New labels, over all callers. */
  registrations: { burst: 1_000, perSecond: 20 },

  /** Posts of one sender over all channels. */
  publishes: { burst: 5, perSecond: 5 },
  /** Subscribers of one channel. */
  channelSubscribers: 1_000,

  /** Claim of a task, in seconds, when the claimer names none. */
  claimSeconds: 15 * MINUTE,
  /** Expired claims of one task before it fails. */
  taskAttempts: 3,

  /** Largest value of a memory entry, in bytes. */
  memoryValueBytes: 256 * KIB,

  /** Seconds since the last authenticated call within which a peer is online. */
  onlineSeconds: 45,
  /** Seconds without a call made by the model after which an online peer is idle. */
  idleSeconds: 5 * MINUTE,

  /** Seconds each kind of row is kept after it stopped mattering. */
  retention: {
    ackedSeconds: 7 * DAY,
    unackedSeconds: 30 * DAY,
    terminalTaskSeconds: 30 * DAY,
    eventSeconds: 30 * DAY,
    idempotencySeconds: DAY,
    tombstoneSeconds: 7 * DAY,
    offlinePeerSeconds: 30 * DAY,
  },
};

/** The shape of {@link defaultLimits}. */
export type Limits = typeof defaultLimits;
