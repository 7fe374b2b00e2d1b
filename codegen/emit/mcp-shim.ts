import type { Model } from '../model.ts';
import { file, literal } from '../print.ts';

/** The stdio entry: who it is, which tools it has, and the hand-written runtime that serves them. */
export function emitMcpShim({ title, version, hash }: Model): string {
  const name = literal(title.toLowerCase());
  return `#!/usr/bin/env node\n${file(
    'openapi.yaml',
    "import { runShim } from '../src/mcp/shim.ts';\nimport { tools } from './mcp-tools.gen.ts';",
    `const version = ${literal(version)};\nconst specHash = ${literal(hash)};`,
    `/** What the server says of itself, and the tools it offers. */
export const shim = { name: ${name}, title: ${literal(title)}, version, specHash, tools } as const;`,
    start,
  )}`;
}

const start = `
/** Serves MCP on stdin and stdout until the client closes them. */
export function startShim(options?: Parameters<typeof runShim>[1]): ReturnType<typeof runShim> {
  return runShim(shim, options);
}

if (import.meta.main) await startShim();`.trim();
