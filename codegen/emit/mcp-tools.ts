import type { Model } from '../model.ts';
import { file, list, union } from '../print.ts';

/** The tool catalogue as raw JSON Schema, free of any MCP library. */
export function emitMcpTools({ tools }: Model): string {
  return file(
    'openapi.yaml',
    "import type { OperationId } from './operations.gen.ts';",
    `/** The name of a tool. */\n${union(
      'ToolName',
      tools.map(({ name }) => name),
    )}`,
    shape,
    `/** The tools, in the order of the contract. */\n${list('tools', 'Tool', tools)}`,
  );
}

const shape = `
/** A JSON Schema of the subset that every MCP client accepts. */
export interface ToolSchema {
  readonly type: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: ToolSchema;
  readonly properties?: Readonly<Record<string, ToolSchema>>;
  readonly required?: readonly string[];
}

/** A tool: what a model sees of an operation. */
export interface Tool {
  readonly name: ToolName;
  readonly title: string;
  readonly description: string;
  readonly inputSchema: ToolSchema & { readonly type: 'object' };
  readonly outputSchema: ToolSchema & { readonly type: 'object' };
  readonly annotations: Readonly<Record<'readOnlyHint' | 'destructiveHint' | 'idempotentHint' | 'openWorldHint', boolean>>;
  /** The operation it calls. */
  readonly operationId: OperationId;
  /** Fields of the body that the shim fills in, if anyone does. */
  readonly omit: readonly string[];
}`.trim();
