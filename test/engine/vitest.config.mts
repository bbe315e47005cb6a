import { defineConfig } from 'vitest/config'

/** Only for `node test/engine/run.mjs`, which starts the engine. */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['test/engine/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    setupFiles: ['test/support/seed.ts'],
    // The engine and Compose need the second core.
    maxWorkers: 1,
    maxConcurrency: 2,
    sequence: { concurrent: true },
  },
})
