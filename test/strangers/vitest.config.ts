import { defineConfig } from 'vitest/config';

/** Judges that come from registries, so they are no part of `npm test`. */
export default defineConfig({
  test: {
    include: ['test/strangers/*.check.ts'],
    testTimeout: 60_000,
    // Downloads and unpacks up to 110 MB.
    hookTimeout: 300_000,
    // One stranger judges while another one downloads.
    maxWorkers: 2,
    reporters: ['verbose'],
  },
});
