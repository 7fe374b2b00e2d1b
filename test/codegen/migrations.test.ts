import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { emitMigrations } from '../../codegen/emit/migrations.ts';
import { readMigrations } from '../../codegen/migrations.ts';
import { modelOf } from './support.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'peermesh-migrations-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (...files: string[]) => {
  for (const file of files) writeFileSync(join(folder, file), `-- ${file}\n`);
};

it('reads numbered files in order', () => {
  write('0002_memory.sql', '0001_mesh.sql');
  expect(readMigrations(folder)).toEqual([
    { version: 1, name: 'mesh', sql: '-- 0001_mesh.sql\n' },
    { version: 2, name: 'memory', sql: '-- 0002_memory.sql\n' },
  ]);
});

it('has none where there is no folder', () => {
  expect(readMigrations(join(folder, 'nowhere'))).toEqual([]);
});

it.each([
  ['a gap', ['0001_mesh.sql', '0003_tasks.sql'], '0003_tasks.sql', '0002'],
  ['a number twice', ['0001_mesh.sql', '0001_tasks.sql'], '0001_tasks.sql', '0002'],
  ['a wrong name', ['0001-mesh.sql'], '0001-mesh.sql', '0001'],
  ['a stray file', ['0001_mesh.sql', 'notes.txt'], 'notes.txt', '0002'],
])('refuses %s', (_, files, culprit, number) => {
  write(...files);
  expect(() => readMigrations(folder)).toThrow(
    `${join(folder, culprit)} is out of order. Name it ${number}_<what it does>.sql.`,
  );
});

it('compiles SQL in, letter by letter', async () => {
  const sql = ['INSERT INTO t VALUES (', '`', '$', '{x}', '\\', ');'].join('');
  const code = emitMigrations({ ...modelOf(), migrations: [{ version: 1, name: 'mesh', sql: `${sql}\n` }] });
  const file = join(folder, 'migrations.gen.ts');
  writeFileSync(file, code);
  const { migrations } = await import(/* @vite-ignore */ file);
  expect(migrations).toEqual([{ version: 1, name: 'mesh', sql: `\n${sql}\n` }]);
});
