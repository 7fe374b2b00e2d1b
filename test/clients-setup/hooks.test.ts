import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hooksFileOf } from '../../src/clients/hooks.ts';
import { forms, type HookRuntime } from '../../src/hooks/forms.ts';
import { newHome } from '../e2e/home.ts';
import { peermesh, runToEnd } from '../support/process.ts';

const setup = (home: string, ...args: string[]) => runToEnd(peermesh(['setup', ...args], { env: { HOME: home } }));

/** Hooks as people have them, with a handler of their own. */
const existing = `{
  // mine
  "version": 1,
  "hooks": {
    "Stop": [
      {
        "command": "say done"
      }
    ]
  },
  "model": "x"
}
`;

describe.each(Object.keys(forms) as HookRuntime[])('peermesh setup %s --hooks', (id) => {
  test('adds a handler for each event that is served, once, and takes them out again', async () => {
    const home = newHome();
    const file = hooksFileOf(id, home)!;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, existing);
    expect(await setup(home, id, '--hooks')).toMatchObject({ code: 0 });
    const text = readFileSync(file, 'utf8');
    for (const event of Object.keys(forms[id]))
      expect(text.match(new RegExp(`hook ${id} ${event}"`, 'g'))).toHaveLength(1);
    for (const kept of ['// mine', 'say done', '"model": "x"']) expect(text).toContain(kept);
    expect((await setup(home, id, '--hooks')).out).toContain(`${file} is as it should be`);
    expect(readFileSync(file, 'utf8')).toBe(text);
    await setup(home, id, '--remove');
    expect(readFileSync(file, 'utf8').includes(`hook ${id}`)).toBe(false);
    expect(readFileSync(file, 'utf8')).toBe(existing);
  });

  test('touches no hooks unless asked', async () => {
    const home = newHome();
    await setup(home, id);
    const file = hooksFileOf(id, home)!;
    expect(existsSync(file) && readFileSync(file, 'utf8').includes('hook ')).toBe(false);
  });
});
