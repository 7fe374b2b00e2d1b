import { refName } from '../naming.ts';
import type { Contract, Schema } from '../shape.ts';
import { operationsOf, reach, resolve, schemasOf } from '../walk.ts';
import type { Rule } from './rule.ts';

/** Keywords that fit together: what is required exists, defaults are allowed values, patterns mean one thing everywhere. */
export const schemas: Rule = (contract, refuse) => {
  const answers = answered(contract);

  for (const { path, schema } of schemasOf(contract)) {
    const { properties = {}, required = [], enum: values = [] } = schema;
    const at = (...steps: PropertyKey[]) => [...path, ...steps];
    required.forEach((name, index) => {
      if (!(name in properties))
        refuse(at('required', index), `There is no property ${name}.`, 'Define it, or correct it.');
      else if (properties[name]!.default !== undefined) {
        refuse(at('properties', name, 'default'), `${name} is required and has a default.`, 'Drop one of the two.');
      }
    });
    if (new Set(values).size < values.length) refuse(at('enum'), 'A value is listed twice.', 'List it once.');
    if (schema.pattern !== undefined && !portablePattern(schema.pattern)) {
      refuse(
        at('pattern'),
        'The pattern is not valid both with and without the flag u.',
        'Write it without \\p and needless escapes.',
      );
    }
    if (schema.uniqueItems && !['string', 'integer'].includes(resolve(contract, schema.items!).type!)) {
      refuse(at('uniqueItems'), 'Items that are not strings or integers are compared.', 'Drop uniqueItems.');
    }
    if (schema.default !== undefined) {
      const fault = misfit(resolve(contract, schema), schema.default);
      if (fault) refuse(at('default'), `The default ${fault}.`, 'Make it a value that the schema accepts.');
      if (answers.has(String(path[2])))
        refuse(at('default'), 'A schema of an answer has a default.', 'Defaults are for bodies: require the field.');
    }
  }
};

/** Names of the schemas that some answer is made of. */
function answered(contract: Contract): Set<string> {
  const all = new Set<string>(['Problem']);
  for (const { operation } of operationsOf(contract)) {
    const { $ref } = operation.responses[200].content['application/json'].schema;
    for (const name of reach(contract, refName($ref))) all.add(name);
  }
  return all;
}

/** JSON Schema reads patterns with the flag u, the zod schemas without it: both have to accept them. */
function portablePattern(pattern: string): boolean {
  try {
    return Boolean(new RegExp(pattern) && new RegExp(pattern, 'u'));
  } catch {
    return false;
  }
}

function misfit(schema: Schema, value: unknown): string | undefined {
  const { type, minimum = -Infinity, maximum = Infinity } = schema;
  if (type === 'array') return Array.isArray(value) && value.length === 0 ? undefined : 'of an array is not []';
  if (type === 'integer' || type === 'number') {
    if (typeof value !== 'number' || (type === 'integer' && !Number.isInteger(value))) return `is not of type ${type}`;
    return value < minimum || value > maximum ? `is not from ${minimum} to ${maximum}` : undefined;
  }
  if (typeof value !== type) return `is not of type ${type}`;
  return schema.enum && !schema.enum.includes(value as string) ? `is none of ${schema.enum.join(', ')}` : undefined;
}
