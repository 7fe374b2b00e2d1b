import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { generate } from './generate.ts';
import { readMigrations } from './migrations.ts';
import { readModel } from './model.ts';
import { compare, mend } from './output.ts';
import { loadSpec } from './spec.ts';

const root = resolve(import.meta.dirname, '..');
const usage = `npm run codegen [-- --check] [-- --spec FILE --out DIR]

  --check      compare only: list what is stale, missing or superfluous, exit 1 if anything is
  --spec FILE  the contract to read (default openapi.yaml)
  --out DIR    the folder to write, nothing else in it (default generated)`;

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      check: { type: 'boolean', default: false },
      spec: { type: 'string', default: join(root, 'openapi.yaml') },
      out: { type: 'string', default: join(root, 'generated') },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const spec = loadSpec(readFileSync(values.spec, 'utf8'), relative('', values.spec));
  const migrations = readMigrations(join(root, 'src/sqlite/migrations'));
  const files = await generate(readModel(spec, migrations));
  const differences = compare(files, values.out);
  const folder = relative('', values.out) || '.';

  if (!values.check) {
    mend(differences, files, values.out);
    console.log(`${folder}: ${files.size} files, ${differences.length} changed.`);
    return 0;
  }
  for (const { file, state } of differences) console.error(`${state}: ${join(folder, file)}`);
  if (differences.length > 0) console.error('Run `npm run codegen` and commit what it writes.');
  else console.log(`${folder}: ${files.size} files, fresh.`);
  return differences.length > 0 ? 1 : 0;
}
