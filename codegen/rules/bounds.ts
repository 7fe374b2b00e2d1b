import { schemasOf } from '../walk.ts';
import type { Rule } from './rule.ts';

/** What generators of clients take an integer for that says no format. */
const INT32_MAX = 2 ** 31 - 1;

/** Nothing is unbounded: no string, number, array or map of a request or an answer. */
export const bounds: Rule = (contract, refuse) => {
  for (const { path, schema } of schemasOf(contract)) {
    const { type, minimum, maximum } = schema;
    const open = (what: string, remedy: string) => refuse(path, `The ${type} has no ${what}.`, remedy);
    if (type === 'string' && !schema.enum && !schema.format && schema.maxLength === undefined) {
      open('greatest length', 'Add maxLength, enum or format.');
    }
    if (type === 'array' && schema.maxItems === undefined) open('greatest size', 'Add maxItems.');
    if (schema.additionalProperties && schema.maxProperties === undefined) open('greatest size', 'Add maxProperties.');
    if (type === 'integer' || type === 'number') {
      if (minimum === undefined || maximum === undefined) open('range', 'Add minimum and maximum.');
      else if (minimum > maximum) refuse(path, `minimum ${minimum} is above maximum ${maximum}.`, 'Swap them.');
      else if (maximum > INT32_MAX && type === 'integer' && !schema.format)
        refuse(path, `maximum ${maximum} needs more than 32 bits.`, 'Add format: int64.');
    }
    if ((schema.minLength ?? 0) > (schema.maxLength ?? Infinity))
      refuse(path, 'minLength is above maxLength.', 'Swap them.');
    if ((schema.minItems ?? 0) > (schema.maxItems ?? Infinity))
      refuse(path, 'minItems is above maxItems.', 'Swap them.');
  }
};
