import { expect, test } from 'vitest';
import type { Message } from '../../generated/types.gen.ts';
import { always, check, onceEmptied } from './checker.ts';
import { type Call, History, type Operation } from './history.ts';

/** A call of a story: who, what, with what, and the answer; a code when it was refused, `lost` when no answer came. */
type Line = readonly [who: string, operation: Operation, input: object, answer?: object | string];

const second = (n: number) => new Date(Date.UTC(2026, 10, 23, 8, 0, n)).toISOString();

/** A history of calls one after the other, a second apart; a line that begins with `meanwhile` runs while the one before does. */
function historyOf(lines: readonly Line[]): History {
  const history = new History();
  for (const [n, [who, operation, input, answer = {}]] of lines.entries()) {
    const parallel = who.startsWith('meanwhile ');
    const outcome = answer === 'lost' ? 'unknown' : typeof answer === 'string' ? 'failed' : 'ok';
    history.calls.push({
      who: who.replace('meanwhile ', ''),
      operation,
      input,
      invoked: parallel ? 10 * (n - 1) + 1 : 10 * n,
      ended: outcome === 'unknown' ? Number.POSITIVE_INFINITY : 10 * n + 5,
      at: Date.parse(second(n)),
      outcome,
      ...(typeof answer === 'object' ? { answer } : { code: answer }),
    } as Call);
  }
  return history;
}

const send = (body: string, answer: string | undefined = body, to = 'bob'): Line => {
  const done = answer === 'lost' || answer === 'inbox_full' ? answer : { message_id: answer };
  return ['ann', 'sendMessage', { to, body, idempotency_key: `key-${body}` }, done];
};

/** The story goes on until everybody has acknowledged what they were given. */
function settled(lines: readonly Line[]): Line[] {
  const acks = lines.flatMap(([who, operation, , answer]): Line[] => {
    if (operation !== 'pollMessages' || typeof answer !== 'object') return [];
    const items = (answer as { messages: Message[] }).messages.map(({ id, lease }) => ({ id, lease }));
    return [[who, 'ackMessages', { items }, { results: [] }]];
  });
  return [...lines, ...acks];
}

/** A message of ann's as bob gets it: its id is its text, its place is its number. */
const given = (body: string, attempt = 1, changes: object = {}) => ({
  ...{ id: body, body, seq: Number(body), kind: 'direct', from: { label: 'ann' }, lease: `${body}.${attempt}` },
  ...{ attempt, redelivered: attempt > 1, ...changes },
});

type Result = readonly [id: string, result: string];
const poll = (messages: object[], acked: Result[] = [], who = 'bob'): Line => {
  const ack_results = acked.map(([id, result]) => ({ id, result }));
  return [who, 'pollMessages', {}, { messages: messages as Message[], ack_results }];
};
const notice = given('1', 1, {
  id: 'n',
  kind: 'system',
  in_reply_to: '1',
  body: 'It expired.',
  from: { label: 'broker' },
});
const lostPoll: Line = ['bob', 'pollMessages', {}, 'lost'];

const claim = (who: string, claim: number, from: number, until: number): Line => {
  const task = { task_id: 't', claim, updated_at: second(from), lease_expires_at: second(until), status: 'working' };
  return [who, 'claimTask', { task_id: 't' }, { task, claim, lease_expires_at: second(until) }];
};
const update = (who: string, claim: number, status = 'working', until = 30): Line => {
  const task = { task_id: 't', claim, status, ...(status === 'working' && { lease_expires_at: second(until) }) };
  return [who, 'updateTask', { task_id: 't', claim, status }, { task }];
};
const write = (value: string, version: number | string, input: object = {}): Line => {
  const answer = typeof version === 'string' ? version : { key: 'k', version, duplicate: false };
  return ['ann', 'setMemory', { key: 'k', value, ...input }, answer];
};
const read = (value: string, version: number, changes: object = {}): Line => {
  return ['bob', 'getMemory', { keys: ['k'] }, { entries: [{ key: 'k', value, version, ...changes }], missing: [] }];
};
const meanwhile = ([who, ...rest]: Line): Line => [`meanwhile ${who}`, ...rest];

