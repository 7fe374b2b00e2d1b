#!/usr/bin/env node
import { keepCompiled } from './cli/compiled.ts';
import { runtimeFault } from './cli/runtime.ts';

const fault = runtimeFault(process.versions);
if (fault) {
  console.error(fault);
  process.exit(78);
}
process.umask(0o077);
keepCompiled();
// Imported only now: the database is native code that crashes an older Node instead of refusing it.
const { run } = await import('./cli/program.ts');
await run(process.argv);
