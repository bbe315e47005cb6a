import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const script = fileURLToPath(new URL('../../scripts/build.mjs', import.meta.url))

/** Builds the bundles once for all tests that run them (vitest `globalSetup`). */
export default function setup(): void {
  execFileSync(process.execPath, [script, 'cli', 'cli-main', 'cli-new', 'scaffold', 'lsp-node', 'vscode-server'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}
