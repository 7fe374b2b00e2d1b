import type { Model, Operation, Tag } from '../model.ts';
import { inputName, serviceName } from '../naming.ts';
import { doc, file } from '../print.ts';
import type { Contract, Schema } from '../shape.ts';
import { reach } from '../walk.ts';
import { describe } from './describe.ts';

/** The interface that the hand-written service fills: one a tag, one method an operation. */
export function emitService({ contract, operations, tags }: Model): string {
  const inputs = operations.flatMap((operation) => input(contract, operation));
  const filled = inputs.some((text) => text.includes('Parsed<'));
  return file(
    'openapi.yaml',
    filled ? `${zodImports}\n${wireImport}` : wireImport,
    filled ? parsed : '',
    ...inputs,
    ...tags.map(service),
    `/** The whole service; \`Caller\` is what a session token proves. */\nexport interface Service<Caller>\n  extends ${tags.map(head).join(',\n    ')} {}`,
  );
}

const wireImport = "import type * as wire from './types.gen.ts';";
const zodImports = "import type { z } from '@hono/zod-openapi';\nimport type * as schemas from './schemas.gen.ts';";

/** Field docs and exact optional fields come from the wire type, the defaults from the zod schema. */
const parsed = `
/** A wire type after validation: fields with a default are always there. */
type Parsed<Wire, Output> = Wire extends readonly (infer W)[]
  ? Output extends readonly (infer O)[] ? Parsed<W, O>[] : never
  : Wire extends object
    ? { [K in keyof (Wire & Output)]: Parsed<NonNullable<Wire[K & keyof Wire]>, NonNullable<Output[K & keyof Output]>> }
    : Output;`.trim();

function input(contract: Contract, { operationId, request }: Operation): string[] {
  if (!request) return [];
  const name = inputName(operationId);
  return hasDefaults(contract, request)
    ? [
        `/** The body of \`${operationId}\`, its defaults filled in. */\n` +
          `export type ${name} = Parsed<wire.${request}, z.output<typeof schemas.${request}>>;`,
      ]
    : [`/** The body of \`${operationId}\`. */\nexport type ${name} = wire.${request};`];
}

function service(tag: Tag): string {
  return `${doc([tag.description])}export interface ${head(tag)} {\n${tag.operations.map(method).join('\n')}}`;
}

function head({ name, operations }: Tag): string {
  return serviceName(name) + (operations.some(({ session }) => session) ? '<Caller>' : '');
}

function method(operation: Operation): string {
  const { operationId, session, request, response } = operation;
  const parameters = [...(session ? ['caller: Caller'] : []), ...(request ? [`input: ${inputName(operationId)}`] : [])];
  return `${describe(operation, 2)}  ${operationId}(${parameters.join(', ')}): Promise<wire.${response}>;\n`;
}

function hasDefaults(contract: Contract, request: string): boolean {
  const within = (schema: Schema): boolean =>
    schema.default !== undefined ||
    Object.values(schema.properties ?? {}).some(within) ||
    (schema.items !== undefined && within(schema.items));
  return [...reach(contract, request)].some((name) => within(contract.components.schemas[name]!));
}
