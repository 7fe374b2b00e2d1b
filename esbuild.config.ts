import { rm } from 'node:fs/promises';
import { type BuildOptions, build, type Plugin } from 'esbuild';

// What `npm run build` writes to dist/: the program, with a chunk for each command that needs more, and the MCP shim in a file of its
// own, since sharing libraries with the broker would load them whole: 1.3 times the time to start and 5 MB.

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
  outdir: 'dist',
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node22.18',
  minify: true,
  keepNames: true,
  legalComments: 'none',
  metafile: true,
  // Libraries in CommonJS ask for Node's own modules by `require`, which a module does not have.
  banner: {
    js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);",
  },
} satisfies BuildOptions;

await rm('dist', { recursive: true, force: true });
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
]);
for (const [file, { bytes }] of builds.flatMap(({ metafile }) => Object.entries(metafile.outputs))) {
  console.log(`${file}  ${Math.round(bytes / 1024)} KiB`);
}
