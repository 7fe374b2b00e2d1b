import fc, { type Arbitrary } from 'fast-check';
import type { Schema } from '../../../codegen/shape.ts';
import { spec } from '../../../generated/openapi.gen.ts';
import type { Operation } from '../../../generated/operations.gen.ts';
import { type Kind, Pick } from './pools.ts';

/** Names of schemas, and of fields, whose values a broker looks up. */
const looked: Readonly<Record<string, Kind>> = {
  PeerRef: 'peer',
  Label: 'label',
  Alias: 'alias',
  MessageId: 'message',
  ThreadId: 'thread',
  TaskId: 'task',
  ChannelRef: 'channel',
  ChannelName: 'channel',
  MemoryKey: 'key',
  Cursor: 'cursor',
  IdempotencyKey: 'idempotency',
  AckItem: 'held',
  lease: 'lease',
  claim: 'claim',
  if_version: 'version',
  after: 'cursor',
  resume_token: 'token',
};

/** Texts that are known to hurt: query languages, paths, terminals, writing directions, the edges of Unicode. */
const hostile = [
  '"a" OR NEAR(b c, 2) NOT d*',
  'x"* AND key:',
  "'; DROP TABLE messages; --",
  '%_\\',
  '../../etc/passwd',
  '__proto__',
  '\u001b[2J\u001b]0;evil\u0007',
  '\u202eevil\u2066',
  '\u{e0041}\u{e0042}',
  '\ufeff\u200b',
  '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}',
  'İstanbul ﬁ ß Å',
  '<script>alert(1)</script>',
  '{"json": [1, 2',
  '\r\nPeerMesh-Session: x',
];

/** Values that conform to the schema of an operation's body; undefined when it takes none. Some are {@link Pick}s. */
export function bodiesOf({ path, method }: Operation): Arbitrary<unknown> | undefined {
  type Item = Record<string, { requestBody?: { content: { 'application/json': { schema: Schema } } } }>;
  const schema = (spec.paths as unknown as Record<string, Item>)[path]![method]!.requestBody?.content[
    'application/json'
  ];
  return schema && valuesOf(schema.schema);
}

function valuesOf(schema: Schema, field?: string): Arbitrary<unknown> {
  const name = schema.$ref?.split('/').at(-1);
  const kind = looked[name ?? ''] ?? looked[field ?? ''];
  const free = name ? valuesOf((spec.components.schemas as Record<string, Schema>)[name]!) : plainValuesOf(schema);
  if (!kind) return free;
  // The newest is most often the one that fits the rest.
  const n = fc.oneof(fc.constant(0), fc.nat({ max: 3 }), fc.nat({ max: 50 }));
  const picked = fc.tuple(n, fc.boolean()).map(([which, own]) => new Pick(kind, which, own));
  return fc.oneof({ weight: 12, arbitrary: picked }, { weight: 1, arbitrary: free });
}

function plainValuesOf(schema: Schema): Arbitrary<unknown> {
  if (schema.enum) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return integers(schema.minimum ?? 0, schema.maximum ?? Number.MAX_SAFE_INTEGER);
    case 'number':
      return fc.double({ min: schema.minimum ?? 0, max: schema.maximum ?? 1, noNaN: true });
    case 'string':
      return texts(schema);
    case 'array':
      return lists(schema);
    case 'object':
      return objects(schema);
    default:
      throw new Error(`The fuzzer does not know the schema ${JSON.stringify(schema)}.`);
  }
}

function integers(min: number, max: number): Arbitrary<number> {
  const any = fc.maxSafeNat().map((n) => min + (n % (max - min + 1)));
  return fc.oneof(fc.integer({ min, max: Math.min(max, min + 10) }), fc.constantFrom(min, max), any);
}

function texts({ pattern, format, minLength = 0, maxLength = 100 }: Schema): Arbitrary<string> {
  if (format === 'date-time') return instants;
  const fits = (text: string) => [...text].length >= minLength && [...text].length <= maxLength;
  if (pattern) {
    // Length and pattern at once: texts of `+` that are filtered by length hardly ever fit.
    const bounded = pattern.replace(/\+\$$/, `{${Math.max(1, minLength)},${Math.min(maxLength, minLength + 40)}}$`);
    return fc.stringMatching(new RegExp(bounded)).filter(fits);
  }
  const words = fc.constantFrom('crawler', 'tests', 'run', 'Run Tests', 'notes/plan', '#ops', '@ann');
  return fc.oneof(
    { weight: 4, arbitrary: words.filter(fits) },
    { weight: 4, arbitrary: fc.string({ unit: 'binary', minLength, maxLength: Math.min(maxLength, 30) }) },
    { weight: 4, arbitrary: fc.constantFrom(...hostile.filter(fits), 'x'.repeat(minLength)) },
    { weight: 1, arbitrary: fc.constantFrom('x'.repeat(maxLength), '\u{1f41d}'.repeat(Math.floor(maxLength / 2))) },
  );
}

const instants = fc
  .date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString());

function lists({ items, minItems = 0, maxItems = 10, uniqueItems }: Schema): Arbitrary<unknown[]> {
  const item = valuesOf(items!);
  const size = { minLength: minItems, maxLength: Math.min(maxItems, minItems + 4) };
  return uniqueItems ? fc.uniqueArray(item, { ...size, comparator: 'SameValue' }) : fc.array(item, size);
}

function objects({ properties, required = [], additionalProperties, maxProperties = 16 }: Schema): Arbitrary<object> {
  if (!properties) {
    const names = fc.string({ minLength: 1, maxLength: 20 });
    const values = valuesOf(additionalProperties as Schema);
    return fc.dictionary(names, values, { maxKeys: Math.min(maxProperties, 4), noNullPrototype: true });
  }
  // One in three: the more filters a request has, the less it finds.
  const sometimes = (value: Arbitrary<unknown>) =>
    fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });
  const fields = Object.entries(properties).map(([name, schema]) => {
    const value = valuesOf(schema, name);
    return [name, required.includes(name) ? value : sometimes(value)] as const;
  });
  return fc.record(Object.fromEntries(fields), { noNullPrototype: true });
}
