import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { identityOf, type Origins } from '../../src/mcp/identity.ts';
import { placeOf } from '../../src/mcp/place.ts';
import { newHome } from '../e2e/home.ts';

/** A repository of git with an origin. */
function repository(name: string, origin: string): string {
  const directory = join(newHome(), name);
  mkdirSync(directory, { recursive: true });
  const git = (...args: string[]) => execFileSync('git', args, { cwd: directory, stdio: 'ignore' });
  git('init', '-q');
  git('remote', 'add', 'origin', origin);
  return directory;
}

const who = (origins: Partial<Origins>) =>
  identityOf({ env: {}, given: {}, client: 'codex', directory: '/', hostName: 'studio.local', ...origins });

describe('a session is called', () => {
  test('what the user says', () => {
    const given = { label: 'reviewer', alias: 'rev' };
    expect(who({ given, env: { CLAUDE_CODE_SESSION_ID: 'x' }, client: 'claude-code' })).toMatchObject({
      label: 'reviewer',
      alias: 'rev',
      aliasGiven: true,
    });
  });

  test('after the session id that Claude Code hands over, and that no other runtime inherits', () => {
    const env = { CLAUDE_CODE_SESSION_ID: '7f1c' };
    expect(who({ env, client: 'claude-code' }).label).toBe('claude-code:7f1c');
    expect(who({ env, client: 'codex' }).label).toMatch(/^codex@studio:/);
  });

  test('else after runtime, host and repository, wherever in it the session works', () => {
    const directory = repository('crawler', 'git@example.com:ann/crawler.git');
    mkdirSync(join(directory, 'src/deep'), { recursive: true });
    const deep = who({ directory: join(directory, 'src/deep') });
    expect(deep).toMatchObject({ label: 'codex@studio:crawler', alias: 'codex-crawler', host: 'studio' });
    expect(deep.label).toBe(who({ directory }).label);
  });

  test.each([
    ['Claude Code', 'claude-code'],
    ['codex-mcp-client', 'codex'],
    ['gemini-cli-mcp-client', 'gemini-cli'],
    ['cursor-vscode', 'cursor'],
    ['Visual Studio Code', 'vscode'],
    ['My Böt!', 'my-b-t'],
    ['', 'mcp'],
  ])('with the runtime that the client %j stands for', (client, runtime) => {
    expect(who({ client }).runtime).toBe(runtime);
  });
});

test('clones and worktrees of one origin are one repository, whose address carries no password', () => {
  const one = repository('one', 'https://ann:hunter2@example.com/crawler.git');
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '-q', '--allow-empty', '-m', 'x'], {
    cwd: one,
  });
  const tree = `${one}-tree`;
  execFileSync('git', ['worktree', 'add', '-q', tree], { cwd: one, stdio: 'ignore' });
  expect(placeOf(one).repo).toBe('https://example.com/crawler.git');
  expect(placeOf(tree).repo).toBe(placeOf(one).repo);
});
