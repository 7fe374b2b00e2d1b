import { expect, test } from 'vitest';
import type { Tx } from '../../src/store/port.ts';
import { planOf, recording } from './plans.ts';

const session = Buffer.alloc(32, 1);
const attachment = {
  alias: 'ann', runtime: 'codex', host: 'studio', cwd: null, repo: null, pid: null, client_version: null, push: 0, hook: 0,
  owner_sha256: null, session_sha256: session, previous_sha256: null, session_epoch: 1, registered_at: 1, last_seen: 1, active_at: 1,
}; // biome-ignore format: a row
const message = {
  id: 'm', kind: 'direct' as const, sender: 1, recipient: 2, channel: null, thread_id: 't', in_reply_to: null, task_id: null, intent: 'request' as const,
  priority: 'normal' as const, hops: 0, body: 'hi', metadata: null, sent_at: 1, expires_at: 9,
}; // biome-ignore format: a row
const everything = { sender: null, channel: null, thread_id: null, kind: null, intent: null };
const looking = { before: 99, floor: 0, with: null, channel: null, thread_id: null, match: null, limit: 10 };

/** What the requests of a busy broker ask: sending, polling, acknowledging, heartbeats, and who calls. */
const hot: Record<string, (tx: Tx) => unknown> = {
  'who calls': (tx) => tx.peers.bySession(session),
  'whose session lives': (tx) => tx.peers.liveEpoch(1),
  'a peer by id': (tx) => tx.peers.find('peer_1', 10),
  'a peer by label or alias': (tx) => tx.peers.find('ann@studio', 10),
  'an idempotency key': (tx) => tx.idempotency.find(1, 'key'),
  'keep an idempotency key': (tx) => tx.idempotency.put(1, 'key', { operation: 'o', sha256: session, answer: '{}' }, 1),
  'store a message': (tx) => tx.messages.insert({ ...message, id: 'n' }),
  'queue a message': (tx) => tx.messages.enqueue(2, { ...message, num: 1 }, { messages: 9, bytes: 9 }),
  'note an event': (tx) => tx.events.append({ at: 1, kind: 'message_queued' }),
  'an inbox': (tx) => tx.messages.inbox(2),
  'its oldest message': (tx) => tx.messages.oldestUnread(2),
  'whether anything is ready': (tx) => tx.messages.hasReady(2, 2),
  'what is ready': (tx) => tx.messages.ready(2, everything, 2, 10),
  'lease a message': (tx) => tx.messages.lease(2, 1, 1, 2, 5),
  'give run-out leases back': (tx) => tx.messages.requeue(2, 6, 20),
  'leases run out for good': (tx) => tx.messages.exhausted(2, 6, 20),
  'how many are held back': (tx) => tx.messages.countHeldBack(2, 6),
  'one delivery': (tx) => tx.messages.delivery(2, 1),
  'release a lease': (tx) => tx.messages.release(2, 1),
  'extend a lease': (tx) => tx.messages.extend(2, 1, 9),
  'end a delivery': (tx) => tx.messages.end(2, 1, 'acked', 3),
  'subscribers of a channel': (tx) => tx.channels.subscribers(1),
};

/** The rest: looking back, housekeeping, lists. Small sorts of a page are theirs. */
const others: Record<string, (tx: Tx) => unknown> = {
  'a message by id': (tx) => tx.messages.byId('m'),
  'recipients of a message': (tx) => tx.messages.recipients(1, 2),
  'history of a peer': (tx) => tx.messages.history(1, looking, 2),
  'history with a peer': (tx) => tx.messages.history(1, { ...looking, with: 2 }, 2),
  'history of a thread': (tx) => tx.messages.history(1, { ...looking, thread_id: 't' }, 2),
  'history of a channel': (tx) => tx.messages.history(1, { ...looking, channel: '#all' }, 2),
  'search of messages': (tx) => tx.messages.history(1, { ...looking, match: '"hi"' }, 2),
  'how far a search looks': (tx) => tx.messages.searchFloor('"hi"', 99, { messages: 10, hits: 10 }),
  'index messages': (tx) => tx.messages.index(10),
  'messages whose life has ended': (tx) => tx.messages.overdue(99, 10),
  'leases run out for good, everywhere': (tx) => tx.messages.spent(99, 0, 10),
  'collect messages': (tx) => tx.messages.collect(99, 99, 10),
  'collect events': (tx) => tx.events.collect(99, 10),
  'collect idempotency keys': (tx) => tx.idempotency.collect(99, 10),
  'list events': (tx) => tx.events.list(0, 99, ['task_transition'], 10),
  'list peers': (tx) => tx.peers.list({ after: '', host: 'studio', limit: 10 }),
  'archive peers': (tx) => tx.peers.archive(0, 1, 10),
  'list channels': (tx) => tx.channels.list(1, { after: '', query: null, subscribed: null, limit: 10 }),
};

function plans(calls: Record<string, (tx: Tx) => unknown>): string {
  const { db, tables, ran } = recording();
  for (const [id, label] of [
    ['peer_1', 'ann'],
    ['peer_2', 'bob'],
  ] as const)
    tables.peers.insert(id, label, { ...attachment, session_sha256: Buffer.from(id) });
  tables.channels.insert({ name: '#all', topic: null, created_by: null, created_at: 1 });
  tables.messages.insert(message);
  const lines: string[] = [];
  for (const [name, call] of Object.entries(calls)) {
    ran.clear();
    call(tables);
    for (const sql of [...ran])
      for (const plan of [planOf(db, sql).join('; ')]) if (plan) lines.push(`${name}: ${plan}`);
  }
  return `${lines.join('\n')}\n`;
}

test('what a busy broker asks is found by an index, and nothing sorts', async () => {
  const text = plans(hot);
  await expect(text).toMatchFileSnapshot('../golden/query-plans-hot.txt');
  expect(text).not.toMatch(/SCAN (?!CONSTANT ROW)|TEMP B-TREE/);
});

test('what else is asked of peers, messages, channels and events goes as reviewed', async () => {
  await expect(plans(others)).toMatchFileSnapshot('../golden/query-plans.txt');
});

test('the schema is as reviewed', async () => {
  const { db } = recording();
  const rows = db
    .prepare<
      [],
      { sql: string }
    >(`SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE '%\\_fts\\_%' ESCAPE '\\'
    ORDER BY tbl_name, type DESC, name`)
    .all();
  await expect(`${rows.map(({ sql }) => `${sql};`).join('\n\n')}\n`).toMatchFileSnapshot('../golden/schema.sql');
});
