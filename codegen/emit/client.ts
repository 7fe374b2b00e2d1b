import type { Model, Operation } from '../model.ts';
import { file, literal } from '../print.ts';
import type { Schema } from '../shape.ts';
import { describe } from './describe.ts';

/** The typed client: one method an operation, problems thrown as MeshError. For browsers too. */
export function emitClient({ operations, contract }: Model): string {
  const header = contract.components.securitySchemes.sessionToken.name;
  return file(
    'openapi.yaml',
    [
      "import createClient from 'openapi-fetch';",
      "import { errorCodes, MeshError, type Problem } from './errors.gen.ts';",
      "import type * as wire from './types.gen.ts';",
    ].join('\n'),
    options,
    [
      '/** The mesh as one caller sees it. Every method throws MeshError. */',
      'export interface MeshClient {',
      operations.map(signature).join('\n').trimEnd(),
      '}',
    ].join('\n'),
    factory(operations.map(implementation), header),
    repetition(operations, contract.components.schemas),
    answer,
  );
}

/** What the contract says of asking twice, for callers that have heard no answer. */
function repetition(operations: readonly Operation[], schemas: Record<string, Schema>): string {
  const kinds = operations.map(({ path, access, request, source }) => {
    const keyed = request && schemas[request]?.properties?.idempotency_key;
    const once = access === 'read' || source['x-mcp-tool']?.annotations.idempotentHint;
    return [path, keyed ? 'keyed' : once ? 'always' : 'open'];
  });
  return [
    '/**',
    ' * What a request may do when its answer was lost, by path. `always`: it can be sent again. `keyed`: it can with an idempotency key.',
    ' * `open`: the contract does not say.',
    ' */',
    `export const repetition: Readonly<Record<string, 'always' | 'keyed' | 'open'>> = ${literal(Object.fromEntries(kinds))};`,
  ].join('\n');
}

function signature(operation: Operation): string {
  const { operationId, request, response } = operation;
  const parameters = [...(request ? [`body: wire.${request}`] : []), 'options?: CallOptions'].join(', ');
  return `${describe(operation, 2)}  ${operationId}(${parameters}): Promise<wire.${response}>;\n`;
}

function implementation({ operationId, method, path, request, session }: Operation): string {
  const [parameters, body] = request ? ['body, options', 'body, '] : ['options', ''];
  const init = `{ ${body}...init(${session}, options) }`;
  return `    ${operationId}: (${parameters}) => answer(http.${method.toUpperCase()}(${literal(path)}, ${init})),`;
}

const options = `
/** How to reach the broker, and as whom. */
export interface MeshClientOptions {
  /** Such as \`http://127.0.0.1:7337\`. */
  baseUrl: string;
  /** The mesh secret. */
  token: string;
  /** The session token, or what answers the current one; registerPeer issues it. */
  session?: string | (() => string | undefined);
  /** In place of the global fetch. */
  fetch?: (request: Request) => Promise<Response>;
}

/** What a single call may be given. */
export interface CallOptions {
  /** Ends the call: an abort is thrown as it is, a timeout as \`unavailable\`. */
  signal?: AbortSignal;
}`.trim();

const factory = (methods: string[], header: string) =>
  `
/** Makes a client. It keeps no connection and no state of its own. */
export function createMeshClient({ baseUrl, token, session, fetch }: MeshClientOptions): MeshClient {
  // The broker never redirects: whoever does would be handed the session token.
  const http = createClient<wire.paths>({ baseUrl, redirect: 'error', ...(fetch && { fetch }) });
  const init = (needsSession: boolean, options: CallOptions = {}) => {
    const current = needsSession ? (typeof session === 'function' ? session() : session) : undefined;
    return { ...options, headers: { Authorization: \`Bearer \${token}\`, ...(current && { ${literal(header)}: current }) } };
  };
  return {
${methods.join('\n')}
  };
}`.trim();

const answer = `
/** The data of a call, or the error that it answered or met on the way. */
async function answer<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await call.catch((cause: unknown) => {
    throw unreached(cause);
  });
  if (data !== undefined) return data;
  const seconds = Number.parseInt(response.headers.get('Retry-After') ?? '', 10);
  const waiting = Number.isNaN(seconds) ? {} : { retryAfter: seconds };
  if (isProblem(error)) throw MeshError.fromProblem(error, waiting);
  throw new MeshError('unavailable', \`\${response.url || 'The address'} answered \${response.status} without JSON of the mesh.\`, {
    hint: 'Something other than the broker answered: check the address, and the proxy if there is one. Then try again.',
    ...waiting,
  });
}

/** No answer, or one that is no JSON: the caller's own abort as it is, everything else \`unavailable\`. */
function unreached(cause: unknown): unknown {
  if (cause instanceof Error && cause.name === 'AbortError') return cause;
  if (cause instanceof SyntaxError) {
    return new MeshError('unavailable', 'The answer is not JSON.', {
      hint: 'Something other than the broker answered: check the address, and the proxy if there is one. Then try again.',
      cause,
    });
  }
  return new MeshError('unavailable', \`The broker cannot be reached: \${cause instanceof Error ? cause.message : cause}.\`, {
    hint: 'Check that the broker runs and that the address is right, then try again.',
    cause,
  });
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'code' in value && String(value.code) in errorCodes;
}`.trim();
