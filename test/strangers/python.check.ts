import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createMeshClient } from '../../generated/client.gen.ts';
import type { Broker } from '../support/process.ts';
import { openPlace, type Place, shimWords } from './stranger.ts';

let place: Place;
beforeAll(async () => {
  const pip = '"$PLACE/venv/bin/pip" install --quiet --disable-pip-version-check mcp==2.3.0';
  place = await openPlace(['sh', '-c', 'python3 -m venv "$PLACE/venv"'], ['sh', '-c', pip]);
});
beforeEach(({ skip }) => skip(place.lacking !== undefined, place.lacking));
afterAll(() => place.close());

test('two agents on the Python SDK talk, delegate a task, share memory and are told of errors', async () => {
  const python = [join(place.directory, 'venv/bin/python'), join(import.meta.dirname, 'two_agents.py')];
  const { code, out, err } = await place.ask([...python, JSON.stringify(shimWords)], place.shimEnv('python'));
  expect(code, err).toBe(0);
  expect(out.trim().split('\n')).toEqual([
    'ok protocol 2025-11-25 2025-11-25',
    'ok tools 21',
    'ok prompts',
    'ok resources',
    'ok peers',
    'ok told',
    'ok conversation',
    'error claim_lost',
    'ok task',
    'error conflict',
    'ok memory',
    'error not_found',
    'error invalid_request',
    'error not_found',
    'error -32602 There is no resource called peermesh://nothing.',
  ]);
  expect(await eventsOf(place.broker)).toEqual([
    'ann memory_set',
    'ann message_acked',
    'ann message_queued',
    'ann peer_joined',
    'ann peer_left',
    'ann task_transition open',
    'bob message_acked',
    'bob message_queued',
    'bob peer_joined',
    'bob peer_left',
    'bob task_transition completed',
    'bob task_transition working',
  ]);
});

/** What the broker saw of the two, sorted: some of it happens at the same time. */
async function eventsOf({ url, token }: Broker): Promise<string[]> {
  let session: string | undefined;
  const witness = createMeshClient({ baseUrl: url, token, session: () => session });
  ({ session_token: session } = await witness.registerPeer({ label: 'witness', runtime: 'node', host: 'studio' }));
  const { events } = await witness.listEvents({ limit: 500 });
  return events
    .filter(({ actor }) => actor !== 'witness')
    .map(({ kind, actor, status }) => [actor, kind, status].filter(Boolean).join(' '))
    .sort();
}
