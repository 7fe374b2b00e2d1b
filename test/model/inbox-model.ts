import type { AckResult, PollMessagesRequest, SendMessageRequest } from '../../generated/types.gen.ts';

export type Intent = NonNullable<SendMessageRequest['intent']>;

/** A message as the model knows it. The id of a notice is learned when it is first given out. */
export interface Sent {
  id?: string;
  readonly kind: 'direct' | 'channel' | 'system';
  /** Label; null for the broker. */
  readonly sender: string | null;
  readonly recipient: string | null;
  readonly channel?: string;
  readonly intent: Intent;
  /** Absent for notices, whose text is not foretold. */
  readonly body?: string;
  readonly thread: string;
  readonly replyTo?: string;
  readonly hops: number;
  readonly expires: number;
  /** Whether its sender heard that it expired or died. */
  told: boolean;
}

/** A place in an inbox. */
export interface Delivery {
  readonly seq: number;
  readonly message: Sent;
  state: 'queued' | 'leased' | 'acked' | 'expired' | 'dead';
  attempt: number;
  leaseUntil: number;
  lease?: string;
}

/** What a peer was handed: enough to acknowledge it, today or late. */
export interface Handed {
  readonly id: string;
  readonly seq: number;
  readonly lease: string;
}

export type Outcome = 'acked' | 'released' | 'extend';

const noticeLife = 7 * 24 * 3600;

/** What the mesh promises about inboxes, in the plainest words: lists, and no database. Times are in milliseconds. */
export class InboxModel {
  readonly labels: readonly string[];
  readonly limits: { readonly maxAttempts: number; readonly inboxMessages: number };
  now: number;
  readonly inboxes: Map<string, Delivery[]>;
  readonly handed: Map<string, Handed[]>;
  /** Every message of a peer, in the order of sending. */
  readonly sent: Sent[] = [];
  /** Answers by peer and idempotency key, with the request they belong to. */
  readonly keys = new Map<string, { readonly request: string; readonly answer: object }>();
  /** Channel to label to mode. */
  readonly channels = new Map<string, Map<string, 'all' | 'mentions'>>();

  constructor(labels: readonly string[], limits: InboxModel['limits'], now: number) {
    this.labels = labels;
    this.limits = limits;
    this.now = now;
    this.inboxes = new Map(labels.map((label) => [label, []]));
    this.handed = new Map(labels.map((label) => [label, []]));
    this.channels.set('#all', new Map(labels.map((label) => [label, 'all'])));
    this.channels.set('#ops', new Map());
  }

  unread(label: string): { total: number; requests: number } {
    const waiting = this.inboxes.get(label)!.filter(isUnread);
    const shown = (deliveries: Delivery[]) => Math.min(deliveries.length, this.limits.inboxMessages);
    return { total: shown(waiting), requests: shown(waiting.filter(({ message }) => message.intent === 'request')) };
  }

  isFull(label: string): boolean {
    return this.inboxes.get(label)!.filter(isUnread).length >= this.limits.inboxMessages;
  }

  deliver(label: string, message: Sent): void {
    const inbox = this.inboxes.get(label)!;
    inbox.push({ seq: inbox.length + 1, message, state: 'queued', attempt: 0, leaseUntil: 0 });
  }

  /** Who gets a post, in the order of registration. */
  audience(channel: string, author: string, body: string): string[] {
    const modes = this.channels.get(channel)!;
    const wants = (label: string) => modes.get(label) === 'all' || body.includes(`@${label} `);
    return this.labels.filter((label) => label !== author && modes.has(label) && wants(label));
  }

  /** Leases that ran out are ready again, or dead after the last attempt. */
  runOut(label: string): void {
    const late = this.inboxes.get(label)!.filter((delivery) => delivery.state === 'leased' && this.isOut(delivery));
    for (const delivery of late) if (delivery.attempt < this.limits.maxAttempts) delivery.state = 'queued';
    for (const delivery of late.filter(({ state }) => state === 'leased').sort(by(({ leaseUntil }) => leaseUntil)))
      this.giveUp(delivery, 'dead');
  }

