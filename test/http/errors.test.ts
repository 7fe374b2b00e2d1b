import { expect, test } from 'vitest';
import { nearest, notFound } from '../../src/errors.ts';

test.each([
  ['agent-bb', ['agent-a', 'agent-b', 'crawler'], ['agent-b', 'agent-a']],
  ['craler', ['agent-a', 'crawler'], ['crawler']],
  ['lable', ['alias', 'label', 'host'], ['label']],
  ['CRAWLER', ['agent-a', 'crawler'], ['crawler']],
  ['codex', ['codex@studio:crawler', 'claude@studio'], ['codex@studio:crawler']],
  ['x', ['agent-a', 'xylophone'], []],
  ['nobody', [], []],
  ['aa', ['aa1', 'aa2', 'aa3', 'aa4'], ['aa1', 'aa2', 'aa3']],
])('near %s among %j: %j', (name, known, near) => {
  expect(nearest(name, known)).toEqual(near);
});

test('what is not found is told with near names and where all are', () => {
  const error = notFound('peer', 'agent-bb', ['agent-b'], 'list_peers shows all.');
  expect(error).toMatchObject({
    code: 'not_found',
    detail: 'No peer is called agent-bb.',
    hint: 'Did you mean agent-b? list_peers shows all.',
    candidates: ['agent-b'],
  });
});