test.each<[string, Line[]]>([
  ['a message that is sent, given and acknowledged', [send('1'), poll([given('1')]), poll([], [['1', 'acked']])]],
  [
    'an answer that was lost, and the repeated request',
    [send('1', 'lost'), send('1', 'lost'), send('1'), poll([given('1')])],
  ],
  ['a message that nobody knows was sent', [send('1', 'lost'), poll([given('1')])]],
  ['a message that is given again', [send('1'), poll([given('1')]), poll([given('1', 2)])]],
  ['a poll whose answer was lost', [send('1'), send('2'), lostPoll, poll([given('1', 2), given('2')])]],
  ['sends at the same time in any order', [send('2'), meanwhile(send('1')), poll([given('1'), given('2')])]],
  ['a refused message', [send('1', 'inbox_full')]],
  ['an expired message that its sender is told of', [send('1'), poll([notice], [], 'ann')]],
  [
    'a claim after the lease of another',
    [claim('bob', 1, 0, 1), claim('cleo', 2, 1, 9), update('cleo', 2, 'completed')],
  ],
  ['a claim that is prolonged', [claim('bob', 1, 0, 5), update('bob', 1), claim('bob', 1, 0, 60)]],
  [
    'versions that rise',
    [
      write('a', 1),
      write('b', 2, { if_version: 1 }),
      read('b', 2),
      write('c', 'conflict', { if_version: 1 }),
      read('b', 2),
    ],
  ],
  ['a write that nobody knows was done', [write('a', 1), write('b', 'lost'), read('a', 1), read('b', 2)]],
  ['an entry before it expires', [write('a', 1, { ttl_seconds: 5 }), read('a', 1, { expires_at: second(5) })]],
])('%s is as promised', (_, lines) => {
  expect(check(historyOf(settled(lines)), { emptied: true })).toEqual([]);
});

type Promised = keyof typeof always | keyof typeof onceEmptied;

