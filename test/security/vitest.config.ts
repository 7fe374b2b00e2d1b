import { defineConfig } from 'vitest/config';

/** Tests of security that take longer than a unit test may: one file at a time, since they look at brokers under attack. */
export default defineConfig({
  test: {
    include: ['test/security/**/*.check.ts'],
    globalSetup: 'test/security/global-setup.ts',
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
