import type { Model } from '../model.ts';
import type { Schema } from '../shape.ts';

/**
 * The contract in OpenAPI 3.0, for generators that know no more. What the two versions say in different ways, and no
 * more than that: 3.0 ignores what stands beside a `$ref`, has one `example` where 3.1 has `examples`, an address
 * where 3.1 has the SPDX identifier of a licence, and no `info.summary`.
 */
export function emitOpenapi30({ contract }: Model): string {
  const { openapi: _, info, ...rest } = contract;
  const document = {
    openapi: '3.0.3',
    'x-generated': 'From openapi.yaml by `npm run codegen`. Do not edit.',
    info: info30(info),
    ...(rest30(rest) as object),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function info30({ summary, description, license, ...info }: Record<string, unknown>): object {
  const { identifier, ...named } = (license ?? {}) as { identifier?: string };
  return {
    ...info,
    description: [summary, description].filter(Boolean).join('\n\n'),
    ...(license !== undefined && {
      license: { ...named, ...(identifier && { url: `https://spdx.org/licenses/${identifier}.html` }) },
    }),
  };
}

/** Schemas stand under `schema` and in `components.schemas`; the rest of the document is the same in both versions. */
function rest30(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(rest30);
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).map(([name, value]) => {
    if (name === 'example') return [name, value];
    if (name === 'schema') return [name, schema30(value)];
    if (name === 'schemas') return [name, eachOf(value, schema30)];
    return [name, rest30(value)];
  });
  return Object.fromEntries(entries);
}

function schema30({ $ref, examples, ...schema }: Schema): object {
  const { properties, items, additionalProperties } = schema;
  const own = {
    ...schema,
    ...(properties && { properties: eachOf(properties, schema30) }),
    ...(items && { items: schema30(items) }),
    ...(additionalProperties && { additionalProperties: schema30(additionalProperties) }),
    ...(examples && { example: examples[0] }),
  };
  if (!$ref) return own;
  return Object.keys(own).length === 0 ? { $ref } : { allOf: [{ $ref }], ...own };
}

function eachOf<T, U>(map: Record<string, T>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [name, change(value)]));
}
