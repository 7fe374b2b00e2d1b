import { OpenAPIHono } from '@hono/zod-openapi';
import { expect, it } from 'vitest';
import type { z } from 'zod';
import { spec } from '../../generated/openapi.gen.ts';
import { operations } from '../../generated/operations.gen.ts';
import { routes } from '../../generated/routes.gen.ts';
import * as schemas from '../../generated/schemas.gen.ts';

/** An app that serves nothing, with every generated route and schema registered. */
function emptyApp(): OpenAPIHono {
  const app = new OpenAPIHono();
  for (const [name, schema] of Object.entries<z.ZodType>(schemas)) app.openAPIRegistry.register(name, schema);
  const { securitySchemes, responses } = spec.components;
  for (const [name, scheme] of Object.entries(securitySchemes)) {
    app.openAPIRegistry.registerComponent('securitySchemes', name, scheme as never);
  }
  for (const [name, response] of Object.entries(responses)) {
    app.openAPIRegistry.registerComponent('responses', name, response as never);
  }
  for (const { operationId } of operations) app.openapi(routes[operationId], (c) => c.body(null) as never);
  return app;
}

/**
 * Undoes what zod-to-openapi writes in another way: it wraps what stands beside a `$ref` in `allOf`, and lists
 * parameters and webhooks where there are none. The contract has neither null nor const, so nothing else differs.
 */
function asWritten(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(asWritten);
  if (typeof node !== 'object' || node === null) return node;
  const { allOf, parameters: _none, webhooks: _neither, ...rest } = node as Record<string, unknown>;
  const merged = Array.isArray(allOf) ? Object.assign({}, ...allOf) : rest;
  return Object.fromEntries(Object.entries(merged).map(([name, value]) => [name, asWritten(value)]));
}

it('describes itself as the contract does', () => {
  const { paths: _paths, components: _components, ...head } = spec;
  const document = emptyApp().getOpenAPI31Document(head as never);
  expect(asWritten(document)).toEqual(spec);
});
