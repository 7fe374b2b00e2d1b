import type { Tool, ToolSchema } from '../../generated/mcp-tools.gen.ts';
import { invalid, nearest } from '../errors.ts';

/**
 * Reads the arguments of a tool call as the model meant them: arrays, numbers, booleans and objects that arrive as JSON
 * in a string, a lone value where a list is wanted, null for what is left out. Whether a value is allowed is the
 * broker's to say. Throws MeshError `invalid_request` for names that the tool does not have and for what is missing.
 */
export function readArguments(
  { name, inputSchema }: Tool,
  given: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const known = inputSchema.properties ?? {};
  const read: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(given)) {
    const schema = Object.hasOwn(known, key) ? known[key] : undefined;
    if (!schema) throw unknownArgument(name, key, Object.keys(known));
    if (value !== null) read[key] = coerced(schema, value);
  }
  for (const key of inputSchema.required ?? []) {
    if (!(key in read)) throw invalid(key, 'is missing.', `${name} needs ${inputSchema.required!.join(', ')}.`);
  }
  return read;
}

function unknownArgument(tool: string, key: string, known: string[]) {
  const [near] = nearest(key, known);
  const list = known.length > 0 ? `${tool} takes ${known.join(', ')}.` : `${tool} takes no arguments.`;
  return invalid(
    JSON.stringify(key.slice(0, 64)),
    `is no argument of ${tool}.`,
    near ? `Did you mean ${near}? ${list}` : list,
  );
}

function coerced(schema: ToolSchema, value: unknown): unknown {
  switch (schema.type) {
    case 'array': {
      const list = typeof value === 'string' && value.trim().startsWith('[') ? parsed(value) : value;
      const items = Array.isArray(list) ? list : [list];
      return schema.items ? items.map((item) => coerced(schema.items!, item)) : items;
    }
    case 'object': {
      const object = parsed(value);
      if (!isObject(object)) return value;
      const entries = Object.entries(object).filter(([, field]) => field !== null);
      return Object.fromEntries(
        entries.map(([key, field]) => {
          const inner = schema.properties && Object.hasOwn(schema.properties, key) ? schema.properties[key] : undefined;
          return [key, inner ? coerced(inner, field) : field];
        }),
      );
    }
    case 'integer':
    case 'number':
      return typeof value === 'string' && /^\s*-?\d+(\.\d+)?([eE][+-]?\d+)?\s*$/.test(value) ? Number(value) : value;
    case 'boolean':
      return value === 'true' ? true : value === 'false' ? false : value;
    default:
      return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  }
}

/** What a string holds as JSON, or the value as it is. */
function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
