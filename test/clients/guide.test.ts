import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { clients, guide, scenarios } from './guide.ts';

const rows = [...guide.matchAll(/^\| (\S+\/\S+) \| [^|]+ \| (\d[\w.]*) \|/gm)].map(
  ([, name, version]) => [name!, version!] as const,
);
const quotes = [...guide.matchAll(/^```(?:python|go|java|php|rust) (\S+)\n([\s\S]*?)^```$/gm)].map(
  ([, file, code]) => [file!, code!] as const,
);

describe('docs/clients.md', () => {
  test('has commands, a scenario and a row of the table for each client', () => {
    const named = clients().map(({ name }) => name);
    expect(named.toSorted()).toEqual(scenarios().toSorted());
    expect(rows.map(([name]) => name).toSorted()).toEqual(named.toSorted());
  });

  test.each(rows)('names in the table the version that its commands install: $0', (name, version) => {
    expect(clients().find((client) => client.name === name)?.commands).toContain(version);
  });

  test.each(quotes)('quotes lines that run: $0', (file, code) => {
    const bare = (text: string) => text.replaceAll(/^\s+/gm, '');
    expect(bare(readFileSync(join(import.meta.dirname, file), 'utf8'))).toContain(bare(code));
  });
});
