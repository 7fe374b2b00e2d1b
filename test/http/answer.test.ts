import { expect, test } from 'vitest';
import { MeshError } from '../../generated/errors.gen.ts';
import { operations } from '../../generated/operations.gen.ts';
import { newBroker, outcome, refusal, secret, send } from './support.ts';

const failing = (error: Error) =>
  newBroker(
    {},
    {
      sendMessage: () => {
        throw error;
      },
    },
  );

test('every answer forbids caching and sniffing, and has an id of its own', async () => {
  const broker = newBroker();
  const answers = [await send(broker), await send(broker, '{'), await broker.app.request('/nothing')];
  for (const { headers } of answers) {
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  }
  const ids = answers.map(({ headers }) => headers.get('peermesh-request-id'));
  expect(new Set(ids).size).toBe(3);
  expect((await refusal(answers[1]!)).request_id).toBe(ids[1]);
});

test('an id that the client sends is not taken over', async () => {
  const answer = await send(newBroker(), undefined, { 'peermesh-request-id': 'chosen-by-the-client' });
  expect(answer.headers.get('peermesh-request-id')).not.toBe('chosen-by-the-client');
});

test('a result is JSON and a refusal is a problem', async () => {
  const broker = newBroker({}, { sendMessage: () => ({ status: 'queued' }) });
  const [result, problem] = [await send(broker), await send(broker, '{')];
  expect(result.headers.get('content-type')).toBe('application/json');
  expect(await result.json()).toEqual({ status: 'queued' });
  expect(problem.headers.get('content-type')).toBe('application/problem+json');
  expect(await problem.json()).toMatchObject({
    type: 'urn:peermesh:problem:invalid_request',
    status: 400,
    retryable: false,
  });
});

test('an error of the service keeps its code and says when to come back', async () => {
  const answer = await send(failing(new MeshError('rate_limited', 'Too fast.', { hint: 'Wait.', retryAfter: 7 })));
  expect(await outcome(answer)).toBe('429 rate_limited');
  expect(answer.headers.get('retry-after')).toBe('7');
});

test('an unknown error says nothing of itself', async () => {
  const answer = await send(failing(new Error('SELECT secret FROM peers')));
  expect(await outcome(answer)).toBe('500 internal');
  expect(await answer.text()).not.toContain('SELECT');
});

test.each([
  ['GET', '/v1/messages/send', 'Use POST /v1/messages/send.'],
  ['DELETE', '/health', 'Use GET /health.'],
  ['POST', '/v1/message/send', 'Did you mean /v1/messages/send'],
  ['POST', '/v1/messages/send/', 'Did you mean /v1/messages/send'],
  ['GET', '/', 'Every operation is POST /v1/<noun>/<verb>'],
])('%s %s is not found, with the way to go', async (method, path, hint) => {
  const answer = await newBroker().app.request(path, { method });
  expect(await outcome(answer)).toBe('404 not_found');
  expect((await refusal(answer)).hint).toContain(hint);
});

test('a draining broker answers its supervisor, sends others away, and closes connections', async () => {
  const broker = newBroker({ draining: () => true });
  const health = await broker.app.request('/health', { headers: { authorization: `Bearer ${secret}` } });
  const other = await send(broker);
  expect(await outcome(health)).toBe('200');
  expect(await outcome(other)).toBe('503 unavailable');
  expect(other.headers.get('retry-after')).toBe('1');
  expect([health, other].map(({ headers }) => headers.get('connection'))).toEqual(['close', 'close']);
});

test('the app describes the routes of the contract, each mounted', () => {
  const document = newBroker().app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'PeerMesh', version: '1' },
  });
  expect(Object.keys(document.paths ?? {})).toEqual(operations.map(({ path }) => path));
});
