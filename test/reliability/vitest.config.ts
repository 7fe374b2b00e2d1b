import { defineConfig } from 'vitest/config';

/** Short forms of the long tests: seconds to a minute each, one at a time, since they look at a broker under load. */
export default defineConfig({
  test: {
    include: ['test/reliability/**/*.check.ts'],
    fileParallelism: false,
    maxConcurrency: 2,
    // A start of a broker takes half a second, on a loaded machine ten times that.
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
