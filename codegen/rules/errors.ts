import { operationsOf } from '../walk.ts';
import type { Rule } from './rule.ts';

/** What the generated MeshError carries: a field more or less in the contract would be lost on the way. */
const problemFields = 'candidates,code,current,detail,hint,request_id,retryable,status,title,type';

/** The codes an operation names in `x-errors` are known, their statuses are declared, and every error is a problem. */
export const errors: Rule = (contract, refuse) => {
  const codes = contract['x-problem-codes'];

  for (const { path, operation } of operationsOf(contract)) {
    const declared = new Set(Object.keys(operation.responses).filter((status) => status !== '200'));
    const named = operation['x-errors'];
    named.forEach((code, index) => {
      const at = [...path, 'x-errors', index];
      const status = codes[code] && String(codes[code].status);
      if (!status) refuse(at, `${code} is not a problem code.`, 'Add it to x-problem-codes, or correct it.');
      else if (named.indexOf(code) !== index) refuse(at, `${code} is named twice.`, 'Name it once.');
      else if (!declared.has(status)) {
        refuse(
          at,
          `${code} answers ${status}, which is not declared.`,
          `Add a ${status} response, or remove the code.`,
        );
      }
    });
    for (const status of declared) {
      if (named.some((code) => String(codes[code]?.status) === status)) continue;
      refuse(
        [...path, 'responses', status],
        `No code of x-errors answers ${status}.`,
        'Name one, or remove the response.',
      );
    }
  }

  for (const [name, { content }] of Object.entries(contract.components.responses)) {
    const { $ref } = content['application/problem+json'].schema;
    if ($ref === '#/components/schemas/Problem') continue;
    refuse(['components', 'responses', name], `It answers ${$ref}.`, 'Answer #/components/schemas/Problem.');
  }
  const { Problem, ProblemCode } = contract.components.schemas;
  const fields = Object.keys(Problem?.properties ?? {}).sort();
  if (fields.join() !== problemFields) {
    const remedy = `Give it ${problemFields.replaceAll(',', ', ')}, or change codegen/emit/errors.ts with it.`;
    refuse(['components', 'schemas', 'Problem'], 'Problem is not what MeshError carries.', remedy);
  }
  if (ProblemCode?.enum?.join() !== Object.keys(codes).join()) {
    const path = ['components', 'schemas', 'ProblemCode', 'enum'];
    refuse(path, 'ProblemCode differs from x-problem-codes.', `Make it [${Object.keys(codes).join(', ')}].`);
  }
  if (!codes.unavailable) {
    refuse(['x-problem-codes'], 'There is no code unavailable.', 'Add it: the client throws it when nobody answers.');
  }
};
