import { existsSync, lstatSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse as parseToml } from '@decimalturn/toml-patch';
import { parse as parseJson } from 'jsonc-parser';
import { describe, expect, test } from 'vitest';
import { clients } from '../../src/clients/clients.ts';
import { hooksFileOf } from '../../src/clients/hooks.ts';
import { newHome } from '../e2e/home.ts';
import { peermesh, runToEnd } from '../support/process.ts';

/** Configurations as people have them, with comments, other servers and settings. */
const configurations: Record<string, string> = {
  claude:
    '{\n  "numStartups": 12,\n  "mcpServers": {\n    "other": {\n      "type": "stdio",\n      "command": "other"\n    }\n  }\n}\n',
  codex: '# my settings\nmodel = "o5" # the good one\n\n[mcp_servers.other]\ncommand = "other"\nargs = ["--flag"]\n',
  gemini:
    '{\n\t// tabs, and a comment\n\t"theme": "dark",\n\t"mcpServers": {\n\t\t"other": {\n\t\t\t"command": "other"\n\t\t}\n\t}\n}\n',
  cursor:
    '{\n    "mcpServers": {\n        "other": {\n            "url": "http://127.0.0.1:1/mcp" /* local */\n        }\n    }\n}\n',
  opencode: '{\n  "$schema": "https://opencode.ai/config.json",\n  // which model\n  "model": "x/y"\n}\n',
  vscode:
    '{\r\n  "servers": {\r\n    "other": {\r\n      "command": "other"\r\n    }\r\n  },\r\n  "inputs": []\r\n}\r\n',
};

/** A home with one client's configuration in it. */
function homeWith(id: string, text = configurations[id]!): { home: string; file: string } {
  const home = newHome();
  const file = clients.find((client) => client.id === id)!.user(home)[0]!;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text, { mode: 0o640 });
  return { home, file };
}

const setup = (home: string, ...args: string[]) => runToEnd(peermesh(['setup', ...args], { env: { HOME: home } }));
const read = (file: string) => readFileSync(file, 'utf8');
const treeOf = (file: string): unknown => (file.endsWith('.toml') ? parseToml(read(file)) : parseJson(read(file)));

describe.each(Object.keys(configurations))('peermesh setup %s', (id) => {
  const { place } = clients.find((client) => client.id === id)!;

  test('adds one entry, keeps everything else, and takes exactly that out again', async () => {
    const { home, file } = homeWith(id);
    expect(await setup(home, id)).toMatchObject({ code: 0 });
    expect(treeOf(file)).toHaveProperty([...place]);
    for (const line of configurations[id]!.split(/\r?\n/).filter((line) => /"other"|\/\/|#|\/\*/.test(line)))
      expect(read(file)).toContain(
        line
          .replace(/,$/, '')
          .trim()
          .replace(/[{}]+$/, '')
          .trim(),
      );
    expect(read(`${file}.before-peermesh`)).toBe(configurations[id]);
    expect(statSync(file).mode & 0o777).toBe(0o640);
    expect(await setup(home, id, '--remove')).toMatchObject({ code: 0 });
    expect(read(file)).toBe(configurations[id]);
  });

  test('changes nothing the second time, nothing with --dry-run, and makes a file where there is none', async () => {
    const { home, file } = homeWith(id);
    const tried = await setup(home, id, '--dry-run');
    expect(tried.out).toContain('+');
    expect(read(file)).toBe(configurations[id]);
    await setup(home, id);
    const once = read(file);
    expect((await setup(home, id)).out).toContain('is as it should be');
    expect(read(file)).toBe(once);
    const empty = newHome();
    expect(await setup(empty, id)).toMatchObject({ code: 0 });
    expect(treeOf(clients.find((client) => client.id === id)!.user(empty)[0]!)).toHaveProperty([...place]);
  });

  test('leaves a broken configuration alone, and says where it is broken', async () => {
    const { home, file } = homeWith(id, '{ "mcpServers": [ = ');
    expect(await setup(home, id)).toMatchObject({ code: 78, err: expect.stringContaining(file) });
    expect(read(file)).toBe('{ "mcpServers": [ = ');
    expect(existsSync(`${file}.before-peermesh`)).toBe(false);
  });
});

describe('peermesh setup', () => {
  test('hands settings on, and never the secret', async () => {
    const home = newHome();
    const env = {
      HOME: home,
      PEERMESH_URL: 'https://studio.example.ts.net',
      PEERMESH_TRANSPORT: 'remote',
      PEERMESH_TOKEN: 'a-secret-that-must-not-be-written-0123',
    };
    await runToEnd(peermesh(['setup', 'codex'], { env }));
    const text = read(join(home, '.codex/config.toml'));
    expect(text).toContain('https://studio.example.ts.net');
    expect(text).not.toContain(env.PEERMESH_TOKEN);
  });

  test('gives Codex a table of its own, and takes out nothing but that', async () => {
    const { home, file } = homeWith('codex');
    await setup(home, 'codex');
    expect(read(file)).toMatch(/\n\n\[mcp_servers\.peermesh\]\ncommand = ".+"\nargs = \[".+", "mcp"\]\n$/);
    const after = '\n# the last one\n[mcp_servers.last]\ncommand = "last"\n';
    writeFileSync(file, `${read(file)}${after}`);
    await setup(home, 'codex', '--remove');
    expect(read(file)).toBe(`${configurations.codex}${after}`);
  });

  test.each(['codex', 'gemini', 'opencode'])('keeps what the user added to the entry of %s', async (id) => {
    const { home, file } = homeWith(id);
    const at = [...clients.find((client) => client.id === id)!.place];
    const env = { HOME: home, PEERMESH_LABEL: 'reviewer', PEERMESH_URL: 'http://127.0.0.1:7338' };
    await runToEnd(peermesh(['setup', id], { env }));
    const mine = read(file)
      .replace('[mcp_servers.peermesh]', '[mcp_servers.peermesh]\nextra = 30')
      .replace('"peermesh": {', '"peermesh": { "extra": 30,');
    writeFileSync(file, mine);
    await setup(home, id, '--hooks');
    expect(treeOf(file)).toHaveProperty([...at, 'extra'], 30);
    const variables = id === 'opencode' ? 'environment' : 'env';
    expect(treeOf(file)).toHaveProperty([...at, variables], { PEERMESH_LABEL: 'reviewer' });
    const hooks = hooksFileOf(id, home);
    if (hooks) expect(read(hooks)).toContain('PEERMESH_LABEL=reviewer ');
  });

  test('keeps a linked configuration a link', async () => {
    const { home, file } = homeWith('claude');
    const real = join(home, 'dotfiles.json');
    writeFileSync(real, read(file));
    const other = newHome();
    mkdirSync(other, { recursive: true });
    symlinkSync(real, join(other, '.claude.json'));
    await setup(other, 'claude');
    expect(lstatSync(join(other, '.claude.json')).isSymbolicLink()).toBe(true);
    expect(read(real)).toContain('peermesh');
  });

  test('offers what is installed when nobody is there to choose', async () => {
    const { home } = homeWith('gemini');
    expect(await setup(home)).toMatchObject({ code: 64, err: expect.stringContaining('peermesh setup gemini') });
    expect(await setup(home, '--yes')).toMatchObject({ code: 0, out: expect.stringContaining('Gemini CLI') });
    expect(await setup(newHome(), 'emacs')).toMatchObject({ code: 64, err: expect.stringContaining('claude, codex') });
  });
});
