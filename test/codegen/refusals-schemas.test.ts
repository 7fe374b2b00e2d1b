import { probe, type Refusal, refuses } from './support.ts';

const health = '#/paths/~1health/get';
const tool = '#/paths/~1v1~1notes~1write/post/x-mcp-tool';
const body = '#/components/schemas/WriteNoteRequest';
const field = `${body}/properties/probe`;
const objects = (depth: number): string =>
  depth === 0
    ? '{ type: boolean }'
    : `{ type: object, additionalProperties: false, properties: { a: ${objects(depth - 1)} } }`;

const hints = '{ readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false }';
const second = `operationId: getHealth
      x-mcp-tool: { ◆name: write_note, title: Again, description: Again., annotations: ${hints} }`;

const table: Record<string, Refusal[]> = {
  'what has no bounds:': [
    [
      'a string',
      [['probe: { type: string, maxLength: 5 }', '◆probe: { type: string }']],
      `${field} The string has no greatest length.`,
    ],
    [
      'an integer',
      [['probe: { type: string, maxLength: 5 }', '◆probe: { type: integer, minimum: 0 }']],
      `${field} The integer has no range.`,
    ],
    [
      'a number',
      [['probe: { type: string, maxLength: 5 }', '◆probe: { type: number, maximum: 0 }']],
      `${field} The number has no range.`,
    ],
    [
      'an array',
      [['probe: { type: string, maxLength: 5 }', '◆probe: { type: array, items: { type: boolean } }']],
      `${field} The array has no greatest size.`,
    ],
    [
      'a map',
      [['metadata: { type: object, maxProperties: 2,', '◆metadata: { type: object,']],
      `${body}/properties/metadata The object has no`,
    ],
    [
      'an item',
      [probe('{ type: array, maxItems: 1, ◆items: { type: string } }')],
      `${field}/items The string has no greatest length.`,
    ],
    [
      'an integer beyond 32 bits',
      [['probe: { type: string, maxLength: 5 }', '◆probe: { type: integer, minimum: 0, maximum: 4294967295 }']],
      `${field} maximum 4294967295 needs more than 32 bits.`,
    ],
    [
      'a range upside down',
      [['probe: { type: string, maxLength: 5 }', '◆probe: { type: integer, minimum: 2, maximum: 1 }']],
      `${field} minimum 2 is above`,
    ],
    [
      'a length upside down',
      [
        ['minLength: 1', 'minLength: 300'],
        ['text: { type: string, minL', '◆text: { type: string, minL'],
      ],
      `${body}/properties/text minLength is`,
    ],
  ],
  'a schema': [
    [
      'that requires what it lacks',
      [['required: [text]', 'required: [text, ◆size]']],
      `${body}/required/1 There is no property size.`,
    ],
    [
      'with a required default',
      [['All of them. }', 'All of them., ◆default: x }']],
      `${body}/properties/text/default text is required and`,
    ],
    ['with a value twice', [probe('{ type: string, ◆enum: [a, a] }')], `${field}/enum A value is listed twice.`],
    [
      'with a pattern of its own',
      [probe("{ type: string, maxLength: 5, ◆pattern: '\\_' }")],
      `${field}/pattern The pattern is not valid both`,
    ],
    [
      'that compares objects',
      [probe(`{ type: array, maxItems: 2, items: ${objects(1)}, ◆uniqueItems: true }`)],
      `${field}/uniqueItems Items`,
    ],
    [
      'with a default outside',
      [probe('{ type: integer, minimum: 1, maximum: 2, ◆default: 3 }')],
      `${field}/default The default is not from 1 to 2.`,
    ],
    [
      'with a fractional default',
      [probe('{ type: integer, minimum: 1, maximum: 2, ◆default: 1.5 }')],
      `${field}/default The default is not of type`,
    ],
    [
      'with an unlisted default',
      [['default: black', '◆default: red']],
      `${body}/properties/color/default The default is none of black, blue.`,
    ],
    [
      'with items by default',
      [probe('{ type: array, maxItems: 2, items: { type: boolean }, ◆default: [true] }')],
      `${field}/default The default`,
    ],
    [
      'of an answer with a default',
      [
        [
          "color: { $ref: '#/components/schemas/Color' }\n        written_at",
          "color: { $ref: '#/components/schemas/Color', ◆default: blue }\n        written_at",
        ],
      ],
      '#/components/schemas/Note/properties/color/default A schema of an answer has',
    ],
  ],
  'a tool': [
    ['with a bad name', [['name: write_note', '◆name: Write-Note']], `${tool}/name Write-Note is not a tool name.`],
    [
      'with a long name',
      [['name: write_note', `◆name: ${'w'.repeat(25)}`]],
      `${tool}/name ${'w'.repeat(25)} is 25 characters long.`,
    ],
    [
      'described at length',
      [['description: Writes a note.', `◆description: ${'w'.repeat(301)}`]],
      `${tool}/description It is 301`,
    ],
    [
      'that says it only reads',
      [['readOnlyHint: false', '◆readOnlyHint: true']],
      `${tool}/annotations/readOnlyHint It is true, but`,
    ],
    ['that omits the unknown', [['omit: [key]', 'omit: [key, ◆size]']], `${tool}/omit/1 The body has no field size.`],
    [
      'that omits the required',
      [['omit: [key]', '◆omit: [text]']],
      `${tool}/omit The tool leaves out text, which is required.`,
    ],
    [
      'without a required map',
      [
        ['required: [text]', 'required: [text, metadata]'],
        ['omit:', '◆omit:'],
      ],
      `${tool}/omit The tool leaves out metadata`,
    ],
    [
      'with arrays of arrays',
      [
        ['x-mcp-tool:', '◆x-mcp-tool:'],
        probe('{ type: array, maxItems: 1, items: { type: array, maxItems: 1, items: { type: boolean } } }'),
      ],
      `${tool} The input has an array of arrays.`,
    ],
    [
      'too deep',
      [['x-mcp-tool:', '◆x-mcp-tool:'], probe(objects(4))],
      `${tool} The input nests objects more than four deep.`,
    ],
    [
      'with a taken name',
      [['operationId: getHealth', second]],
      '#/paths/~1health/get/x-mcp-tool/name The tool name write_note is',
    ],
    [
      'that is a GET',
      [['operationId: getHealth', second.replace('◆', '').replace('x-mcp', '◆x-mcp')]],
      `${health}/x-mcp-tool An operation without a body`,
    ],
    [
      'beyond the count',
      [['x-mcp-tool-count: 1', '◆x-mcp-tool-count: 2']],
      '#/x-mcp-tool-count 2 tools are announced, 1 annotated.',
    ],
  ],
};

refuses(table);
