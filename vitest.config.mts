import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/vscode/**', 'test/engine/**'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // The machine that runs this in earnest has two cores.
    maxWorkers: 2,
    // Most of the time went into loading the rules anew for every file; no test changes what another one imports.
    isolate: false,
    globalSetup: ['test/support/build.ts'],
    setupFiles: ['test/support/seed.ts'],
  },
})
