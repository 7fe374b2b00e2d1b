import { execFile } from 'node:child_process';
import { glob, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type BuildOptions, build, type Plugin } from 'esbuild';

// What `npm run build` writes to dist/, or to the folder it is given: the program, with a chunk for each command that needs more; the MCP shim in a file of its
// own, since sharing libraries with the broker would load them whole: 1.3 times the time to start and 5 MB; and the client for
// programs, which runs wherever there is a fetch, with its types.

const outdir = process.argv[2] ?? 'dist';

/** The program finds the shim beside itself. */
const shimBeside: Plugin = {
  name: 'shim beside',
  setup({ onResolve }) {
    onResolve({ filter: /mcp-shim\.gen\.ts$/ }, () => ({ path: './mcp-shim.js', external: true }));
  },
};

/** The SDK brings a validator for forms that a server shows to people. The shim shows none; this saves 130 KB. */
const withoutForms: Plugin = {
  name: 'without forms',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /ajv-provider\.js$/ }, () => ({ path: 'ajv', namespace: 'none' }));
    onLoad({ filter: /^ajv$/, namespace: 'none' }, () => ({ contents: 'export class AjvJsonSchemaValidator {}' }));
  },
};

const shared = {
  outdir,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node22.18',
  // jsonc-parser's `main` asks for its parts by a `require` that no bundler sees.
  mainFields: ['module', 'main'],
  minify: true,
  keepNames: true,
  legalComments: 'none',
  metafile: true,
  // Libraries in CommonJS ask for Node's own modules by `require`, which a module does not have.
  banner: {
    js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);",
  },
} satisfies BuildOptions;

await rm(outdir, { recursive: true, force: true });
const builds = await Promise.all([
  // Left outside: the database, which is native, and the log, which opens files of its own package.
  build({
    ...shared,
    entryPoints: { main: 'src/main.ts' },
    splitting: true,
    external: ['better-sqlite3', 'pino'],
    plugins: [shimBeside],
  }),
  build({ ...shared, entryPoints: { 'mcp-shim': 'generated/mcp-shim.gen.ts' }, plugins: [withoutForms] }),
  build({
    outdir: join(outdir, 'client'),
    entryPoints: { client: 'src/client/client.ts' },
    bundle: true,
    format: 'esm',
    // Whatever Node brings would fail the build.
    platform: 'neutral',
    mainFields: ['module', 'main'],
    target: 'es2022',
    legalComments: 'inline',
    metafile: true,
  }),
]);
await declareClient(join(outdir, 'client'));
for (const [file, { bytes }] of builds.flatMap(({ metafile }) => Object.entries(metafile.outputs))) {
  console.log(`${file}  ${Math.round(bytes / 1024)} KiB`);
}

/** Writes the types of the client. The compiler leaves the names of sources in them, which no other compiler has to understand. */
async function declareClient(folder: string): Promise<void> {
  const options = ['-p', 'src/client/tsconfig.json', '--outDir', folder];
  await promisify(execFile)(process.execPath, ['node_modules/typescript/bin/tsc', ...options]);
  for await (const file of glob(`${folder}/**/*.d.ts`)) {
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replaceAll(/(from '\.[^']*)\.ts'/g, "$1.js'"));
  }
}
