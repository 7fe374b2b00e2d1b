import type { Schema } from '../../codegen/shape.ts';
import { spec } from '../../generated/openapi.gen.ts';
import type { Operation } from '../../generated/operations.gen.ts';

type Body = Readonly<Record<string, unknown>>;

/** The example of a request body in the contract; undefined for an operation without a body. */
export function exampleOf(operation: Operation): Body | undefined {
  return contentOf(operation)?.example;
}

/** Names of the fields of a request body. */
export function fieldsOf(operation: Operation): string[] {
  return Object.keys(schemaOf(operation).properties!);
}

/** The example with one fault each: a field that is unknown, missing, of another type or out of bounds, and what the fault is. */
export function* badBodies(operation: Operation): Generator<readonly [string, unknown]> {
  const example = exampleOf(operation)!;
  const { properties = {}, required = [] } = schemaOf(operation);
  for (const body of [null, [], 'text', 1, true]) yield [`${JSON.stringify(body)} as body`, body];
  yield ['an unknown field', { ...example, unknown_field: 1 }];
  for (const field of required) yield [`no ${field}`, { ...example, [field]: undefined }];
  for (const [field, schema] of Object.entries(properties)) {
    for (const [fault, value] of badValues(schema, example[field]))
      yield [`${field}: ${fault}`, { ...example, [field]: value }];
  }
}

function* badValues(given: Schema, example: unknown): Generator<readonly [string, unknown]> {
  const schema = resolved(given);
  for (const value of [null, true, 1, 'text', [[]], {}]) if (!isOf(schema, value)) yield [JSON.stringify(value), value];
  if (schema.enum) yield ['none of the words', `${schema.enum[0]}x`];
  if (schema.type === 'string') yield* badTexts(schema);
  if (schema.type === 'integer') yield ['a fraction', 1.5];
  if (schema.minimum !== undefined) yield ['too small', schema.minimum - 1];
  if (schema.maximum !== undefined) yield ['too large', Math.max(schema.maximum + 1, schema.maximum * 2)];
  if (schema.type === 'array') yield* badLists(schema, Array.isArray(example) ? example[0] : undefined);
  if (schema.maxProperties !== undefined)
    yield ['too many entries', Object.fromEntries([...Array(schema.maxProperties + 1).keys()].map((n) => [n, 'x']))];
  if (schema.properties) yield ['an unknown field inside', { unknown_field: 1 }];
}

function* badTexts({ minLength = 0, maxLength = 0, pattern, format }: Schema): Generator<readonly [string, unknown]> {
  if (minLength > 0) yield ['too short', 'x'.repeat(minLength - 1)];
  if (maxLength > 0) yield ['too long', 'x'.repeat(maxLength + 1)];
  if (pattern) yield ['off the pattern', '\n'];
  if (format) yield ['off the format', 'yesterday'];
  yield ['a NUL', 'a\0b'];
  yield ['half a surrogate pair', 'a\ud83d'];
  yield ['a surrogate pair the wrong way round', '\ude00\ud83d'];
}

function* badLists(
  { minItems = 0, maxItems = 0, uniqueItems, items }: Schema,
  example: unknown,
): Generator<readonly [string, unknown]> {
  const item = example ?? someOf(resolved(items!));
  if (minItems > 0) yield ['too few', []];
  yield ['too many', Array(maxItems + 1).fill(item)];
  if (uniqueItems) yield ['the same twice', [item, item]];
  for (const [fault, value] of badValues(items!, item)) yield [`an item with ${fault}`, [value]];
}

/** A value of a type, if not a right one. */
const someOf = ({ type, enum: words }: Schema): unknown => words?.[0] ?? (type === 'string' ? 'x' : {});

function isOf({ type }: Schema, value: unknown): boolean {
  if (type === 'integer' || type === 'number') return typeof value === 'number';
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === type;
}

function resolved(schema: Schema): Schema {
  if (!schema.$ref) return schema;
  const { $ref, ...beside } = schema;
  return { ...resolved((spec.components.schemas as Record<string, Schema>)[$ref.split('/').at(-1)!]!), ...beside };
}

function schemaOf(operation: Operation): Schema {
  return resolved(contentOf(operation)!.schema);
}

function contentOf({ path, method }: Operation) {
  type Content = { readonly schema: Schema; readonly example: Body };
  type Item = Record<string, { requestBody?: { content: { 'application/json': Content } } }>;
  return (spec.paths as unknown as Record<string, Item>)[path]![method]!.requestBody?.content['application/json'];
}
