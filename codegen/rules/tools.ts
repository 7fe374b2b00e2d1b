import { refName } from '../naming.ts';
import { isMap, toolInput, toolOutput, unportable } from '../portable.ts';
import type { Contract, OperationObject, Schema } from '../shape.ts';
import { operationsOf } from '../walk.ts';
import type { Refuse, Rule } from './rule.ts';

/** Longest name and description of a tool, in characters: what the narrowest client shows and what 21 tools can afford. */
export const toolLimits = { name: 24, description: 300 } as const;

/** Tools are as many as the contract says, named once, short enough, and their schemas are portable. */
export const tools: Rule = (contract, refuse) => {
  const annotated = [...operationsOf(contract)].filter(({ operation }) => operation['x-mcp-tool']);
  const names = new Set<string>();

  for (const { path, operation } of annotated) {
    const { name, description, annotations } = operation['x-mcp-tool']!;
    const at = (...steps: PropertyKey[]) => [...path, 'x-mcp-tool', ...steps];
    if (!/^[a-z][a-z0-9_]*$/.test(name)) refuse(at('name'), `${name} is not a tool name.`, 'Use a-z, 0-9 and _.');
    if (name.length > toolLimits.name) {
      refuse(at('name'), `${name} is ${name.length} characters long.`, `Use at most ${toolLimits.name}.`);
    }
    if (names.has(name)) refuse(at('name'), `The tool name ${name} is taken.`, 'Give each tool a name of its own.');
    names.add(name);
    if (description.length > toolLimits.description) {
      refuse(
        at('description'),
        `It is ${description.length} characters long.`,
        `Use at most ${toolLimits.description}.`,
      );
    }
    if (annotations.readOnlyHint !== (operation['x-access'] === 'read')) {
      const { readOnlyHint } = annotations;
      refuse(
        at('annotations', 'readOnlyHint'),
        `It is ${readOnlyHint}, but x-access is ${operation['x-access']}.`,
        'Make them agree.',
      );
    }
    checkSchemas(contract, operation, (steps, what, remedy) => refuse(at(...steps), what, remedy));
  }

  const count = contract['x-mcp-tool-count'];
  if (annotated.length !== count) {
    refuse(
      ['x-mcp-tool-count'],
      `${count} tools are announced, ${annotated.length} annotated.`,
      'Annotate or correct.',
    );
  }
};

function checkSchemas(contract: Contract, operation: OperationObject, refuse: Refuse): void {
  const media = operation.requestBody?.content['application/json'];
  const { schemas } = contract.components;
  if (!media) {
    refuse([], 'An operation without a body is a tool.', 'Make it a POST with a body, or remove x-mcp-tool.');
    return;
  }
  const omit = operation['x-mcp-tool']?.omit ?? [];
  const body = schemas[refName(media.schema.$ref)];
  const answer = schemas[refName(operation.responses[200].content['application/json'].schema.$ref)];
  if (!body || !answer) return;

  const { properties = {}, required = [] } = body;
  omit.forEach((name, index) => {
    if (!(name in properties)) refuse(['omit', index], `The body has no field ${name}.`, 'Correct or remove it.');
  });
  const lost = (name: string, field: Schema) =>
    required.includes(name) && (omit.includes(name) || isMap(contract, field));
  for (const [name, field] of Object.entries(properties)) {
    if (lost(name, field))
      refuse(['omit'], `The tool leaves out ${name}, which is required.`, 'Keep it, or give it a default.');
  }
  for (const [kind, schema] of [
    ['input', toolInput(contract, body, omit)],
    ['output', toolOutput(contract, answer)],
  ] as const) {
    const fault = unportable(schema);
    if (fault) refuse([], `The ${kind} ${fault}.`, 'Flatten it, or leave the field out of the tool.');
  }
}
