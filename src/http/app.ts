import { hash } from 'node:crypto';
import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { z } from 'zod';
import { MeshError } from '../../generated/errors.gen.ts';
import { operations } from '../../generated/operations.gen.ts';
import { routes } from '../../generated/routes.gen.ts';
import type { Service } from '../../generated/service.gen.ts';
import { sessionInvalid } from '../errors.ts';
import type { Limits } from '../limits.ts';
import { type Admission, createAdmission } from './admission.ts';
import { type Answering, createAnswers, keyringOf } from './answer.ts';
import { createBearer } from './bearer.ts';
import { checkMedia, readBody } from './body.ts';
import { type Head, headOf, one, type Wire } from './head.ts';
import { parseJson } from './json.ts';
import type { Page } from './pages.ts';
import { noSuchRoute } from './paths.ts';
import { checkSchema } from './schema.ts';

/** What the HTTP layer is made of. */
export interface HttpOptions<Caller> extends Answering {
  /** The operations, by their ids. */
  readonly service: Service<Caller>;
  /** Finds the caller by the SHA-256 of a session token. */
  authenticate(tokenSha256: Buffer): Promise<Caller | undefined>;
  readonly config: Admission & { readonly limits: Pick<Limits, 'bodyBytes' | 'jsonDepth'> };
  /** What there is for people beside the operations. */
  readonly pages?: readonly Page[];
}

/** The service as the loop over the operations sees it; the generated interface keeps each method and its route together. */
type Methods = Record<string, (...args: unknown[]) => Promise<unknown>>;
type Env = { Bindings: Wire };

/**
 * Puts the operations of the contract behind HTTP. Every request passes the guards in this order: Host and Origin, method and
 * path, bearer, content type and encoding, size, JSON, schema, session; then the service is called. One handler per
 * route does it all, which Hono calls without composing middleware.
 */
export function createHttp<Caller>(options: HttpOptions<Caller>) {
  const { authenticate, config, draining } = options;
  const service = options.service as unknown as Methods;
  const admit = createAdmission(config);
  const checkBearer = createBearer(keyringOf(options.secret));
  const answers = createAnswers(options);
  const app = new OpenAPIHono<Env>();

  const callerOf = async (head: Head): Promise<Caller> => {
    const token = one(head, 'peermesh-session');
    if (token === undefined) throw sessionInvalid('The request carries no PeerMesh-Session header.');
    const caller = await authenticate(hash('sha256', token, 'buffer'));
    if (caller === undefined) throw sessionInvalid('The session token is not known.');
    return caller;
  };

  for (const { operationId, method, path, session } of operations) {
    const route = routes[operationId];
    const schema = bodySchema(route);
    app.openAPIRegistry.registerPath(route);
    app.on(method.toUpperCase(), path, async (c) => {
      const head = headOf(c.req.raw, c.env);
      admit(head);
      checkBearer(head);
      if (!schema) return answers.result(await service[operationId]!());
      // What takes no body is the probe of a supervisor: it stays open while the broker drains.
      if (draining()) throw stopping();
      checkMedia(head);
      const body = await readBody(c.req.raw, c.env, head, config.limits.bodyBytes);
      const input = checkSchema(schema, parseJson(body, config.limits.jsonDepth));
      const answer = session ? service[operationId]!(await callerOf(head), input) : service[operationId]!(input);
      return answers.result(await answer);
    });
  }

  for (const { method, path, answer } of options.pages ?? []) {
    app.on(method, path, async (c) => {
      const head = headOf(c.req.raw, c.env);
      admit(head);
      return answer({ request: c.req.raw, head, checkBearer: () => checkBearer(head) });
    });
  }

  app.notFound((c) => {
    admit(headOf(c.req.raw, c.env));
    throw noSuchRoute(c.req.method, c.req.path, operations);
  });
  app.onError((error, c: Context<Env>) => answers.problem(error, headOf(c.req.raw, c.env), c.req.path));

  return { app, fetch: app.fetch };
}

/** The zod schema of a JSON body, from a generated route; undefined when the operation takes none. */
function bodySchema(route: object): z.ZodType | undefined {
  const { request } = route as { request?: { body?: { content: Record<string, { schema: z.ZodType }> } } };
  return request?.body?.content['application/json']?.schema;
}

function stopping(): MeshError {
  return new MeshError('unavailable', 'The broker is stopping.', { hint: 'Try again in a second.', retryAfter: 1 });
}