  /** What waits for a peer and fits a filter, oldest first. */
  ready(label: string, filter: PollMessagesRequest): Delivery[] {
    return this.inboxes.get(label)!.filter(({ state, message }) => {
      const { sender, channel, thread, kind, intent } = message;
      const fits = [
        [filter.from, sender],
        [filter.channel, channel],
        [filter.thread_id, thread],
        [filter.kind, kind],
        [filter.intent, intent],
      ].every(([wanted, given]) => wanted === undefined || wanted === given);
      return state === 'queued' && message.expires > this.now && fits;
    });
  }

  settle(label: string, { id, seq, lease }: Handed, outcome: Outcome, seconds: number): AckResult['result'] {
    const delivery = this.inboxes.get(label)!.find((own) => own.seq === seq && own.message.id === id);
    if (!delivery) return 'not_found';
    if (delivery.state === 'acked') return 'already_acked';
    if (delivery.state === 'expired' || delivery.state === 'dead') return delivery.state;
    if (outcome === 'acked') return end(delivery, 'acked');
    if (delivery.state !== 'leased' || delivery.lease !== lease || this.isOut(delivery)) return 'stale_lease';
    if (outcome === 'extend') {
      delivery.leaseUntil = this.now + seconds * 1000;
      return 'extended';
    }
    delivery.leaseUntil = 0;
    if (delivery.attempt < this.limits.maxAttempts) return 'released';
    this.giveUp(delivery, 'dead');
    return 'dead';
  }

  /** Ends what its time to live or its last lease has ended, in every inbox. */
  sweep(): void {
    const all = this.labels.flatMap((label) => this.inboxes.get(label)!);
    const overdue = all.filter((delivery) => isUnread(delivery) && delivery.message.expires <= this.now);
    for (const delivery of overdue.sort(by(({ message }) => message.expires))) this.giveUp(delivery, 'expired');
    for (const label of this.labels) {
      const spent = this.inboxes
        .get(label)!
        .filter((own) => own.state === 'leased' && this.isOut(own) && own.attempt >= this.limits.maxAttempts);
      for (const delivery of spent.sort(by(({ leaseUntil }) => leaseUntil))) this.giveUp(delivery, 'dead');
    }
  }

  /** A new session of a peer: what the one before had leased is ready at once. */
  reattach(label: string): void {
    for (const delivery of this.inboxes.get(label)!) if (delivery.state === 'leased') delivery.leaseUntil = 0;
  }

  /** State as its sender is shown it: what has run out counts from that instant. */
  status(delivery: Delivery): Delivery['state'] {
    if (isUnread(delivery) && delivery.message.expires <= this.now) return 'expired';
    return delivery.state === 'leased' && this.isOut(delivery) ? 'queued' : delivery.state;
  }

  private isOut({ leaseUntil }: Delivery): boolean {
    return leaseUntil <= this.now;
  }

  private giveUp(delivery: Delivery, state: 'expired' | 'dead'): void {
    end(delivery, state);
    const { message } = delivery;
    if (message.told || message.sender === null) return;
    message.told = true;
    const notice = { kind: 'system', sender: null, recipient: message.sender, intent: 'inform', hops: 0 } as const;
    const about = { thread: message.thread, replyTo: message.id! };
    this.deliver(message.sender, { ...notice, ...about, expires: this.now + noticeLife * 1000, told: false });
  }
}

const isUnread = ({ state }: Delivery) => state === 'queued' || state === 'leased';

function end<State extends Delivery['state']>(delivery: Delivery, state: State): State {
  delivery.state = state;
  return state;
}

/** Sorts by a number; equals stay in their order. */
const by = (key: (delivery: Delivery) => number) => (a: Delivery, b: Delivery) => key(a) - key(b);
