import { z } from 'zod';
import type { Path } from './spec.ts';

/** Everything a schema may say. What else JSON Schema knows is refused, since some output would silently lose it. */
export interface Schema {
  $ref?: string;
  type?: 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object';
  description?: string;
  default?: unknown;
  example?: unknown;
  examples?: unknown[];
  enum?: string[];
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  format?: 'date-time' | 'int64';
  minimum?: number;
  maximum?: number;
  items?: Schema;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: true;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: false | Schema;
  maxProperties?: number;
}

const text = z.string().trim().min(1);
const count = z.int().min(0);

/** Judges a schema by the variant that its type asks for, so that a fault is told of that one and not of all of them. */
const schema = z.unknown().superRefine((node, ctx) => {
  const known = z.record(z.string(), z.unknown()).safeParse(node);
  const variant = known.success ? variantOf(known.data) : undefined;
  if (!variant) {
    ctx.addIssue(`Expected $ref or one of the types ${Object.keys(variants).join(', ')}.`);
    return;
  }
  for (const issue of variant.safeParse(node).error?.issues ?? []) ctx.addIssue({ ...issue, input: node } as never);
}) as z.ZodType<Schema>;

const annotations = {
  description: text.optional(),
  default: z.unknown().optional(),
  example: z.unknown().optional(),
  examples: z.array(z.unknown()).optional(),
};
const bounds = { minimum: z.number().optional(), maximum: z.number().optional() };
const closedObject = z.strictObject({
  ...annotations,
  type: z.literal('object'),
  additionalProperties: z.literal(false),
  properties: z.record(z.string().regex(/^[a-z][a-z0-9_]*$/), schema).optional(),
  required: z.array(z.string()).min(1).optional(),
});
const stringMap = z.strictObject({
  ...annotations,
  type: z.literal('object'),
  additionalProperties: schema,
  maxProperties: count.optional(),
});
const variants = {
  string: z.strictObject({
    ...annotations,
    type: z.literal('string'),
    enum: z.array(z.string()).min(1).optional(),
    minLength: count.optional(),
    maxLength: count.optional(),
    pattern: text.optional(),
    format: z.literal('date-time').optional(),
  }),
  integer: z.strictObject({
    ...annotations,
    type: z.literal('integer'),
    ...bounds,
    format: z.literal('int64').optional(),
  }),
  number: z.strictObject({ ...annotations, type: z.literal('number'), ...bounds }),
  boolean: z.strictObject({ ...annotations, type: z.literal('boolean') }),
  array: z.strictObject({
    ...annotations,
    type: z.literal('array'),
    items: schema,
    minItems: count.optional(),
    maxItems: count.optional(),
    uniqueItems: z.literal(true).optional(),
  }),
  object: closedObject,
};
const reference = (kind: string) => z.string().regex(new RegExp(`^#/components/${kind}/[A-Z][A-Za-z0-9]*$`));
const schemaRef = z.strictObject({ ...annotations, $ref: reference('schemas') });

function variantOf(node: Record<string, unknown>): z.ZodType | undefined {
  if ('$ref' in node) return schemaRef;
  if (node.type === 'object' && typeof node.additionalProperties === 'object') return stringMap;
  return variants[node.type as keyof typeof variants];
}

const media = z.strictObject({
  schema: z.strictObject({ $ref: reference('schemas') }),
  example: z.unknown().optional(),
});
const headers = z.record(z.string(), z.strictObject({ description: text, schema })).optional();
const json = z.strictObject({ 'application/json': media });

const tool = z.strictObject({
  name: text,
  title: text,
  description: text,
  annotations: z.strictObject({
    readOnlyHint: z.boolean(),
    destructiveHint: z.boolean(),
    idempotentHint: z.boolean(),
    openWorldHint: z.boolean(),
  }),
  omit: z.array(text).optional(),
});

const security = z.array(z.strictObject({ meshSecret: z.tuple([]).optional(), sessionToken: z.tuple([]).optional() }));

const operation = z.strictObject({
  operationId: z.string().regex(/^[a-z][A-Za-z0-9]*$/),
  tags: z.tuple([text]),
  summary: text,
  description: text,
  security: security.optional(),
  'x-access': z.enum(['read', 'write']),
  'x-errors': z.array(text).min(1),
  'x-mcp-tool': tool.optional(),
  requestBody: z.strictObject({ required: z.literal(true), description: text.optional(), content: json }).optional(),
  responses: z
    .object({ 200: z.strictObject({ description: text, headers, content: json }) })
    .catchall(z.strictObject({ $ref: reference('responses') })),
});

const contract = z.strictObject({
  openapi: z.string().regex(/^3\.1\.\d+$/),
  info: z.looseObject({ title: text, version: text }),
  servers: z.array(z.looseObject({ url: text })).optional(),
  security,
  tags: z.array(z.strictObject({ name: z.string().regex(/^[a-z]+$/), description: text })),
  'x-mcp-tool-count': count,
  'x-problem-codes': z.record(
    z.string().regex(/^[a-z][a-z_]*$/),
    z.strictObject({ status: z.int().min(400).max(599), title: text, retryable: z.boolean() }),
  ),
  paths: z.record(z.string(), z.strictObject({ get: operation.optional(), post: operation.optional() })),
  components: z.strictObject({
    securitySchemes: z.strictObject({
      meshSecret: z.strictObject({ type: z.literal('http'), scheme: z.literal('bearer'), description: text }),
      sessionToken: z.strictObject({
        type: z.literal('apiKey'),
        in: z.literal('header'),
        name: text,
        description: text,
      }),
    }),
    responses: z.record(
      z.string(),
      z.strictObject({ description: text, headers, content: z.strictObject({ 'application/problem+json': media }) }),
    ),
    schemas: z.record(z.string().regex(/^[A-Z][A-Za-z0-9]*$/), schema),
  }),
});

/** The part of OpenAPI that the generator understands; everything else is refused. */
export type Contract = z.output<typeof contract>;
/** An operation as it stands in the contract. */
export type OperationObject = z.output<typeof operation>;
/** The annotation `x-mcp-tool`. */
export type ToolAnnotation = z.output<typeof tool>;

/** What in `document` has a shape the generator does not understand: the path to it and the fault in words. */
export function misshapen(document: unknown): { path: Path; fault: string }[] {
  const faults = contract.safeParse(document).error?.issues ?? [];
  return faults.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return [{ path: issue.path, fault: `${issue.message}.` }];
    return issue.keys.map((name) => ({ path: [...issue.path, name], fault: `"${name}" is not understood here.` }));
  });
}
