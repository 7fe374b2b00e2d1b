import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseToml } from '@decimalturn/toml-patch';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { parse as parseJson } from 'jsonc-parser';
import { describe, expect, test } from 'vitest';
import { clients } from '../../src/clients/clients.ts';
import { forms, type HookRuntime } from '../../src/hooks/forms.ts';
import { type Block, codeIn, readPage } from './markdown.ts';
import { asInGuides, newSandbox, type Sandbox } from './sandbox.ts';

const pageOf = (id: string) => readPage(`docs/examples/clients/${id}.md`);

/** The shell blocks of a page under a heading. */
const scripts = (id: string, heading: string) =>
  pageOf(id).blocks.filter((block) => block.language === 'sh' && block.heading === heading);

/** Where a file of a guide is in a sandbox. VS Code keeps its own elsewhere on macOS, as the page says. */
function pathOf({ home }: Sandbox, named: string): string {
  const place =
    process.platform === 'darwin' ? named.replace('.config/Code', 'Library/Application Support/Code') : named;
  return place.replace('~', home);
}

/** The files below a directory, less the copies that setup keeps. */
function filesBelow(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.before-peermesh'))
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1));
}

const treeOf = (text: string, { language }: Block): unknown =>
  structuredClone(language === 'toml' ? parseToml(text) : parseJson(text));

async function ran(sandbox: Sandbox, block: Block | undefined): Promise<void> {
  expect(await sandbox.run(block!.text)).toMatchObject({ code: 0 });
}

describe.each(clients.map(({ id }) => id))('docs/examples/clients/%s.md', (id) => {
  const shown = pageOf(id).blocks.filter(({ info }) => info.startsWith('~/'));

  test('setup writes the entry that is shown, and nothing else', async () => {
    const sandbox = newSandbox();
    await ran(sandbox, { ...scripts(id, 'Set up')[0]!, text: `peermesh setup ${id}\n` });
    const [entry] = shown as [Block];
    expect(asInGuides(pathOf(sandbox, entry.info))).toBe(entry.text);
  });

  test('the commands of setup, a project and removal do what they say', async () => {
    const sandbox = newSandbox();
    await ran(sandbox, scripts(id, 'Set up')[0]);
    for (const block of shown)
      expect(treeOf(asInGuides(pathOf(sandbox, block.info)), block)).toMatchObject(treeOf(block.text, block) as object);
    await ran(sandbox, scripts(id, 'One project')[0]);
    const sentence = /^This writes .*? there\./ms.exec(pageOf(id).text)![0];
    expect(filesBelow(join(sandbox.home, 'crawler')).sort()).toEqual(codeIn(sentence).sort());
    await ran(sandbox, scripts(id, 'Take it out')[0]);
    for (const { info } of shown) {
      const path = pathOf(sandbox, info);
      expect(existsSync(path) && readFileSync(path, 'utf8').includes('peermesh')).toBe(false);
    }
  });

  test('names the hooks that are served', () => {
    const table = /^\| hook \|[\s\S]*?\n\n/m.exec(pageOf(id).text)?.[0] ?? '';
    const named = table.split('\n').flatMap((row) => codeIn(row.split('|')[1] ?? ''));
    expect(named).toEqual(Object.keys(forms[id as HookRuntime] ?? {}));
    expect(scripts(id, 'Set up')[0]!.text.includes('--hooks')).toBe(named.length > 0);
  });
});

/** Commands of clients that are not installed here: what comes before the command line of the shim. */
const byHand = {
  claude: ['mcp', 'add', '--scope', 'user', '--transport', 'stdio', 'peermesh', '--'],
  codex: ['mcp', 'add', 'peermesh', '--'],
  gemini: ['mcp', 'add', '--scope', 'user', 'peermesh'],
};

test.each(Object.entries(byHand))('%s is told by hand of a command line that serves MCP', async (id, words) => {
  console.log(`${id} is a stand-in: it takes the arguments of the guide, and what they name is started.`);
  const sandbox = newSandbox();
  sandbox.standIn(id, 'printf "%s\\n" "$@" > ~/called');
  await ran(sandbox, scripts(id, 'Set up')[1]);
  const called = readFileSync(join(sandbox.home, 'called'), 'utf8').trim().split('\n');
  expect(called.slice(0, words.length)).toEqual(words);
  const [command, ...args] = called.slice(words.length) as [string, ...string[]];
  // Remote: a broker that it started would outlive the test.
  const mesh = { PEERMESH_TRANSPORT: 'remote', PEERMESH_URL: 'http://127.0.0.1:9' };
  const env = { PATH: process.env.PATH!, HOME: sandbox.home, ...mesh };
  const client = new Client({ name: 'guide', version: '1.0.0' });
  await client.connect(new StdioClientTransport({ command: command.replace(/^node$/, process.execPath), args, env }));
  expect((await client.listTools()).tools).toHaveLength(21);
  await client.close();
});

test('vscode is told by hand of the entry that setup writes', async () => {
  console.log('code is a stand-in: what it is given is compared with what setup writes.');
  const sandbox = newSandbox();
  sandbox.standIn('code', '[ "$1" = --add-mcp ] && printf "%s" "$2" > ~/called');
  await ran(sandbox, scripts('vscode', 'Set up')[1]);
  const { name, ...entry } = JSON.parse(readFileSync(join(sandbox.home, 'called'), 'utf8')) as { name: string };
  const [shown] = pageOf('vscode').blocks.filter(({ language }) => language === 'json');
  expect({ servers: { [name]: entry } }).toEqual(JSON.parse(shown!.text));
});
