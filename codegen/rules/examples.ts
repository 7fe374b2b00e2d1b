import { operationsOf } from '../walk.ts';
import type { Rule } from './rule.ts';

/** Every body and every answer has an example: docs show them and the tests of the schemas start from them. */
export const examples: Rule = (contract, refuse) => {
  const media = ['content', 'application/json'];
  for (const { path, operation } of operationsOf(contract)) {
    const { requestBody, responses } = operation;
    if (requestBody && requestBody.content['application/json'].example === undefined) {
      refuse([...path, 'requestBody', ...media], 'The body has no example.', 'Add an example that the schema accepts.');
    }
    if (responses[200].content['application/json'].example === undefined) {
      refuse(
        [...path, 'responses', '200', ...media],
        'The answer has no example.',
        'Add an example that the schema accepts.',
      );
    }
  }
};
