import type { Migration, Model } from '../model.ts';
import { file, literal } from '../print.ts';

/** The numbered SQL migrations, compiled in, so that a bundle needs no files beside it. */
export function emitMigrations({ migrations }: Model): string {
  return file(
    'src/sqlite/migrations',
    shape,
    [
      '/** The migrations, by version, which begins at 1 and has no gaps. */',
      'export const migrations: readonly Migration[] = [',
      ...migrations.map(entry),
      '];',
    ].join('\n'),
  );
}

const shape = `
/** One step of the database schema. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}`.trim();

function entry({ version, name, sql }: Migration): string {
  const text = sql.trim().replaceAll(/[\\`]|\$\{/g, '\\$&');
  return `  {\n    version: ${version},\n    name: ${literal(name)},\n    sql: \`\n${text}\n\`,\n  },`;
}
