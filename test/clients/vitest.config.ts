import { defineConfig } from 'vitest/config';

/** Generates and builds with foreign toolchains for minutes, so it is no part of `npm test`. */
export default defineConfig({
  test: {
    include: ['test/clients/*.run.ts'],
    // One client builds while another one downloads; a third would have no core left.
    maxConcurrency: 2,
    testTimeout: 600_000,
    reporters: ['verbose'],
  },
});
