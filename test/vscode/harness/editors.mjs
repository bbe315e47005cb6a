// The editors of the VS Code checks and where they are kept. code-server is a whole VS Code server in an npm package.
import path from 'node:path'

export const root = path.resolve(import.meta.dirname, '../../..')
export const store = path.join(root, '.vscode-test')
export const chromium = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'

/**
 * `node` is the Node that the server was built for; without one it runs on ours.
 * `newest` and the floor of `engines.vscode` are both checked.
 */
export const editors = {
  newest: { vscode: '1.139.0', codeServer: '4.139.1', node: '24.21.0' },
  floor: { vscode: '1.100.3', codeServer: '4.100.3', node: undefined },
}

export const homeOf = (editor) => path.join(store, `code-server-${editor.codeServer}`)
export const serverMain = (editor) =>
  path.join(homeOf(editor), 'node_modules/code-server/lib/vscode/out/server-main.js')
export const nodePackage = `node-linux-${process.arch}`
export const nodeBin = (editor) =>
  editor.node ? path.join(homeOf(editor), 'node_modules', nodePackage, 'bin/node') : process.execPath
