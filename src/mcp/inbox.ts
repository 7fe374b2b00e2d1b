import type { MeshClient } from '../../generated/client.gen.ts';
import type { HistoryMessage, Message, PollMessagesRequest, PollMessagesResponse } from '../../generated/types.gen.ts';
import type { Ledger } from './ledger.ts';
import { isAway, reachOf } from './retry.ts';

/** What narrows a look into the inbox. */
export type Filter = Pick<PollMessagesRequest, 'from' | 'channel' | 'thread_id' | 'kind' | 'intent' | 'limit'>;

/** What an inbox is made of. */
export interface InboxOptions {
  readonly ledger: Ledger;
  /** Does work as the peer whose inbox it is. */
  readonly run: <T>(work: (client: MeshClient) => Promise<T>) => Promise<T>;
  /** The answer to a poll was lost, so the broker may have leased messages that nobody knows of. */
  readonly onLostLease?: () => void;
}

/** The inbox of a peer, read in two phases: a batch is leased, shown, and acknowledged with a later request. */
export interface Inbox {
  /** Leases the next messages and acknowledges what is due, in one request. Showing them is told to the ledger by the caller. */
  take(filter: Filter): Promise<PollMessagesResponse>;
  /** Tells the broker what is due. What cannot be told stays due. */
  settle(): Promise<void>;
  /** Newest unread messages without taking them, oldest first. */
  peek(limit: number): Promise<HistoryMessage[]>;
}

/** What one answer shows at most. */
export const mostShown = { messages: 20, bytes: 32 * 1024 };

/**
 * As long as the contract allows: a model may work for minutes on a message before its next request. A killed session's
 * leases end sooner, when the label registers again.
 */
export const leaseSeconds = 900;

/** Makes an inbox. */
export function createInbox({ ledger, run, onLostLease }: InboxOptions): Inbox {
  return {
    async take(filter) {
      const acks = ledger.due();
      const limit = Math.min(filter.limit ?? mostShown.messages, mostShown.messages);
      const body = { ...filter, limit, max_bytes: mostShown.bytes, lease_seconds: leaseSeconds, acks };
      const answer = await run((client) => client.pollMessages(body)).catch((error: unknown) => {
        if (reachOf(error) === 'lost') onLostLease?.();
        throw error;
      });
      ledger.settled(acks);
      return answer;
    },

    async settle() {
      for (let items = ledger.due(); items.length > 0; items = ledger.due()) {
        await run((client) => client.ackMessages({ items })).catch((error: unknown) => {
          if (isAway(error)) throw error;
          // Unknown to this broker, so there is nothing left to tell it.
        });
        ledger.settled(items);
      }
    },

    async peek(limit) {
      const { messages } = await run((client) => client.listMessages({ limit }));
      return messages.filter(isWaiting).reverse();
    },
  };
}

/** Posts carry no delivery status, so one may have been read already; who shows them keeps count of that. */
function isWaiting({ direction, status }: HistoryMessage): boolean {
  return direction === 'received' && (status === undefined || status === 'queued');
}

/** A message without what concerns only the broker and the shim. */
export function readable(message: Message): Omit<Message, 'lease' | 'lease_expires_at' | 'attempt' | 'seq'> {
  const { lease: _lease, lease_expires_at: _end, attempt: _attempt, seq: _seq, ...rest } = message;
  return rest;
}
