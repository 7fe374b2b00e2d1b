import type { Model } from '../model.ts';
import { file, list, union } from '../print.ts';

/** The index of operations, plain data: for the HTTP loop, the CLI, the dashboard and tests. */
export function emitOperations({ operations, tags }: Model): string {
  const index = operations.map(({ operationId, method, path, tag, access, session, errors, tool }) => {
    return { operationId, method, path, tag, access, session, errors, tool };
  });
  return file(
    'openapi.yaml',
    "import type { ErrorCode } from './errors.gen.ts';",
    `/** A tag: one file of this name in the service, in each engine and in the tests. */\n${union(
      'Tag',
      tags.map(({ name }) => name),
    )}`,
    `/** Names an operation everywhere. */\n${union(
      'OperationId',
      operations.map(({ operationId }) => operationId),
    )}`,
    shape,
    `/** Every operation, in the order of the contract. */\n${list('operations', 'Operation', index)}`,
  );
}

const shape = `
/** What the contract says of an operation. */
export interface Operation {
  readonly operationId: OperationId;
  readonly method: 'get' | 'post';
  readonly path: string;
  readonly tag: Tag;
  /** \`write\`: it goes through the write batch. */
  readonly access: 'read' | 'write';
  /** Whether it takes a session token beside the mesh secret. */
  readonly session: boolean;
  /** The codes it may answer. */
  readonly errors: readonly ErrorCode[];
  /** The MCP tool that calls it. */
  readonly tool?: string;
}`.trim();
