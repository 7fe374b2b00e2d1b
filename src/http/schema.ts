import type { z } from 'zod';
import { MeshError } from '../../generated/errors.gen.ts';
import { nearest } from '../errors.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** Faults named in one answer; the rest are counted. */
const SHOWN = 3;

/**
 * Checks a body against the schema of its operation and answers it with its defaults. Throws `invalid_request` with a
 * sentence for each fault: its place, what is wrong and, for a misspelt name, the nearest right one. No value is repeated.
 */
export function checkSchema<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const { issues } = result.error;
  const sentences = issues.slice(0, SHOWN).map((issue) => sentence(issue, value));
  if (issues.length > SHOWN) sentences.push(`and ${issues.length - SHOWN} more`);
  const hints = issues.slice(0, SHOWN).map((issue) => hintFor(issue, schema, value));
  const hint = [...new Set(hints.filter(Boolean))].join(' ') || 'Correct it and send the request again.';
  throw new MeshError('invalid_request', `${sentences.join('; ')}.`, { hint });
}

function sentence(issue: Issue, value: unknown): string {
  const place = placeOf(issue.path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return `${place} has no field ${issue.keys.slice(0, SHOWN).map(shown).join(', ')}`;
    case 'invalid_type':
      if (at(value, issue.path) === undefined) return `${place} is missing`;
      return `${place} must be ${withArticle(issue.expected)}, not ${kindOf(at(value, issue.path))}`;
    case 'invalid_value':
      return `${place} must be ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.join(', ')}`;
    case 'too_small':
      return `${place} must ${bound('at least', issue.origin, issue.minimum)}`;
    case 'too_big':
      return `${place} must ${bound('at most', issue.origin, issue.maximum)}`;
    case 'invalid_format':
      return `${place} must ${issue.pattern ? `match the pattern ${issue.pattern}` : `be a ${issue.format}`}`;
    default:
      return `${place}: ${issue.message.charAt(0).toLowerCase()}${issue.message.slice(1)}`;
  }
}

function bound(words: string, origin: string, limit: number | bigint): string {
  const unit = { string: 'character', array: 'item' }[origin];
  return unit ? `have ${words} ${limit} ${unit}${limit === 1 ? '' : 's'}` : `be ${words} ${limit}`;
}

function hintFor(issue: Issue, schema: z.ZodType, value: unknown): string | undefined {
  if (issue.code === 'unrecognized_keys') {
    const fields = fieldsAt(schema, issue.path);
    const near = issue.keys.slice(0, SHOWN).flatMap((key) => nearest(key.slice(0, 64), fields, 1));
    return near.length > 0 ? `Did you mean ${near.join(', ')}?` : `Its fields are: ${fields.join(', ') || 'none'}.`;
  }
  if (issue.code === 'invalid_value') {
    const given = at(value, issue.path);
    const near = typeof given === 'string' ? nearest(given.slice(0, 64), issue.values.map(String), 1) : [];
    return near.length > 0 ? `Did you mean ${near[0]}?` : undefined;
  }
  return undefined;
}

/** Names of the fields that the object at a path may have, best effort: empty where the schema is no object. */
function fieldsAt(schema: z.ZodType, path: Path): string[] {
  let here = unwrap(schema);
  for (const step of path) {
    const inside = here.shape ? here.shape[step as string] : (here.element ?? here.valueType);
    if (!inside) return [];
    here = unwrap(inside);
  }
  return Object.keys(here.shape ?? {});
}

/** The parts of zod's objects, arrays and records that lead to the schemas inside them. */
interface Node {
  readonly shape?: Record<string, z.ZodType>;
  readonly element?: z.ZodType;
  readonly valueType?: z.ZodType;
}

function unwrap(schema: z.ZodType): Node {
  let here = schema as z.ZodType & { def: { innerType?: z.ZodType } };
  while (here.def.innerType) here = here.def.innerType as typeof here;
  return here as Node;
}

function placeOf(path: Path): string {
  if (path.length === 0) return 'The request body';
  return path
    .map((step, i) => (typeof step === 'number' ? `[${step}]` : `${i > 0 ? '.' : ''}${shown(String(step))}`))
    .join('');
}

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((here, step) => (here as Record<PropertyKey, unknown> | undefined)?.[step], value);
}

function shown(name: string): string {
  return name.length > 64 ? `${name.slice(0, 64)}…` : name;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value)
    ? 'an array'
    : withArticle(typeof value === 'number' && !Number.isInteger(value) ? 'fraction' : typeof value);
}

function withArticle(kind: string): string {
  const name = { int: 'integer', record: 'object' }[kind] ?? kind;
  return `${/^[aeiou]/.test(name) ? 'an' : 'a'} ${name}`;
}
