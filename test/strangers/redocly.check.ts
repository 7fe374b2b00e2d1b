import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Tool, tools } from '../../generated/mcp-tools.gen.ts';
import { prompts } from '../../src/mcp/prompts.ts';
import { openPlace, type Place, shimWords } from './stranger.ts';

const redocly = join(import.meta.dirname, '../../node_modules/@redocly/cli/bin/cli.js');

let place: Place;
beforeAll(async () => {
  place = await openPlace();
});
afterAll(() => place.close());

/** Has Redocly ask a shim what it offers and compare that with a description that says these tools. */
function check(described: readonly Tool[]) {
  const file = join(place.directory, 'described.json');
  writeFileSync(file, JSON.stringify(description(described)));
  const env = Object.entries(place.shimEnv('redocly')).map(([name, value]) => `${name}=${value}`);
  const words = ['env', ...env, ...shimWords].map((word) => (/\s/.test(word) ? `"${word}"` : word)).join(' ');
  return place.ask([process.execPath, redocly, 'introspect-mcp', '--check', '--command', words, '--output', file], {
    REDOCLY_TELEMETRY: 'off',
    REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true',
  });
}

/** The catalogue in the form that Redocly keeps, and beside it what the shim offers without a tool. */
function description(described: readonly Tool[]): object {
  const mimeType = 'application/json';
  return {
    openapi: '3.1.0',
    info: { title: 'The catalogue', version: '1.0.0' },
    paths: {},
    'x-mcp': {
      protocolVersion: '2025-11-25',
      capabilities: { experimental: { 'claude/channel': {} }, prompts: {}, resources: { subscribe: true }, tools: {} },
      tools: described.map(({ operationId, omit, ...tool }) => ({
        ...tool,
        annotations: { title: tool.title, ...tool.annotations },
      })),
      prompts,
      resources: [
        {
          name: 'inbox',
          title: 'Inbox',
          uri: 'peermesh://inbox',
          description: 'How many messages wait and who sent them. Reading it takes nothing; check_messages does.',
          mimeType,
        },
        {
          name: 'peers',
          title: 'Peers',
          uri: 'peermesh://peers',
          description: 'Who is in the mesh now, with presence.',
          mimeType,
        },
      ],
    },
  };
}

test('Redocly finds in the server what the catalogue says', async () => {
  const { code, out, err } = await check(tools);
  expect(code, out + err).toBe(0);
});

test('Redocly names a tool that is not as the catalogue says', async () => {
  const [whoami, ...rest] = tools;
  const { code, err } = await check([{ ...whoami!, description: 'Something else.' }, ...rest]);
  expect(code).toBe(1);
  expect(err).toMatch(/tools - changed: whoami\n/);
});
