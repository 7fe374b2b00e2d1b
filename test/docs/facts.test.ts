import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { tools } from '../../generated/mcp-tools.gen.ts';
import { operations } from '../../generated/operations.gen.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { createProgram } from '../../src/cli/program.ts';
import { exits } from '../../src/errors.ts';
import { defaultLimits as limits } from '../../src/limits.ts';
import { brokerForTest, newHome } from '../e2e/home.ts';
import { startAgent } from '../mcp/agent.ts';
import { newMesh } from '../support/mesh.ts';
import { codeIn, pages, readPage, root } from './markdown.ts';

const all = pages();
const textOf = (file: string) => readPage(file).text;
/** Every code of the guides, in a line or in a block, with its page. */
const codes = all.flatMap(({ file, text, blocks }) =>
  [...codeIn(text), ...blocks.flatMap((block) => block.text.split('\n'))].map((code) => [file, code] as const),
);
const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(join(root, 'src', file), 'utf8'))
  .join('\n');

describe('what the guides name is there', () => {
  test('npm scripts', () => {
    const named = codes.flatMap(([file, code]) =>
      [...code.matchAll(/\bnpm run (?:-s )?([\w:]+)/g)].map((m) => [file, m[1]!]),
    );
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter(([, name]) => !Object.hasOwn(packageJson.scripts, name!))).toEqual([]);
  });

  test('commands and their options', () => {
    const program = createProgram();
    const wrong = codes.filter(([, code]) => {
      const [, name, rest] =
        /^(?:\w+=\S+ )*(?:npx -y )?(?:peermesh|node src\/main\.ts) ([a-z]+)\b(.*)/.exec(code) ?? [];
      if (name === undefined) return false;
      const command = program.commands.find((one) => one.name() === name);
      const options = [command, ...(command?.commands ?? [])]
        .flatMap((one) => one?.options ?? [])
        .map(({ long }) => long);
      return !command || [...rest!.split('#')[0]!.matchAll(/--[a-z-]+/g)].some(([option]) => !options.includes(option));
    });
    expect(wrong).toEqual([]);
  });

  test('operations', () => {
    const ids: readonly string[] = operations.map(({ operationId }) => operationId);
    const named = codes.filter(
      ([file, code]) =>
        /^docs\/(concepts|faq|operations|security|tailnet)\.md$/.test(file) && /^[a-z]+[A-Z][A-Za-z]+$/.test(code),
    );
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter(([, code]) => !ids.includes(code))).toEqual([]);
  });

  test('tools and their fields', () => {
    const known = tools.flatMap(
      ({ name, inputSchema }) => [name, ...Object.keys(inputSchema.properties ?? {})] as string[],
    );
    const others = ['loop_limit'];
    const named = codes.filter(
      ([file, code]) => /^docs\/(mcp-clients|examples\/clients\/.*)\.md$/.test(file) && /^[a-z]+(_[a-z]+)+$/.test(code),
    );
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter(([, code]) => ![...known, ...others].includes(code))).toEqual([]);
  });

  test('variables', () => {
    const named = codes.flatMap(([file, code]) =>
      [...code.matchAll(/\bPEERMESH_[A-Z_]+/g)].map(([name]) => [file, name]),
    );
    expect(named.filter(([, name]) => !sources.includes(name!))).toEqual([]);
  });

  test('exit codes, all of them', () => {
    const rows = [...textOf('docs/operations.md').matchAll(/^\| (\d\d) \|/gm)].map((match) => Number(match[1]));
    expect(rows).toEqual(Object.values(exits));
  });

  test('what is said when a broker cannot be reached', () => {
    const table = textOf('docs/tailnet.md').split('| what is said |')[1]!;
    const said = [...table.matchAll(/^\| `([^`]+)` \|/gm)].flatMap((match) => match[1]!.split('…'));
    expect(said.filter((part) => !sources.includes(part.trim()))).toEqual([]);
  });
});

describe('numbers are those of the code', () => {
  const day = 24 * 3600;
  test.each([
    ['concepts', `A lease lasts ${limits.leaseSeconds.default} s`],
    ['concepts', `${limits.maxAttempts} attempts`],
    ['concepts', `${limits.onlineSeconds} s have passed`],
    ['concepts', `lease over: ${limits.claimSeconds / 60} min`],
    ['faq', `${{ 8: 'eight' }[limits.hops]}, and from one peer to another`],
    ['faq', `at most ${{ 10: 'ten' }[limits.pair.perSecond]} messages a second after the first ${limits.pair.burst}`],
    [
      'operations',
      `Acknowledged messages ${limits.retention.ackedSeconds / day} days, all others at most ${limits.retention.unackedSeconds / day}`,
    ],
    [
      'operations',
      `tasks and events ${limits.retention.eventSeconds / day} days; idempotency keys ${limits.retention.idempotencySeconds / 3600} hours`,
    ],
    ['operations', `tombstones of memory ${limits.retention.tombstoneSeconds / day} days`],
    ['operations', `archived after ${limits.retention.offlinePeerSeconds / day} days`],
  ])('docs/%s.md: %s', (page, words) => {
    expect(textOf(`docs/${page}.md`).replaceAll(/\s+/g, ' ')).toContain(words);
  });
});

test('the lock of concepts.md is taken, renewed and given back by the requests that it shows', async () => {
  const [block] = readPage('docs/concepts.md').blocks.filter(({ text }) => text.includes('if_version'));
  const bodies = Object.fromEntries(
    [...block!.text.matchAll(/^(\w+) +(\w+) +(\{.*?\})/gm)].map(([, step, operation, json]) => [
      step!,
      { operation, ...JSON.parse(json!) },
    ]),
  );
  const { ann, bob } = await newMesh('ann', 'bob');
  const { operation: _take, ...take } = bodies.take;
  const { operation: _renew, ...renew } = bodies.renew;
  const { operation: _release, ...release } = bodies.release;
  // The page begins with a lock that had three versions before.
  for (const value of ['one', 'two']) await bob.setMemory({ key: take.key, value });
  await bob.deleteMemory({ key: take.key });
  expect((await ann.setMemory(take)).version).toBe(renew.if_version);
  await expect(bob.setMemory(take)).rejects.toMatchObject({
    code: 'conflict',
    current: { value: 'ann', written_by: 'ann' },
  });
  expect((await ann.setMemory(renew)).version).toBe(release.if_version);
  expect(await ann.deleteMemory(release)).toMatchObject({ deleted: true });
});

test('a message reads as mcp-clients.md shows it, and operations.md names the files that are made', async () => {
  const { home, url } = await brokerForTest(newHome());
  const start = (runtime: string, label: string) =>
    startAgent({ home, url, label, env: { PEERMESH_ALIAS: `${runtime}-crawler`, PEERMESH_RUNTIME: runtime } });
  const claude = await start('claude-code', 'claude-code:3f0c9a52');
  const codex = await start('codex', 'codex@studio:crawler');
  await codex.call('whoami');
  const body = 'Please review the diff of branch robots-txt against main.\nLook at the retry logic first.';
  await claude.call('send_message', { to: 'codex-crawler', intent: 'request', body });
  const { text } = await codex.call('check_messages');
  const plain = (shown: string) =>
    shown
      .replaceAll(/\b[0-9a-f]{8}\|/g, 'mark|')
      .replaceAll(/msg_\w+/g, 'id')
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'time')
      .replaceAll(/, claude-code on [\w.-]+\)/g, ', claude-code on studio)');
  const [block] = readPage('docs/mcp-clients.md').blocks.filter(({ language }) => language === 'text');
  expect(plain(`${text}\n`)).toBe(plain(block!.text));
  const files = codeIn(textOf('docs/operations.md').split('| in the home |')[1]!.split('\n\n')[0]!);
  const unnamed = readdirSync(home).filter(
    (name) => !files.some((file) => name === file.replace('/', '') || name === `peermesh.db${file}`),
  );
  expect(unnamed).toEqual([]);
});
