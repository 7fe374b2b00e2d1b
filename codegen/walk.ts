import { refName } from './naming.ts';
import type { Contract, OperationObject, Schema } from './shape.ts';
import type { Path } from './spec.ts';

/** An operation and where it stands. */
export interface Placed {
  path: Path;
  method: 'get' | 'post';
  route: string;
  operation: OperationObject;
}

/** Every operation, in the order of the document. */
export function* operationsOf(contract: Contract): Generator<Placed> {
  for (const [route, item] of Object.entries(contract.paths)) {
    for (const method of ['get', 'post'] as const) {
      const operation = item[method];
      if (operation) yield { path: ['paths', route, method], method, route, operation };
    }
  }
}

/** Every schema of the document, nested ones after the one they stand in, and its path. */
export function* schemasOf(contract: Contract): Generator<{ path: Path; schema: Schema }> {
  for (const [name, schema] of Object.entries(contract.components.schemas)) {
    yield* within(schema, ['components', 'schemas', name]);
  }
  for (const { path, headers } of headersOf(contract)) {
    for (const [name, header] of Object.entries(headers)) yield* within(header.schema, [...path, name, 'schema']);
  }
}

function* headersOf(contract: Contract) {
  for (const [name, { headers }] of Object.entries(contract.components.responses)) {
    if (headers) yield { path: ['components', 'responses', name, 'headers'], headers };
  }
  for (const { path, operation } of operationsOf(contract)) {
    const { headers } = operation.responses[200];
    if (headers) yield { path: [...path, 'responses', '200', 'headers'], headers };
  }
}

function* within(schema: Schema, path: Path): Generator<{ path: Path; schema: Schema }> {
  yield { path, schema };
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    yield* within(property, [...path, 'properties', name]);
  }
  if (schema.items) yield* within(schema.items, [...path, 'items']);
  if (schema.additionalProperties) yield* within(schema.additionalProperties, [...path, 'additionalProperties']);
}

/** Names of the component schemas that a schema refers to, directly. */
export function refsIn(schema: Schema): string[] {
  return [...within(schema, [])].flatMap(({ schema: { $ref } }) => ($ref ? [refName($ref)] : []));
}

/** The component schemas that `name` leads to, itself included. */
export function reach(contract: Contract, name: string, seen = new Set<string>()): Set<string> {
  const schema = contract.components.schemas[name];
  if (!schema || seen.has(name)) return seen;
  seen.add(name);
  for (const next of refsIn(schema)) reach(contract, next, seen);
  return seen;
}

/** A schema with `$ref` followed; what stands beside the reference goes before what it leads to. */
export function resolve(contract: Contract, schema: Schema): Schema {
  if (!schema.$ref) return schema;
  const { $ref, ...beside } = schema;
  return { ...resolve(contract, contract.components.schemas[refName($ref)]!), ...beside };
}
