import { expect } from 'vitest';
import { createMeshClient } from '../../generated/client.gen.ts';
import type { Broker } from '../support/process.ts';

/** What a scenario prints, line by line: each step when it is done, and the code of each error that it was given. */
export const story = [
  'ok health',
  'ok register',
  'ok send',
  'ok poll',
  'ok ack',
  'ok subscribe',
  'ok publish',
  'error claim_lost',
  'ok task',
  'ok memory',
  'ok search',
  'error conflict',
  'error task_terminal',
  'error not_found',
  'error ambiguous',
  'error invalid_request',
  'error unauthenticated',
  'error session_invalid',
];

/** Looks at the broker afterwards: whether what the scenario says it did is what happened there, once each. */
export async function expectStoryIn({ url, token }: Broker): Promise<void> {
  let session: string | undefined;
  const witness = createMeshClient({ baseUrl: url, token, session: () => session });
  ({ session_token: session } = await witness.registerPeer({ label: 'witness', runtime: 'node', host: 'studio' }));
  const { events } = await witness.listEvents({ limit: 500 });
  const seen = events.map((event) =>
    [event.kind, event.actor, event.status ?? event.version].filter(Boolean).join(' '),
  );
  expect(seen.filter((line) => line !== 'peer_joined witness')).toEqual([
    'peer_joined ann',
    'peer_joined bob',
    'peer_joined twin',
    'peer_joined other',
    'message_queued ann',
    'message_acked bob',
    'channel_created ann',
    'channel_post ann',
    'message_acked bob',
    'task_transition ann open',
    'task_transition bob working',
    'task_transition bob working',
    'task_transition bob completed',
    'memory_set ann 1',
  ]);
}
