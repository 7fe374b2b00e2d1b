import type { Model } from '../model.ts';
import { refName } from '../naming.ts';
import { chain, doc, file, inline, quote } from '../print.ts';
import type { Schema } from '../shape.ts';

/** The zod schemas: a constant for each component schema, strict, with defaults, in the order of dependency. */
export function emitSchemas({ schemas }: Model): string {
  const constants = schemas.map(({ name, schema }) => {
    const start = `export const ${name} = `;
    const links = [...base(schema, 0), `.openapi(${quote(name)}${metadata(schema, ', ')})`];
    return `${doc([schema.description])}${start}${chain(links, 0, start.length)};`;
  });
  const used = helpers.filter((helper) => constants.some((text) => text.includes(`.refine(${helper.split(' ')[1]}`)));
  return file('openapi.yaml', "import { z } from '@hono/zod-openapi';", ...used, ...constants);
}

/** The two keywords that zod lacks. */
const helpers = [
  'const distinct = (items: readonly unknown[]) => new Set(items).size === items.length;',
  'const atMost = (size: number) => (map: object) => Object.keys(map).length <= size;',
];

/** A schema in the place of a field or an item: its own metadata and default, and whether it may be absent. */
function inner(schema: Schema, indent: number, column: number, absent = false): string {
  const beside = metadata(schema);
  const links = [
    ...base(schema, indent),
    ...(beside ? [`.openapi(${beside})`] : []),
    ...(schema.default === undefined ? [] : [`.default(${inline(schema.default)})`]),
    ...(absent ? ['.optional()'] : []),
  ];
  return chain(links, indent, column);
}

/**
 * Words for people, and what zod has no word for: read again when the app makes a document of itself. Of what zod does
 * know, zod-to-openapi forgets a default beside a reference and escapes the slashes of a pattern, so these are told twice.
 */
function metadata(schema: Schema, prefix = ''): string {
  const { $ref, description, example, examples, uniqueItems, maxProperties } = schema;
  const preset = $ref === undefined ? undefined : schema.default;
  const escaped = schema.pattern !== undefined && new RegExp(schema.pattern).source !== schema.pattern;
  const pattern = escaped ? schema.pattern : undefined;
  const format = schema.type === 'integer' ? schema.format : undefined;
  const beside = { description, default: preset, example, examples, pattern, format, uniqueItems, maxProperties };
  const used = Object.values(beside).some((value) => value !== undefined);
  return used ? prefix + inline(beside) : '';
}

/** The links of a chain of calls that validates what the schema says. */
function base(schema: Schema, indent: number): string[] {
  if (schema.$ref) return [refName(schema.$ref)];
  switch (schema.type) {
    case 'string':
      return string(schema);
    case 'integer':
      return ['z.int()', ...bounds(schema.minimum, schema.maximum)];
    case 'number':
      return ['z.number()', ...bounds(schema.minimum, schema.maximum)];
    case 'boolean':
      return ['z.boolean()'];
    case 'array': {
      const unique = ".refine(distinct, { error: 'Expected no duplicates' })";
      const items = `z.array(${inner(schema.items!, indent, indent)})`;
      return [items, ...bounds(schema.minItems, schema.maxItems), ...(schema.uniqueItems ? [unique] : [])];
    }
    case 'object':
      return schema.additionalProperties ? map(schema, indent) : [object(schema, indent)];
    default:
      throw new Error(`There is no zod schema for ${JSON.stringify(schema)}.`);
  }
}

function string({ enum: values, format, pattern, minLength, maxLength }: Schema): string[] {
  if (values) return [`z.enum(${inline(values)})`];
  const start = format ? 'z.iso.datetime({ offset: true })' : 'z.string()';
  const regex = pattern === undefined ? [] : [`.regex(${new RegExp(pattern)})`];
  return [start, ...bounds(minLength, maxLength), ...regex];
}

function map({ additionalProperties, maxProperties }: Schema, indent: number): string[] {
  const values = inner(additionalProperties as Schema, indent, indent);
  return [
    `z.record(z.string(), ${values})`,
    `.refine(atMost(${maxProperties}), { error: 'Expected at most ${maxProperties} entries' })`,
  ];
}

function object({ properties = {}, required = [] }: Schema, indent: number): string {
  const fields = Object.entries(properties).map(([name, schema]) => {
    const start = `${' '.repeat(indent + 2)}${name}: `;
    const absent = !required.includes(name) && schema.default === undefined;
    return `${start}${inner(schema, indent + 2, start.length, absent)},\n`;
  });
  return fields.length > 0 ? `z.strictObject({\n${fields.join('')}${' '.repeat(indent)}})` : 'z.strictObject({})';
}

const bounds = (least: number | undefined, most: number | undefined) => [
  ...(least === undefined ? [] : [`.min(${least})`]),
  ...(most === undefined ? [] : [`.max(${most})`]),
];
