import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/vscode/**', 'test/engine/**'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // The machine that runs this in earnest has two cores; forks of one test file each keep them busy.
    maxWorkers: 2,
    globalSetup: ['test/support/build.ts'],
    setupFiles: ['test/support/seed.ts'],
  },
})
