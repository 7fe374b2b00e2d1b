import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { filesIn } from '../../src/sqlite/files.ts';
import { lease, settle } from '../support/inbox.ts';
import { newMesh, type Peer } from '../support/mesh.ts';

type Run = (...values: unknown[]) => unknown;
type Statement = Record<'run' | 'get' | 'all', Run>;

/** Notes every statement that runs in this process, with what was last bound to it, until the end of the test. */
function noted(): Map<string, unknown[]> {
  const ran = new Map<string, unknown[]>();
  const prepare = Database.prototype.prepare as unknown as (sql: string) => Statement;
  const noting = function (this: unknown, sql: string): Statement {
    const statement = prepare.call(this, sql);
    for (const verb of ['run', 'get', 'all'] as const) {
      const run = statement[verb];
      statement[verb] = (...values) => {
        ran.set(sql, values);
        return run.apply(statement, values);
      };
    }
    return statement;
  };
  Object.assign(Database.prototype, { prepare: noting });
  onTestFinished(() => void Object.assign(Database.prototype, { prepare }));
  return ran;
}

/** What a pair of agents at work asks of the broker all day. */
async function work(ann: Peer, bob: Peer, idempotency_key: string): Promise<void> {
  const { message_id } = await ann.sendMessage({
    to: 'bob',
    body: 'Run tests',
    intent: 'request',
    idempotency_key,
  });
  await ann.sendMessage({ to: 'bob@studio', body: 'and lint', in_reply_to: message_id });
  await bob.heartbeatPeer({ active: true });
  const [first] = await lease(bob, { limit: 1 });
  const [second] = await lease(bob);
  await settle(bob, first!, 'extend');
  await settle(bob, second!, 'released');
  await bob.pollMessages({ acks: [{ id: first!.id, lease: first!.lease }], from: 'ann', intent: 'inform' });
  await bob.pollMessages({ kind: 'direct', thread_id: first!.thread_id, ack: 'auto' });
  await bob.pollMessages({});
}

test('sending, polling, acknowledging and heartbeats scan no table and sort nothing', async () => {
  const ran = noted();
  const { ann, bob, home } = await newMesh('ann', 'bob');
  await work(ann, bob, 'key-1');
  // Sessions that called are remembered; a registration makes the broker look them up again.
  for (const peer of [ann, bob]) await peer.register();
  ran.clear();
  await work(ann, bob, 'key-2');

  const statements = [...ran].filter(([sql]) => /^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)/i.test(sql));
  expect(statements.length).toBeGreaterThan(15);
  const db = new Database(filesIn(home).database, { readonly: true });
  onTestFinished(() => void db.close());
  const plans = statements.flatMap(([sql, values]) => {
    const steps = db.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...values);
    return steps.map(({ detail }) => `${detail} of ${sql}`);
  });
  expect(plans.filter((plan) => /^SCAN (?!CONSTANT ROW)|TEMP B-TREE/.test(plan))).toEqual([]);
});
