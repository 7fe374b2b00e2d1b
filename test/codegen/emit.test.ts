import { describe, expect, it } from 'vitest';
import { emitters } from '../../codegen/generate.ts';
import { type Edit, flat, linesWith, modelOf, probe } from './support.ts';

/** One output of the small contract, edited. */
async function output(file: string, ...edits: Edit[]): Promise<string> {
  return emitters[file]!(modelOf(...edits));
}

describe('schemas.gen.ts: a schema, and the zod schema it becomes', () => {
  it.each([
    ['{ type: string, maxLength: 5 }', 'z.string().max(5)'],
    ['{ type: string, minLength: 1, maxLength: 5 }', 'z.string().min(1).max(5)'],
    [
      "{ type: string, maxLength: 5, pattern: '^a/b$' }",
      "z.string().max(5).regex(/^a\\/b$/).openapi({ pattern: '^a/b$' })",
    ],
    ['{ type: string, enum: [a] }', "z.enum(['a'])"],
    ['{ type: string, format: date-time, maxLength: 35 }', 'z.iso.datetime({ offset: true }).max(35)'],
    ['{ type: integer, minimum: 0, maximum: 9 }', 'z.int().min(0).max(9)'],
    [
      '{ type: integer, minimum: 0, maximum: 4294967295, format: int64 }',
      "z.int().min(0).max(4294967295).openapi({ format: 'int64' })",
    ],
    ['{ type: number, minimum: -1, maximum: 0.5 }', 'z.number().min(-1).max(0.5)'],
    ['{ type: boolean, description: Why. }', "z.boolean().openapi({ description: 'Why.' })"],
    ['{ type: array, minItems: 1, maxItems: 2, items: { type: boolean } }', 'z.array(z.boolean()).min(1).max(2)'],
    [
      "{ type: array, maxItems: 2, uniqueItems: true, items: { $ref: '#/components/schemas/Color' } }",
      "z.array(Color).max(2).refine(distinct, { error: 'Expected no duplicates' }).openapi({ uniqueItems: true })",
    ],
    [
      '{ type: object, maxProperties: 3, additionalProperties: { type: boolean } }',
      "z.record(z.string(), z.boolean()).refine(atMost(3), { error: 'Expected at most 3 entries' }).openapi({ maxProperties: 3 })",
    ],
    ['{ type: object, additionalProperties: false }', 'z.strictObject({})'],
    ["{ $ref: '#/components/schemas/Color', description: Hue. }", "Color.openapi({ description: 'Hue.' })"],
  ])('%s', async (schema, zod) => {
    const [line] = linesWith('probe: ', (await output('schemas.gen.ts', probe(schema))).replaceAll(/\n {4}\./g, '.'));
    expect(line).toBe(`probe: ${zod}.optional(),`);
  });

  it('gives a default in place of optional', async () => {
    const text = await output('schemas.gen.ts', probe('{ type: integer, minimum: 1, maximum: 9, default: 3 }'));
    expect(linesWith('probe: ', text)).toEqual(['probe: z.int().min(1).max(9).default(3),']);
  });

  it('puts each schema after those it refers to', async () => {
    const names = [...(await output('schemas.gen.ts')).matchAll(/export const (\w+)/g)].map(([, name]) => name);
    expect(names).toEqual(['Color', 'WriteNoteRequest', 'Note', 'Health', 'ProblemCode', 'Problem']);
  });
});

describe('types.gen.ts: a schema, and the wire type it becomes', () => {
  it.each([
    ['{ type: string, maxLength: 5 }', 'probe?: string;'],
    ['{ type: string, enum: [a, b], default: a }', 'probe?: "a" | "b";'],
    ['{ type: array, maxItems: 2, items: { type: boolean } }', 'probe?: boolean[];'],
    ["{ $ref: '#/components/schemas/Color' }", 'probe?: components["schemas"]["Color"];'],
  ])('%s', async (schema, type) => {
    expect(linesWith('probe?', await output('types.gen.ts', probe(schema)))).toEqual([type]);
  });

  it('names every schema and indents by two', async () => {
    const text = await output('types.gen.ts');
    expect(text).toContain("export type Note = components['schemas']['Note'];");
    expect(text).toContain('\n  schemas: {\n    /** @description A note to be. */\n    WriteNoteRequest: {\n');
  });
});

