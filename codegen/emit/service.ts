import type { Model, Operation } from '../model.ts';
import { inputName, serviceName } from '../naming.ts';
import { doc, file } from '../print.ts';
import type { Contract, Schema } from '../shape.ts';
import { reach } from '../walk.ts';
import { describe } from './describe.ts';

/** The interface that the hand-written service fills: one a tag, one method an operation. */
export function emitService({ contract, operations, tags }: Model): string {
  const filled = operations.filter(({ request }) => request && hasDefaults(contract, request));
  const used = tags.filter((tag) => operations.some((operation) => operation.tag === tag));
  return file(
    'openapi.yaml',
    [
      filled.length > 0
        ? "import type { z } from '@hono/zod-openapi';\nimport type * as schemas from './schemas.gen.ts';"
        : '',
      "import type * as wire from './types.gen.ts';",
    ]
      .join('\n')
      .trim(),
    filled.length > 0 ? parsed : '',
    ...operations.flatMap(({ operationId, request }) =>
      request ? [input(operationId, request, hasDefaults(contract, request))] : [],
    ),
    ...contract.tags
      .filter(({ name }) => used.includes(name))
      .map(({ name, description }) => {
        const methods = operations.filter(({ tag }) => tag === name);
        return `${doc([description])}export interface ${head(name, methods)} {\n${methods.map(method).join('\n')}}`;
      }),
    [
      '/** The whole service; `Caller` is what a session token proves. */',
      'export interface Service<Caller>',
      `  extends ${used
        .map((tag) =>
          head(
            tag,
            operations.filter((operation) => operation.tag === tag),
          ),
        )
        .join(',\n    ')} {}`,
    ].join('\n'),
  );
}

/** Field docs and exact optional fields come from the wire type, the defaults from the zod schema. */
const parsed = `
/** A wire type after validation: fields with a default are always there. */
type Parsed<Wire, Output> = Wire extends readonly (infer W)[]
  ? Output extends readonly (infer O)[] ? Parsed<W, O>[] : never
  : Wire extends object
    ? { [K in keyof (Wire & Output)]: Parsed<NonNullable<Wire[K & keyof Wire]>, NonNullable<Output[K & keyof Output]>> }
    : Output;`.trim();

function input(operationId: string, request: string, defaults: boolean): string {
  const type = defaults ? `Parsed<wire.${request}, z.output<typeof schemas.${request}>>` : `wire.${request}`;
  return `/** The body of \`${operationId}\`${defaults ? ', its defaults filled in' : ''}. */\nexport type ${inputName(operationId)} = ${type};`;
}

function head(tag: string, methods: Operation[]): string {
  return serviceName(tag) + (methods.some(({ session }) => session) ? '<Caller>' : '');
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
