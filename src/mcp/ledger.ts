import type { AckItem, Intent } from '../../generated/types.gen.ts';

/** A message that was shown to the model. */
export interface Shown {
  readonly id: string;
  readonly lease: string;
  readonly intent: Intent;
}

/**
 * What was shown and may be acknowledged. An answer that showed messages proves nothing yet; the next request of the client
 * does, since whoever asks again has read what came before. Nothing else acknowledges: not a push, not the end of stdin.
 */
export interface Ledger {
  /** An answer with these messages goes out. */
  shown(messages: readonly Shown[]): void;
  /** The client makes a request: what was shown before it may be acknowledged. */
  requested(): void;
  /** An answer with these messages never went out: they can be given back. */
  withheld(messages: readonly Shown[]): void;
  /** At most 100 outcomes to tell the broker, in one request; telling one twice does no harm. */
  due(): AckItem[];
  /** The broker was told these. */
  settled(items: readonly AckItem[]): void;
  /** Everything shown and not settled: the broker counts it as unread still, and a process that ends before the next request keeps it on disk. */
  entries(): readonly Shown[];
  /** Forgets everything: the broker has another database. */
  clear(): void;
}

const MOST_ITEMS = 100;

/** Makes a ledger. `before`: what an earlier process had shown. */
export function createLedger(before: readonly Shown[] = []): Ledger {
  const open = new Map<string, Shown>(before.map((message) => [message.id, message]));
  const due = new Map<string, AckItem>();
  return {
    shown(messages) {
      for (const { id, lease, intent } of messages) open.set(id, { id, lease, intent });
    },
    requested() {
      for (const { id, lease } of open.values()) if (!due.has(id)) due.set(id, { id, lease });
    },
    withheld(messages) {
      for (const { id, lease } of messages) due.set(id, { id, lease, outcome: 'released' });
    },
    due: () => [...due.values()].slice(0, MOST_ITEMS),
    settled(items) {
      for (const { id, lease } of items) {
        // Shown again since: the lease of that time has an acknowledgement of its own to wait for.
        if (due.get(id)?.lease === lease) due.delete(id);
        if (open.get(id)?.lease === lease) open.delete(id);
      }
    },
    entries: () => [...open.values()],
    clear() {
      open.clear();
      due.clear();
    },
  };
}
