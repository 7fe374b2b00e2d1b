import type { History } from './history.ts';
import * as messages from './message-invariants.ts';
import * as state from './state-invariants.ts';

/** What must hold of every history, by the words of the promise. */
export const always = {
  'nothing is received that was not sent to that peer': messages.onlyWhatWasSent,
  'one idempotency key, one effect': messages.keysHaveOneEffect,
  'redelivered is exact': messages.redeliveredIsExact,
  'first deliveries are first in, first out per pair': messages.firstDeliveriesAreInOrder,
  'nothing comes after an acknowledged ack': messages.acknowledgedStaysAway,
  'a place in an inbox belongs to one message': messages.placesAreUnique,
  'claims rise': state.claimsRise,
  'valid claims never overlap': state.claimsDoNotOverlap,
  'stale claims are refused': state.staleClaimsAreRefused,
  'compare-and-set never forks': state.versionsDoNotFork,
  'reads are current': state.readsAreCurrent,
  'expired entries are never read': state.expiredIsNotRead,
  'no internal errors': state.nothingIsInternal,
} satisfies Record<string, messages.Invariant>;

/** What must hold too once every inbox was emptied and acknowledged. */
export const onceEmptied = {
  'acknowledged sends are received': messages.sendsArrive,
  'what is not acknowledged is offered again': messages.offeredUntilAcknowledged,
  'places have no gaps': messages.placesHaveNoGaps,
} satisfies Record<string, messages.Invariant>;

/**
 * Checks a history; answers a sentence for each fault, which begins with the promise that is broken.
 * @param emptied whether every inbox was emptied at the end
 */
export function check(history: History, { emptied }: { readonly emptied: boolean }): string[] {
  const invariants = { ...always, ...(emptied && onceEmptied) };
  return Object.entries(invariants).flatMap(([promise, faults]) =>
    faults(history).map((fault) => `${promise}: ${fault}`),
  );
}
