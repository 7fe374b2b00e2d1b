import type { Model, Operation } from '../model.ts';
import { Code, file, literal } from '../print.ts';

/** One createRoute an operation: what the HTTP layer registers, in a loop over the operation index. */
export function emitRoutes({ operations }: Model): string {
  const entries = operations.map((operation) => `  ${operation.operationId}: createRoute(${route(operation)}),`);
  return file(
    'openapi.yaml',
    "import { createRoute } from '@hono/zod-openapi';\nimport * as schemas from './schemas.gen.ts';",
    ['/** The routes, by operationId. */', 'export const routes = {', ...entries, '};'].join('\n'),
  );
}

function route({ method, path, request, response, source }: Operation): string {
  const { requestBody, responses, ...described } = source;
  const { 200: ok, ...errors } = responses;
  const config = {
    method,
    path,
    ...described,
    ...(requestBody && { request: { body: { ...requestBody, content: content(requestBody.content, request!) } } }),
    responses: { 200: { ...ok, content: content(ok.content, response) }, ...errors },
  };
  return literal(config, 2, '  : createRoute('.length + source.operationId.length);
}

type Content = Operation['source']['responses'][200]['content'];

/** The media type with the zod schema in the place of the reference, so that the route validates. */
function content(media: Content, name: string) {
  const { schema: _, ...beside } = media['application/json'];
  return { 'application/json': { schema: new Code(`schemas.${name}`), ...beside } };
}
