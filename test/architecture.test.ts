import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
}).split('\n');
const textOf = (file: string) => readFileSync(join(root, file), 'utf8');
const existing = (file: string) => {
  try {
    return textOf(file).length >= 0;
  } catch {
    return false;
  }
};
const sources = tracked.filter((file) => /^(src|codegen|test|docs)\/.*\.ts$/.test(file) && existing(file));
const inFolder = (folder: string) => sources.filter((file) => file.startsWith(`${folder}/`));

/** What a file imports: paths from the root for our own, names for packages. */
function importsOf(file: string): string[] {
  const asked = textOf(file).matchAll(
    /(?:^|\n)\s*(?:import|export)\s[^'"]*?from\s*'([^']+)'|import\('([^']+)'\)|(?:^|\n)import\s*'([^']+)'/g,
  );
  return [...asked]
    .map((match) => match[1] ?? match[2] ?? match[3]!)
    .map((path) => (path.startsWith('.') ? normalize(join(dirname(file), path)) : path));
}

/** Each folder, and what it may import besides Node and itself. */
const allowed: Record<string, RegExp> = {
  'src/service': /^(src\/(store|errors|limits)|generated\/(service|errors|types|openapi)\.gen)/,
  'src/store': /^$/,
  'src/sqlite': /^(better-sqlite3$|src\/(store|errors|home|durable)|generated\/(errors|migrations)\.gen)/,
  'src/http': /^(hono|@hono\/|zod$|src\/(errors|limits|log|secret|config|keyring)|generated\/)/,
  'src/mcp':
    /^(@modelcontextprotocol\/|ulid$|package\.json|src\/(client|cli\/runtime|config|durable|errors|home|log|secret|mcp)|generated\/)/,
  codegen: /^(?!src\/)/,
};

describe('the house', () => {
  test.each(Object.entries(allowed))('%s imports only what it may', (folder, rule) => {
    const wrong = inFolder(folder).flatMap((file) =>
      importsOf(file)
        .filter((path) => !path.startsWith('node:') && !path.startsWith(`${folder}/`) && !rule.test(path))
        .map((path) => `${file} imports ${path}`),
    );
    expect(wrong).toEqual([]);
  });

  test('rules know no clock, process or engine of their own', () => {
    const wrong = inFolder('src/service').filter((file) =>
      /\bprocess\.|Date\.now\(|setTimeout|setInterval|from 'node:(fs|net|http)/.test(textOf(file)),
    );
    expect(wrong).toEqual([]);
  });

  test('the HTTP layer branches on no tag', () => {
    const tags = /['"](peers|messages|channels|memory|tasks|events)['"]/;
    expect(inFolder('src/http').filter((file) => tags.test(textOf(file)))).toEqual([]);
  });

  test('a tag is a file of that name in every room', () => {
    for (const tag of ['peers', 'messages', 'channels', 'memory', 'tasks', 'events']) {
      for (const room of ['src/service', 'src/store', 'src/sqlite']) expect(sources).toContain(`${room}/${tag}.ts`);
      expect(inFolder('test/operations').some((file) => file.startsWith(`test/operations/${tag}`))).toBe(true);
    }
  });

  test('files stay under 300 lines, and their median near 90', () => {
    const lines = sources.map((file) => [textOf(file).split('\n').length - 1, file] as const);
    expect(lines.filter(([count]) => count > 300)).toEqual([]);
    const ours = lines
      .filter(([, file]) => file.startsWith('src/'))
      .map(([count]) => count)
      .sort((a, b) => a - b);
    expect(ours[Math.floor(ours.length / 2)]).toBeLessThan(110);
  });

  test('generated files are whole and say so', () => {
    const generated = tracked.filter((file) => file.startsWith('generated/') && existing(file));
    expect(generated.filter((file) => !/\.gen\.ts$|^generated\/openapi-3\.0\.json$/.test(file))).toEqual([]);
    for (const file of generated.filter((file) => file.endsWith('.ts')))
      expect(textOf(file)).toMatch(/^(#![^\n]*\n)?\/\/ Generated from (openapi\.yaml|src\/sqlite\/migrations)/);
  });

  test('what is exported says what it is', () => {
    const bare = inFolder('src').flatMap((file) => {
      const lines = textOf(file).split('\n');
      return lines.flatMap((line, index) => {
        const name =
          /^export (?:default )?(?:async )?(?:function\*?|class|const|interface|type|abstract class) (\w+)/.exec(
            line,
          )?.[1];
        const before = lines[index - 1]?.trim() ?? '';
        return name && !before.endsWith('*/') && !/^(@|\/\/ biome-ignore)/.test(before) ? [`${file}: ${name}`] : [];
      });
    });
    expect(bare).toEqual([]);
  });

  test('nothing is left half done or switched off', () => {
    const unfinished = new RegExp(
      ['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X', '\\.(only|todo)\\('].map((word) => `\\b${word}|${word}\\b`).join('|'),
    );
    const wrong = sources.filter(
      (file) =>
        file !== 'test/architecture.test.ts' &&
        textOf(file)
          .split('\n')
          .some((line) => unfinished.test(line) && !/['"`].*TO[D]O/.test(line)),
    );
    expect(wrong).toEqual([]);
  });

  test('no file names a machine of ours', () => {
    const wrong = tracked.filter(
      (file) => existing(file) && !file.endsWith('.png') && /(^|[^a-z.])\/(work|tmp|root)\/[a-z]/m.test(textOf(file)),
    );
    expect(wrong.filter((file) => file !== 'package-lock.json')).toEqual([]);
  });
});
