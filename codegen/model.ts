import { createHash } from 'node:crypto';
import { examine } from './examine.ts';
import { refName } from './naming.ts';
import { type ToolSchema, toolInput, toolOutput } from './portable.ts';
import type { Contract, OperationObject, Schema, ToolAnnotation } from './shape.ts';
import type { Spec } from './spec.ts';
import { operationsOf, refsIn } from './walk.ts';

/** A problem code and what it answers. */
export interface ErrorCode {
  code: string;
  status: number;
  title: string;
  retryable: boolean;
}

/** An operation, with what the emitters ask of it looked up. */
export interface Operation {
  operationId: string;
  method: 'get' | 'post';
  path: string;
  tag: string;
  summary: string;
  description: string;
  access: 'read' | 'write';
  /** Whether it needs a session token beside the mesh secret. */
  session: boolean;
  errors: string[];
  /** Name of the schema of the body; absent for a GET. */
  request?: string;
  /** Name of the schema of the answer. */
  response: string;
  tool?: string;
  /** The operation as it stands in the contract. */
  source: OperationObject;
}

/** A tag that has operations. */
export interface Tag {
  name: string;
  description: string;
  operations: Operation[];
}

/** A tool of the catalogue. */
export interface Tool extends Omit<ToolAnnotation, 'omit'> {
  inputSchema: ToolSchema;
  outputSchema: ToolSchema;
  operationId: string;
  omit: string[];
}

/** A numbered migration, as SQL. */
export interface Migration {
  version: number;
  name: string;
  sql: string;
}

/** All that the outputs are made of. */
export interface Model {
  contract: Contract;
  title: string;
  version: string;
  /** SHA-256 of the canonical JSON of the contract, in hexadecimal. */
  hash: string;
  tags: Tag[];
  errors: ErrorCode[];
  /** Every component schema, each after those it refers to. */
  schemas: { name: string; schema: Schema }[];
  operations: Operation[];
  tools: Tool[];
  migrations: Migration[];
}

/**
 * Reads the contract into a model.
 * @throws {SpecRefused} for whatever in it the generator does not understand
 */
export function readModel(spec: Spec, migrations: Migration[] = []): Model {
  const contract = examine(spec);
  const operations = readOperations(contract);
  return {
    contract,
    title: contract.info.title,
    version: contract.info.version,
    hash: createHash('sha256').update(canonical(contract)).digest('hex'),
    tags: contract.tags
      .map((tag) => ({ ...tag, operations: operations.filter(({ tag: name }) => name === tag.name) }))
      .filter((tag) => tag.operations.length > 0),
    errors: Object.entries(contract['x-problem-codes']).map(([code, problem]) => ({ code, ...problem })),
    schemas: inOrderOfDependency(contract.components.schemas),
    operations,
    tools: readTools(contract, operations),
    migrations,
  };
}

function readOperations(contract: Contract): Operation[] {
  return [...operationsOf(contract)].map(({ method, route, operation }) => {
    const { requestBody, responses, security = contract.security } = operation;
    const tool = operation['x-mcp-tool'];
    return {
      operationId: operation.operationId,
      method,
      path: route,
      tag: operation.tags[0],
      summary: operation.summary,
      description: operation.description,
      access: operation['x-access'],
      session: Boolean(security[0]?.sessionToken),
      errors: operation['x-errors'],
      ...(requestBody && { request: refName(requestBody.content['application/json'].schema.$ref) }),
      response: refName(responses[200].content['application/json'].schema.$ref),
      ...(tool && { tool: tool.name }),
      source: operation,
    };
  });
}

function readTools(contract: Contract, operations: Operation[]): Tool[] {
  const { schemas } = contract.components;
  return operations.flatMap(({ operationId, request, response, source }) => {
    const annotation = source['x-mcp-tool'];
    if (!annotation || !request) return [];
    const { name, title, description, annotations, omit = [] } = annotation;
    const inputSchema = toolInput(contract, schemas[request]!, omit);
    const outputSchema = toolOutput(contract, schemas[response]!);
    return [{ name, title, description, inputSchema, outputSchema, annotations, operationId, omit }];
  });
}

function inOrderOfDependency(schemas: Record<string, Schema>): Model['schemas'] {
  const ordered = new Map<string, Schema>();
  const add = (name: string) => {
    if (ordered.has(name)) return;
    for (const next of refsIn(schemas[name]!)) add(next);
    ordered.set(name, schemas[name]!);
  };
  for (const name of Object.keys(schemas)) add(name);
  return [...ordered].map(([name, schema]) => ({ name, schema }));
}

/** JSON with sorted keys and without blanks: the same contract gives the same text, however the YAML is laid out. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, node) =>
    node && typeof node === 'object' && !Array.isArray(node)
      ? Object.fromEntries(Object.entries(node).sort(([a], [b]) => (a < b ? -1 : 1)))
      : node,
  );
}
