import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ruleNames } from '../../codegen/examine.ts';
import { type Edit, notes, probe } from './support.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'peermesh-lint-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The findings of `redocly lint` under redocly.yaml: `rule pointer`. */
async function findings(file: string): Promise<string[]> {
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  const args = [join(root, 'node_modules/@redocly/cli/bin/cli.js'), 'lint', file, '--format', 'json'];
  const run = promisify(execFile)(process.execPath, [...args, '--config', join(root, 'redocly.yaml')], {
    cwd: root,
    env,
  });
  const { stdout } = await run.catch((failed: { stdout: string }) => failed);
  const { problems } = JSON.parse(stdout) as { problems: { ruleId: string; location: { pointer: string }[] }[] };
  return problems.map(({ ruleId, location }) => `${ruleId} ${location[0]!.pointer}`);
}

async function findingsIn(name: string, ...edits: Edit[]): Promise<string[]> {
  writeFileSync(join(folder, name), notes(...edits));
  return (await findings(join(folder, name))).filter((finding) => finding.startsWith('peermesh/'));
}

describe('npm run lint:spec', { timeout: 30_000 }, () => {
  it('has nothing against the contract', async () => {
    expect(await findings('openapi.yaml')).toEqual([]);
  });

  it('says what codegen would refuse', async () => {
    const edits: Edit[] = [
      probe('{ type: string }'),
      ['omit: [key]', 'omit: [size]'],
      ['              example: { ok: true }\n', ''],
    ];
    expect(await findingsIn('rules.yaml', ...edits)).toEqual([
      'peermesh/examples #/paths/~1health/get/responses/200/content/application~1json',
      'peermesh/bounds #/components/schemas/WriteNoteRequest/properties/probe',
      'peermesh/tools #/paths/~1v1~1notes~1write/post/x-mcp-tool/omit/0',
    ]);
  });

  it('says what codegen would not understand', async () => {
    expect(await findingsIn('shape.yaml', ['x-access: write', 'x-access: write\n      x-retry: 3'])).toEqual([
      'peermesh/shape #/paths/~1v1~1notes~1write/post/x-retry',
    ]);
  });

  it('has every rule of codegen switched on', () => {
    const { rules } = parse(readFileSync(join(root, 'redocly.yaml'), 'utf8'));
    expect(Object.entries(rules)).toEqual(ruleNames.map((name) => [`peermesh/${name}`, 'error']));
  });
});
