import { refName, requestName } from '../naming.ts';
import type { Contract } from '../shape.ts';
import { operationsOf } from '../walk.ts';
import type { Rule } from './rule.ts';

/** Names, routes, tags, bodies and security of operations follow the pattern that the outputs are made after. */
export const operations: Rule = (contract, refuse) => {
  const tags = new Set(contract.tags.map(({ name }) => name));
  const seen = new Set<string>();
  const closed = (security: Contract['security']) => security.length === 1 && Boolean(security[0]!.meshSecret);

  if (!closed(contract.security)) {
    refuse(
      ['security'],
      'The default lets callers in without the mesh secret.',
      'Require meshSecret and sessionToken.',
    );
  }
  for (const { path, method, route, operation } of operationsOf(contract)) {
    const { operationId, security, requestBody, responses } = operation;
    const at = (...steps: PropertyKey[]) => [...path, ...steps];
    const [tag] = operation.tags;
    if (seen.has(operationId)) refuse(at('operationId'), `${operationId} is taken.`, 'Give it an id of its own.');
    seen.add(operationId);
    if (!tags.has(tag)) refuse(at('tags', 0), `The tag ${tag} is not declared.`, 'Declare it, or correct it.');
    if (security && !closed(security)) {
      refuse(at('security'), `${operationId} does without the mesh secret.`, 'Require meshSecret.');
    }

    const pattern = method === 'get' ? `/${tag}` : `/v1/${tag}/[a-z_]+`;
    if (!new RegExp(`^${pattern}$`).test(route)) {
      refuse(['paths', route], `${route} does not fit the tag ${tag}.`, `Use POST /v1/${tag}/<verb> or GET /${tag}.`);
    }
    if (method === 'get' && requestBody) {
      refuse(at('requestBody'), 'A GET operation has a body.', 'Remove the body, or make it a POST.');
    }
    if (method === 'post' && !requestBody) {
      refuse(path, 'A POST operation has no body.', 'Add a required body, if only of an object without properties.');
    }
    const body = requestBody && refName(requestBody.content['application/json'].schema.$ref);
    if (body && body !== requestName(operationId)) {
      refuse(at('requestBody'), `The body is called ${body}.`, `Call it ${requestName(operationId)}.`);
    }
    const answer = refName(responses[200].content['application/json'].schema.$ref);
    for (const [step, name] of [
      ['requestBody', body],
      ['responses', answer],
    ] as const) {
      const schema = name && contract.components.schemas[name];
      if (!schema || (schema.type === 'object' && !schema.additionalProperties)) continue;
      refuse(at(step), `${name} is not an object with properties.`, 'Wrap it in one, so that it can grow.');
    }
  }
};