describe('mcp-tools.gen.ts: a field of the body, and the field of the tool it becomes', () => {
  it.each([
    ['{ type: string, minLength: 1, maxLength: 5, pattern: ^a }', { type: 'string' }],
    ['{ type: string, format: date-time, description: When. Or not. }', { type: 'string', description: 'When.' }],
    ['{ type: integer, minimum: 1, maximum: 9, default: 3 }', { type: 'integer', minimum: 1, maximum: 9, default: 3 }],
    ['{ type: integer, minimum: 0, maximum: 9007199254740991, format: int64 }', { type: 'integer', minimum: 0 }],
    [
      "{ type: array, maxItems: 2, uniqueItems: true, items: { $ref: '#/components/schemas/Color' } }",
      { type: 'array', items: { type: 'string', description: 'Color of the ink.', enum: ['black', 'blue'] } },
    ],
    [
      '{ type: object, additionalProperties: false, required: [a], properties: { a: { type: boolean } } }',
      { type: 'object', properties: { a: { type: 'boolean' } }, required: ['a'] },
    ],
    ['{ type: object, maxProperties: 3, additionalProperties: { type: boolean } }', undefined],
  ])('%s', (schema, field) => {
    expect(modelOf(probe(schema)).tools[0]!.inputSchema.properties!.probe).toEqual(field);
  });

  it('leaves out what the shim fills in and what is a map, and keeps what is required', () => {
    const { inputSchema, omit } = modelOf().tools[0]!;
    expect(Object.keys(inputSchema.properties!)).toEqual(['text', 'color', 'probe']);
    expect(inputSchema.required).toEqual(['text']);
    expect(omit).toEqual(['key']);
  });

  it('answers names and types', () => {
    const fields = { id: 'string', text: 'string', color: 'string', written_at: 'string' };
    const properties = Object.fromEntries(Object.entries(fields).map(([name, type]) => [name, { type }]));
    expect(modelOf().tools[0]!.outputSchema).toEqual({ type: 'object', properties });
  });
});

describe('outputs of an operation', () => {
  it.each([
    [
      'operations.gen.ts',
      "operationId: 'getHealth', method: 'get', path: '/health', tag: 'health', access: 'read', session: false, errors: ['unavailable'],",
    ],
    ['operations.gen.ts', "session: true, errors: ['invalid_request', 'unavailable'], tool: 'write_note',"],
    ['service.gen.ts', 'export interface HealthService { /** * Ask whether it runs. * * Answers at once.'],
    ['service.gen.ts', '* @throws {MeshError} `unavailable` */ getHealth(): Promise<wire.Health>;'],
    ['service.gen.ts', 'writeNote(caller: Caller, input: WriteNoteInput): Promise<wire.Note>;'],
    ['service.gen.ts', 'Parsed<wire.WriteNoteRequest, z.output<typeof schemas.WriteNoteRequest>>;'],
    ['service.gen.ts', 'export interface Service<Caller> extends NotesService<Caller>, HealthService {}'],
    ['client.gen.ts', 'getHealth(options?: CallOptions): Promise<wire.Health>;'],
    ['client.gen.ts', "getHealth: (options) => answer(http.GET('/health', { ...init(false, options) })),"],
    ['client.gen.ts', 'writeNote(body: wire.WriteNoteRequest, options?: CallOptions): Promise<wire.Note>;'],
    ['client.gen.ts', "answer(http.POST('/v1/notes/write', { body, ...init(true, options) })),"],
    ['client.gen.ts', "...(current && { 'Notes-Session': current })"],
    ['routes.gen.ts', "getHealth: createRoute({ method: 'get', path: '/health', operationId: 'getHealth',"],
    ['routes.gen.ts', "security: [{ meshSecret: [] }], 'x-access': 'read',"],
    ['routes.gen.ts', "body: { required: true, content: { 'application/json': { schema: schemas.WriteNoteRequest,"],
    ['routes.gen.ts', "400: { $ref: '#/components/responses/Invalid' },"],
    ['errors.gen.ts', "unavailable: { status: 503, title: 'Unavailable', retryable: true },"],
    ['errors.gen.ts', 'type: `urn:notes:problem:'],
    ['errors.gen.ts', 'detail: this.detail.slice(0, 500),'],
    ['mcp-shim.gen.ts', "shim = { name: 'notes', title: 'Notes', version, specHash, tools } as const;"],
    ['mcp-shim.gen.ts', "import { runShim } from '../src/mcp/shim.ts';"],
    ['openapi.gen.ts', "export const specVersion = '0.3.0';"],
  ])('%s has %s', async (file, wanted) => {
    expect(flat(await output(file))).toContain(wanted);
  });

  it('takes the wire type as it is where a body has no defaults', async () => {
    const plain: Edit = [', default: black', ''];
    expect(await output('service.gen.ts', plain)).toContain('export type WriteNoteInput = wire.WriteNoteRequest;');
  });
});
