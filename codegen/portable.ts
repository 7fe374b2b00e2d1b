import type { Contract, Schema } from './shape.ts';
import { resolve } from './walk.ts';

/** A tool schema that every MCP client accepts: no `$ref`, `anyOf`, null, `format`, `$schema` or maps. */
export interface ToolSchema {
  type: NonNullable<Schema['type']>;
  description?: string;
  enum?: string[];
  default?: unknown;
  minimum?: number;
  maximum?: number;
  items?: ToolSchema;
  properties?: Record<string, ToolSchema>;
  required?: string[];
}

/**
 * What a model is to fill in: the body less `omit` and less maps of strings, with the first sentence of each description.
 * Lengths, patterns and sizes stay with the broker, whose refusal says more than a schema does.
 */
export function toolInput(contract: Contract, body: Schema, omit: readonly string[] = []): ToolSchema {
  return { type: 'object', ...inputMembers(contract, body, omit) };
}

function inputMembers(contract: Contract, { properties = {}, required = [] }: Schema, omit: readonly string[] = []) {
  const kept = Object.entries(properties).filter(([name, field]) => !omit.includes(name) && !isMap(contract, field));
  const needed = required.filter((name) => kept.some(([field]) => field === name));
  return {
    properties: Object.fromEntries(kept.map(([name, field]) => [name, inputField(contract, field)])),
    ...(needed.length > 0 && { required: needed }),
  };
}

function inputField(contract: Contract, field: Schema): ToolSchema {
  const schema = resolve(contract, field);
  const { type, description, minimum, maximum, items } = schema;
  return {
    type: type!,
    ...(description !== undefined && { description: firstSentence(description) }),
    ...(schema.enum && { enum: schema.enum }),
    ...(schema.default !== undefined && { default: schema.default }),
    ...(minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER && { minimum }),
    ...(maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER && { maximum }),
    ...(items && { items: inputField(contract, items) }),
    ...(type === 'object' && inputMembers(contract, schema)),
  };
}

/**
 * What a tool answers: names and types of its fields, without what is inside of them. In full the outputs of the 21
 * tools take 4,000 tokens of the 5,500 that a catalogue may cost, like this 900. Nothing is required, so that an error
 * answered as structured content passes in clients that validate it.
 */
export function toolOutput(contract: Contract, { properties = {} }: Schema): ToolSchema {
  const fields = Object.entries(properties).filter(([, field]) => !isMap(contract, field));
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map(([name, field]) => [name, outputField(contract, field)])),
  };
}

function outputField(contract: Contract, field: Schema): ToolSchema {
  const { type, items } = resolve(contract, field);
  return { type: type!, ...(items && { items: outputField(contract, items) }) };
}

/** Why a tool schema is not portable, or undefined: it is flat, at most four objects deep and without arrays of arrays. */
export function unportable(schema: ToolSchema, depth = 1): string | undefined {
  if (depth > 4) return 'nests objects more than four deep';
  if (schema.items?.type === 'array') return 'has an array of arrays';
  const members = [...(schema.items ? [schema.items] : []), ...Object.values(schema.properties ?? {})];
  for (const member of members) {
    const fault = unportable(member, depth + (member.type === 'object' ? 1 : 0));
    if (fault) return fault;
  }
  return undefined;
}

/** Free-form maps have no portable form: clients differ in what `additionalProperties` may be. */
export function isMap(contract: Contract, schema: Schema): boolean {
  return Boolean(resolve(contract, schema).additionalProperties);
}

function firstSentence(text: string): string {
  return text.replaceAll(/\s+/g, ' ').split(/(?<=[.!?]) /)[0]!;
}
