import { probe, type Refusal, refuses } from './support.ts';

const write = '#/paths/~1v1~1notes~1write/post';
const health = '#/paths/~1health/get';
const tool = `${write}/x-mcp-tool`;
const body = '#/components/schemas/WriteNoteRequest';
const field = `${body}/properties/probe`;

const table: Record<string, Refusal[]> = {
  'broken YAML:': [
    ['a bracket left open', [['tags: [notes]', 'tags: [notes\n      ◆summary: x']], '# Flow sequence'],
    ['a key given twice', [['x-access: write', 'x-access: write\n      ◆x-access: read']], '# Map keys must be unique'],
    [
      'an alias',
      [
        ['tags: [notes]', 'tags: &all [notes]'],
        ['[unavailable]', '◆*all'],
      ],
      '# The alias *all is not',
    ],
  ],
  'what the generator does not know:': [
    [
      'a keyword',
      [probe('{ type: string, maxLength: 5, ◆const: a }')],
      `${field}/const "const" is not understood here.`,
    ],
    [
      'a type',
      [['probe: { type: string', '◆probe: { type: text']],
      `${field} Expected $ref or one of the types string,`,
    ],
    [
      'a list of types',
      [['probe: { type: string', 'probe: { ◆type: [string]']],
      `${field}/type Invalid input: expected`,
    ],
    ['a choice', [['probe: { type: string', '◆probe: { oneOf: []']], `${field} Expected $ref or one of`],
    ['a format', [probe('{ type: string, ◆format: uuid }')], `${field}/format Invalid input: expected "date-time".`],
    ['an annotation', [['x-access: write', '◆x-retry: 3']], `${write}/x-retry "x-retry" is not understood here.`],
    ['a word in a tool', [['omit: [key]', '◆hidden: [key]']], `${tool}/hidden "hidden" is not understood here.`],
    ['an access', [['x-access: write', '◆x-access: append']], `${write}/x-access Invalid option: expected one of`],
    [
      'an open object',
      [probe('{ type: object, ◆additionalProperties: true }')],
      `${field}/additionalProperties Invalid`,
    ],
    ['a body one may omit', [['required: true', '◆required: false']], `${write}/requestBody/required Invalid input`],
    ['a parameter', [['x-access: write', '◆parameters: []']], `${write}/parameters "parameters" is not understood`],
    ['a field name', [['probe: {', '◆Probe: {']], `${body}/properties/Probe Invalid key in record.`],
  ],
  'a reference': [
    ['out of the file', [probe("{ ◆$ref: 'other.yaml#/Color' }")], `${field}/$ref Invalid string: must match pattern`],
    [
      'to no schema',
      [probe("{ ◆$ref: '#/components/schemas/Hue' }")],
      `${field}/$ref There is no #/components/schemas/Hue`,
    ],
    [
      'to no response',
      [["{ $ref: '#/components/responses/Invalid' }", "{ ◆$ref: '#/components/responses/Bad' }"]],
      `${write}/responses/400/$ref There is no #/components/responses/Bad.`,
    ],
    [
      'to itself',
      [
        [
          '    Color: { type: string,',
          "    ◆Hue: { type: array, items: { $ref: '#/components/schemas/Hue' } }\n    Color: { type: string,",
        ],
      ],
      '#/components/schemas/Hue Hue contains itself.',
    ],
  ],
  'an operation': [
    [
      'with a taken id',
      [['operationId: getHealth', '◆operationId: writeNote']],
      `${health}/operationId writeNote is taken.`,
    ],
    ['of an unknown tag', [['tags: [notes]', 'tags: [◆memos]']], `${write}/tags/0 The tag memos is not declared.`],
    [
      'off its route',
      [['/v1/notes/write:', '◆/v1/note/write:']],
      '#/paths/~1v1~1note~1write /v1/note/write does not fit',
    ],
    [
      'without the secret',
      [['security: [{ meshSecret: [] }]', '◆security: [{}]']],
      `${health}/security getHealth does`,
    ],
    ['open by default', [['security:\n', '◆security:\n  - {}\n']], '#/security The default lets callers in'],
    [
      'GET with a body',
      [
        [
          'operationId: getHealth',
          "operationId: getHealth\n      ◆requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Note' } } } }",
        ],
      ],
      `${health}/requestBody A GET operation has a body.`,
    ],
    [
      'POST without a body',
      [['/health:\n    get:', '/v1/health/ask:\n    ◆post:']],
      '#/paths/~1v1~1health~1ask/post A POST',
    ],
    [
      'with a misnamed body',
      [
        ['operationId: writeNote', 'operationId: addNote'],
        ['requestBody:', '◆requestBody:'],
      ],
      `${write}/requestBody The body is called WriteNoteRequest.`,
    ],
    [
      'that answers no object',
      [
        ["{ $ref: '#/components/schemas/Health' }", "{ $ref: '#/components/schemas/Color' }"],
        [
          'read\n      x-errors: [unavailable]\n      responses:',
          'read\n      x-errors: [unavailable]\n      ◆responses:',
        ],
      ],
      `${health}/responses Color is not an object with properties.`,
    ],
    [
      'without an example body',
      [
        ['application/json:', '◆application/json:'],
        ['            example: { text: Buy ink, probe: x }\n', ''],
      ],
      `${write}/requestBody/content/application~1json The body has no example.`,
    ],
    [
      'without an example answer',
      [
        ['              example: { ok: true }\n', ''],
        [
          "application/json:\n              schema: { $ref: '#/components/schemas/Health' }",
          "◆application/json:\n              schema: { $ref: '#/components/schemas/Health' }",
        ],
      ],
      `${health}/responses/200/content/application~1json The answer has no example.`,
    ],
  ],
  errors: [
    [
      'with an unknown code',
      [['[unavailable]', '[unavailable, ◆lost]']],
      `${health}/x-errors/1 lost is not a problem code.`,
    ],
    [
      'named twice',
      [['[unavailable]', '[unavailable, ◆unavailable]']],
      `${health}/x-errors/1 unavailable is named twice.`,
    ],
    [
      'beyond the responses',
      [['[unavailable]', '[◆invalid_request]']],
      `${health}/x-errors/0 invalid_request answers 400,`,
    ],
    [
      'short of the responses',
      [
        ['[invalid_request, unavailable]', '[unavailable]'],
        ["'400':", "◆'400':"],
      ],
      `${write}/responses/400 No code of x-errors answers 400.`,
    ],
    [
      'that are no problems',
      [
        ['    Unavailable:', '    ◆Unavailable:'],
        [
          "maximum: 3600 } }\n      content: { application/problem+json: { schema: { $ref: '#/components/schemas/Problem'",
          "maximum: 3600 } }\n      content: { application/problem+json: { schema: { $ref: '#/components/schemas/Note'",
        ],
      ],
      '#/components/responses/Unavailable It answers #/components/schemas/Note.',
    ],
    [
      'that lose a field',
      [
        ['    Problem:', '    ◆Problem:'],
        ['hint: { type', 'advice: { type'],
      ],
      '#/components/schemas/Problem Problem is not',
    ],
    [
      'that schemas lack',
      [['enum: [invalid_request, ', '◆enum: [']],
      '#/components/schemas/ProblemCode/enum ProblemCode differs',
    ],
    [
      'without unavailable',
      [
        ['x-problem-codes:', '◆x-problem-codes:'],
        ['  unavailable: {', '  offline: {'],
      ],
      '#/x-problem-codes There is no',
    ],
  ],
};

refuses(table);
