import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { expect, test } from 'vitest';
import { tools } from '../../generated/mcp-tools.gen.ts';
import { newHome } from '../e2e/home.ts';
import { startAgent } from './agent.ts';

/** Words of JSON Schema that some client refuses or loses. */
const refused = ['$ref', '$defs', '$schema', 'anyOf', 'oneOf', 'allOf', 'not', 'format', 'const', 'nullable'];

/** Every word of a schema, however deep; the names of properties are none. */
function* keysOf(value: unknown): Generator<string> {
  if (Array.isArray(value)) for (const item of value) yield* keysOf(item);
  else if (value !== null && typeof value === 'object') {
    for (const [key, inner] of Object.entries(value)) {
      yield key;
      yield* keysOf(key === 'properties' ? Object.values(inner as object) : inner);
    }
  }
}

test('the tools that a client sees are the catalogue, within 5,500 tokens', async () => {
  const agent = await startAgent({
    home: newHome(),
    env: { PEERMESH_TRANSPORT: 'remote', PEERMESH_URL: 'http://127.0.0.1:9' },
  });
  const listed = await agent.client.listTools();
  expect(listed.tools.map(({ name }) => name)).toEqual(tools.map(({ name }) => name));
  expect(encode(JSON.stringify(listed)).length).toBeLessThanOrEqual(5_500);
  await expect(`${JSON.stringify(listed.tools, null, 2)}\n`).toMatchFileSnapshot('../golden/tools-list.json');
});

test.each(tools.map((tool) => [tool.name, tool] as const))('%s is a tool that every client takes', (name, tool) => {
  expect(name).toMatch(/^[a-z_]{1,24}$/);
  expect(tool.description.length).toBeLessThanOrEqual(300);
  for (const schema of [tool.inputSchema, tool.outputSchema]) {
    expect(schema).toMatchObject({ type: 'object' });
    expect([...keysOf(schema)].filter((key) => refused.includes(key))).toEqual([]);
    expect(JSON.stringify(schema)).not.toContain('"null"');
  }
});
