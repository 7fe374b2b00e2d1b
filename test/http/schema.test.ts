import { expect, test } from 'vitest';
import { message, newBroker, outcome, refusal, send } from './support.ts';

test.each([
  ['a misspelt name', { to: 'bob', boddy: 'hi' }, 'body is missing', 'Did you mean body?'],
  [
    'an unknown name',
    { ...message, colour: 'red' },
    'The request body has no field colour',
    'Its fields are: to, body, ',
  ],
  ['a wrong type', { ...message, to: 7 }, 'to must be a string, not a number', ''],
  ['null', { ...message, to: null }, 'to must be a string, not null', ''],
  [
    'a misspelt choice',
    { ...message, intent: 'requst' },
    'intent must be one of request, inform, ack',
    'Did you mean request?',
  ],
  ['an empty text', { ...message, to: '' }, 'to must have at least 1 character', ''],
  ['a long text', { ...message, to: 'b'.repeat(321) }, 'to must have at most 320 characters', ''],
  ['a fraction', { ...message, ttl_seconds: 90.5 }, 'ttl_seconds must be an integer, not a fraction', ''],
  ['a small number', { ...message, ttl_seconds: -1 }, 'ttl_seconds must be at least ', ''],
  ['a wrong value inside', { ...message, metadata: { a: 1 } }, 'metadata.a must be a string, not a number', ''],
])('%s is named with its place', async (_, body, detail, hint) => {
  const answer = await send(newBroker(), body);
  expect(await outcome(answer)).toBe('400 invalid_request');
  const problem = await refusal(answer);
  expect(problem.detail).toContain(detail);
  expect(problem.hint).toContain(hint);
});

test('three faults are named and the rest counted', async () => {
  const { detail } = await refusal(send(newBroker(), { to: 1, body: 2, intent: 3, ttl_seconds: 'x', in_reply_to: 5 }));
  expect(detail.split('; ')).toHaveLength(4);
  expect(detail).toMatch(/; and 2 more\.$/);
});

test('values are not repeated, and long names are cut', async () => {
  const body = { to: 'bob', body: 'b', intent: 'my-password', metadata: { k: 5 }, ['n'.repeat(5_000)]: 'my-password' };
  const answer = await (await send(newBroker(), body)).text();
  expect(answer).not.toContain('my-password');
  expect(answer.length).toBeLessThan(1_500);
});

test('defaults of the contract reach the service', async () => {
  const broker = newBroker();
  await send(broker);
  expect(broker.asked[0]![2]).toMatchObject({ ...message, intent: expect.any(String) });
});
