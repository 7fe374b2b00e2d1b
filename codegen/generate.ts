import { emitClient } from './emit/client.ts';
import { emitErrors } from './emit/errors.ts';
import { emitMcpShim } from './emit/mcp-shim.ts';
import { emitMcpTools } from './emit/mcp-tools.ts';
import { emitMigrations } from './emit/migrations.ts';
import { emitOpenapi } from './emit/openapi.ts';
import { emitOpenapi30 } from './emit/openapi30.ts';
import { emitOperations } from './emit/operations.ts';
import { emitRoutes } from './emit/routes.ts';
import { emitSchemas } from './emit/schemas.ts';
import { emitService } from './emit/service.ts';
import { emitTypes } from './emit/types.ts';
import type { Model } from './model.ts';

/** Every output and what makes it. A further output is one more line. */
export const emitters: Record<string, (model: Model) => string | Promise<string>> = {
  'types.gen.ts': emitTypes,
  'schemas.gen.ts': emitSchemas,
  'errors.gen.ts': emitErrors,
  'operations.gen.ts': emitOperations,
  'routes.gen.ts': emitRoutes,
  'service.gen.ts': emitService,
  'client.gen.ts': emitClient,
  'mcp-tools.gen.ts': emitMcpTools,
  'mcp-shim.gen.ts': emitMcpShim,
  'migrations.gen.ts': emitMigrations,
  'openapi.gen.ts': emitOpenapi,
  'openapi-3.0.json': emitOpenapi30,
};

/** The text of every output, by file name. Reads and writes nothing. */
export async function generate(model: Model): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const [name, emit] of Object.entries(emitters)) files.set(name, await emit(model));
  return files;
}