const faults: readonly (readonly [Promised, string, Line[]])[] = [
  ['acknowledged sends are received', 'a message that never comes', [send('1'), poll([])]],
  [
    'acknowledged sends are received',
    'a post that one of two gets',
    [
      ['ann', 'publishMessage', { channel: '#all', body: '1' }, { message_id: '1', channel: '#all', fanned_out: 2 }],
      poll([given('1', 1, { kind: 'channel', channel: '#all' })]),
    ],
  ],
  [
    'what is not acknowledged is offered again',
    'a message that is gone after one poll',
    [send('1'), poll([given('1')])],
  ],
  ['places have no gaps', 'a place that nobody was given', [send('2'), poll([given('2')])]],
  ['nothing is received that was not sent to that peer', 'a text that nobody sent', [poll([given('1')])]],
  [
    'nothing is received that was not sent to that peer',
    'a message to somebody else',
    [send('1', '1', 'cleo'), poll([given('1')])],
  ],
  [
    'nothing is received that was not sent to that peer',
    'a message that was refused',
    [send('1', 'inbox_full'), poll([given('1')])],
  ],
  [
    'one idempotency key, one effect',
    'two messages of one key',
    [send('1'), send('1', '2'), poll([given('1'), given('1', 1, { id: '2', seq: 2 })])],
  ],
  [
    'one idempotency key, one effect',
    'a lost request that was done twice',
    [send('1', 'lost'), poll([given('1'), given('1', 1, { id: '2', seq: 2 })])],
  ],
  ['redelivered is exact', 'a message that is new twice', [send('1'), poll([given('1')]), poll([given('1')])]],
  [
    'redelivered is exact',
    'a message that is new after all',
    [send('1'), lostPoll, poll([given('1', 2)]), poll([given('1')])],
  ],
  ['redelivered is exact', 'a message that is never new', [send('1'), poll([given('1', 2)])]],
  [
    'redelivered is exact',
    'a first attempt that is called redelivered',
    [send('1'), poll([given('1')]), poll([given('1', 1, { redelivered: true })])],
  ],
  [
    'first deliveries are first in, first out per pair',
    'the second before the first',
    [send('1'), send('2'), poll([given('2'), given('1')])],
  ],
  [
    'nothing comes after an acknowledged ack',
    'a message after its ack',
    [send('1'), poll([given('1')]), poll([], [['1', 'acked']]), poll([given('1', 2)])],
  ],
  [
    'nothing comes after an acknowledged ack',
    'a message after an ack of its own',
    [
      send('1'),
      poll([given('1')]),
      ['bob', 'ackMessages', { items: [] }, { results: [{ id: '1', result: 'already_acked' }] }],
      poll([given('1', 2)]),
    ],
  ],
  [
    'a place in an inbox belongs to one message',
    'two messages in one place',
    [send('1'), send('2'), poll([given('1'), given('2', 1, { seq: 1 })])],
  ],
  ['claims rise', 'one claim number for two', [claim('bob', 1, 0, 1), claim('cleo', 1, 2, 9)]],
  ['claims rise', 'a claim number that falls', [claim('bob', 2, 0, 1), claim('bob', 1, 2, 9)]],
  ['valid claims never overlap', 'a claim while another holds', [claim('bob', 1, 0, 9), claim('cleo', 2, 1, 20)]],
  [
    'valid claims never overlap',
    'a claim that forgets a renewal',
    [claim('bob', 1, 0, 1), update('bob', 1), claim('cleo', 2, 2, 20)],
  ],
  [
    'stale claims are refused',
    'an update with an older claim',
    [claim('bob', 1, 0, 1), claim('cleo', 2, 1, 9), update('bob', 1)],
  ],
  [
    'stale claims are refused',
    'an update after the end',
    [claim('bob', 1, 0, 9), update('bob', 1, 'completed'), update('bob', 1)],
  ],
  ['compare-and-set never forks', 'two writes of one version', [write('a', 1), meanwhile(write('b', 1))]],
  [
    'compare-and-set never forks',
    'a write over a newer one',
    [write('a', 1), write('b', 2), write('c', 3, { if_version: 1 })],
  ],
  ['compare-and-set never forks', 'a version that falls', [write('a', 2), write('b', 1)]],
  ['reads are current', 'an old value', [write('a', 1), write('b', 2), read('a', 1)]],
  ['reads are current', 'a value that was refused', [write('a', 1), write('b', 'conflict'), read('b', 2)]],
  ['reads are current', 'the value of another version', [write('a', 1), write('b', 2), read('a', 2)]],
  [
    'reads are current',
    'an entry that is gone',
    [write('a', 1), ['bob', 'getMemory', { keys: ['k'] }, { entries: [], missing: ['k'] }]],
  ],
  [
    'expired entries are never read',
    'an entry after its time',
    [write('a', 1, { ttl_seconds: 1 }), read('a', 1, { expires_at: second(1) })],
  ],
  ['no internal errors', 'a request that failed within', [['ann', 'listPeers', {}, 'internal']]],
];

test.each(faults)('%s: finds %s', (promise, _, lines) => {
  const story = promise === 'what is not acknowledged is offered again' ? lines : settled(lines);
  const found = check(historyOf(story), { emptied: true });
  expect(found).not.toEqual([]);
  expect(found.filter((fault) => !fault.startsWith(`${promise}: `))).toEqual([]);
});

test('every promise has a history that breaks it', () => {
  expect(new Set(faults.map(([promise]) => promise))).toEqual(new Set(Object.keys({ ...always, ...onceEmptied })));
});
