import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { inject } from 'vitest';
import type { ErrorCode } from '../../generated/errors.gen.ts';
import { spec } from '../../generated/openapi.gen.ts';
import { type Operation, operations } from '../../generated/operations.gen.ts';
import { noteSeen } from './contract-coverage.ts';
import { propertiesIn } from './contract-properties.ts';

/** What takes a request to a broker. */
export type Fetch = (request: Request) => Promise<Response>;

/**
 * Has every answer of a broker checked against the contract, and notes which answers of which operations were seen, with which
 * properties.
 */
export function watched(fetch: Fetch): Fetch {
  return async (request) => {
    const answer = await fetch(request);
    const { pathname } = new URL(request.url);
    const operation = operations.find(({ path }) => path === pathname);
    if (!operation || operation.method !== request.method.toLowerCase()) return answer;
    const body: unknown = await answer.clone().json();
    const code = checkAnswer(operation, answer, body);
    const seen = [`${operation.operationId} ${code}`];
    const type = answer.headers.get('content-type');
    seen.push(...propertiesIn(answerOf(operation, answer.status, type)!, body));
    noteSeen(inject('seenAnswers'), seen);
    return answer;
  };
}

/** Notes which properties of requests were seen in those that a broker took. Only for bodies that end. */
export function noted(fetch: Fetch): Fetch {
  return async (request) => {
    const body = request.method === 'GET' ? undefined : await request.clone().json();
    const answer = await fetch(request);
    const { pathname } = new URL(request.url);
    const asked = described(operations.find(({ path }) => path === pathname)!).requestBody;
    if (answer.ok && asked) {
      noteSeen(inject('seenAnswers'), [...propertiesIn(asked.content['application/json'].schema.$ref, body)]);
    }
    return answer;
  };
}

/**
 * Checks an answer against the contract: a declared status and code, the headers that go with it, a body that fits the schema.
 * Answers its code, `ok` for a result. Throws what is wrong.
 */
export function checkAnswer(operation: Operation, answer: Response, body: unknown): ErrorCode | 'ok' {
  const { operationId, errors } = operation;
  const type = answer.headers.get('content-type');
  const schema = schemaOf(operation, answer.status, type);
  const fail = (fault: string): never => {
    throw new Error(`${operationId} answered ${answer.status} ${fault}: ${JSON.stringify(body)}`);
  };
  if (!schema) return fail(`with ${type}, which the contract does not declare`);
  if (!schema(body)) return fail(`off its schema (${ajv.errorsText(schema.errors)})`);
  if (!answer.headers.get('PeerMesh-Request-Id')) return fail('without a request id');
  if (answer.status === 200) return 'ok';
  const { code, status } = body as { code: (typeof errors)[number]; status: number };
  if (!errors.includes(code)) return fail('with a code that it does not declare');
  if (status !== answer.status) return fail('with another status in the body');
  if ((status === 429 || status === 503) && !answer.headers.get('Retry-After')) return fail('without Retry-After');
  return code;
}

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema(spec, 'spec');

interface Declared {
  readonly $ref?: string;
  readonly content?: Record<string, { readonly schema: { readonly $ref: string } }>;
}

function schemaOf(operation: Operation, status: number, type: string | null): ValidateFunction | undefined {
  const reference = answerOf(operation, status, type);
  return reference ? ajv.getSchema(`spec${reference}`) : undefined;
}

interface Described {
  readonly requestBody?: {
    readonly content: { readonly 'application/json': { readonly schema: { readonly $ref: string } } };
  };
  readonly responses: Record<string, Declared>;
}

const described = ({ path, method }: Operation) =>
  (spec.paths as Record<string, Record<string, Described>>)[path]![method]!;

/** The reference to the schema of an answer. */
function answerOf(operation: Operation, status: number, type: string | null): string | undefined {
  const declared = described(operation).responses[status];
  const shared = spec.components.responses as Record<string, Declared>;
  const response = declared?.$ref ? shared[declared.$ref.split('/').at(-1)!] : declared;
  return response?.content?.[type ?? '']?.schema.$ref;
}
