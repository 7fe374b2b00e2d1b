import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/support/global-setup.ts',
    // Tests wait for syncs to disk half of their time, so one worker per core leaves nothing idle.
    maxWorkers: '100%',
    // On a loaded machine a test takes ten times its usual tenth of a second.
    testTimeout: 20_000,
    hookTimeout: 20_000,
  },
});
