// Runs the suite once, in one editor and one extension host: `launch.mjs newest|floor node|web desktop|code-server`.
// With `desktop` VS Code itself is downloaded and run; else code-server takes its place.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { runTests } from '@vscode/test-electron'
import { editors, root } from './editors.mjs'

const [name, host, kind] = process.argv.slice(2)
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'gpu-compose-vscode-'))
const folder = path.join(work, 'workspace')
fs.cpSync(path.join(root, 'test/vscode/workspace'), folder, { recursive: true })
// Its line ends would not outlive formatters and git.
const crlf =
  'version: "3.8"\r\nservices:\r\n  a:\r\n    image: nvidia/cuda:12.4.1-base-ubuntu22.04\r\n    gpus: all\r\n'
fs.writeFileSync(path.join(folder, 'docker-compose.crlf.yml'), crlf)
process.env.VSCODE_HARNESS_EDITOR = name
// One run has a neighbour that validates the Compose schema: a stand-in, since no registry of packages has the real one.
if (name === 'floor') standIn('redhat', 'vscode-yaml')
try {
  await runTests({
    ...(kind === 'desktop'
      ? { version: editors[name].vscode }
      : { vscodeExecutablePath: path.join(import.meta.dirname, 'adapter.mjs') }),
    extensionDevelopmentPath: root,
    extensionTestsPath: path.join(root, 'out/vscode', host === 'web' ? 'web.js' : 'node.js'),
    launchArgs: [
      folder,
      ...(name === 'floor' ? [] : ['--disable-extensions']),
      `--user-data-dir=${path.join(work, 'user')}`,
      `--extensions-dir=${path.join(work, 'extensions')}`,
      ...(host === 'web' ? ['--extensionDevelopmentKind=web'] : []),
    ],
  })
} catch (error) {
  console.error(String(error))
  process.exitCode = 1
} finally {
  fs.rmSync(work, { recursive: true, force: true, maxRetries: 5 })
}

/** An extension that bears this name and does nothing. */
function standIn(publisher, id) {
  const at = path.join(work, 'extensions', `${publisher}.${id}-0.0.1`)
  const manifest = { name: id, publisher, version: '0.0.1', engines: { vscode: '*' }, contributes: {} }
  fs.mkdirSync(at, { recursive: true })
  fs.writeFileSync(path.join(at, 'package.json'), JSON.stringify(manifest))
}
