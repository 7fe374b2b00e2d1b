import { expect, it } from 'vitest';
import { generate } from '../../codegen/generate.ts';
import { readModel } from '../../codegen/model.ts';
import { loadSpec } from '../../codegen/spec.ts';
import { type Edit, linesWith, notes } from './support.ts';

/** An operation with a tool, an error code and schemas of its own, and nothing else. */
const further: Edit[] = [
  ['x-mcp-tool-count: 1', 'x-mcp-tool-count: 2'],
  ['x-problem-codes:\n', 'x-problem-codes:\n  torn_up: { status: 410, title: Torn up, retryable: false }\n'],
  ['enum: [invalid_request', 'enum: [torn_up, invalid_request'],
  [
    '  responses:\n    Invalid:',
    "  responses:\n    TornUp:\n      description: It is gone.\n      content: { application/problem+json: { schema: { $ref: '#/components/schemas/Problem' } } }\n    Invalid:",
  ],
  [
    '  /health:',
    `  /v1/notes/tear_up:
    post:
      operationId: tearUpNote
      tags: [notes]
      summary: Tear up a note
      description: Nothing is left of it.
      x-access: write
      x-errors: [torn_up]
      x-mcp-tool:
        name: tear_up_note
        title: Tear up a note
        description: Tears up a note.
        annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false }
      requestBody:
        required: true
        content:
          application/json:
            schema: { $ref: '#/components/schemas/TearUpNoteRequest' }
            example: { id: n1 }
      responses:
        '200':
          description: Gone.
          content: { application/json: { schema: { $ref: '#/components/schemas/Note' }, example: { id: n1, text: x, written_at: '2026-01-01T00:00:00Z' } } }
        '410': { $ref: '#/components/responses/TornUp' }
  /health:`,
  ],
  [
    '    Color:',
    `    TearUpNoteRequest:
      type: object
      additionalProperties: false
      required: [id]
      properties:
        id: { type: string, maxLength: 8, description: The note. }
        lines: { type: array, maxItems: 3, uniqueItems: true, items: { type: string, maxLength: 5 } }
    Color:`,
  ],
];

const outputs = await generate(readModel(loadSpec(notes(...further), 'notes.yaml')));

const lines: Record<string, string> = {
  'types.gen.ts': 'post: operations["tearUpNote"];',
  'schemas.gen.ts': 'export const TearUpNoteRequest = z.strictObject({',
  'errors.gen.ts': "torn_up: { status: 410, title: 'Torn up', retryable: false },",
  'operations.gen.ts': "operationId: 'tearUpNote',",
  'routes.gen.ts': 'tearUpNote: createRoute({',
  'service.gen.ts': 'tearUpNote(caller: Caller, input: TearUpNoteInput): Promise<wire.Note>;',
  'client.gen.ts': 'tearUpNote(body: wire.TearUpNoteRequest, options?: CallOptions): Promise<wire.Note>;',
  'mcp-tools.gen.ts': "name: 'tear_up_note',",
  'openapi.gen.ts': "operationId: 'tearUpNote',",
  'openapi-3.0.json': '"operationId": "tearUpNote",',
};

it.each(Object.entries(lines))('a further operation shows up in %s', (file, line) => {
  expect(linesWith(line, outputs.get(file)!)).toHaveLength(1);
});

it('covers every output but the migrations and the stdio entry, which takes the tools as they are', () => {
  expect([...Object.keys(lines), 'mcp-shim.gen.ts', 'migrations.gen.ts'].sort()).toEqual([...outputs.keys()].sort());
});
