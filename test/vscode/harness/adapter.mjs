#!/usr/bin/env node
// Stands in for the desktop `code` that @vscode/test-electron starts: takes the same arguments, runs the suite in the
// extension host of code-server with headless Chromium as the window, prints its console, returns its exit code.
import path from 'node:path'
import { parseArgs } from 'node:util'
import { serveFolder, startBrowser, startServer } from './code-server.mjs'
import { editors } from './editors.mjs'

const { values, positionals } = parseArgs({
  strict: false,
  options: {
    extensionDevelopmentPath: { type: 'string' },
    extensionTestsPath: { type: 'string' },
    extensionDevelopmentKind: { type: 'string' },
    'user-data-dir': { type: 'string' },
    'extensions-dir': { type: 'string' },
  },
})
const editor = editors[process.env.VSCODE_HARNESS_EDITOR ?? 'newest']
const extension = path.resolve(values.extensionDevelopmentPath)
const tests = path.resolve(values.extensionTestsPath)
const web = values.extensionDevelopmentKind === 'web'
const limit = 300_000
/** Only what the suite itself prints; the window has much to say. */
const OURS = /^\s*(ok|FAIL|skip|info|suite|\d+ passed)\b/

const open = []
const close = async () => {
  for (const one of open.splice(0).reverse()) await one()
}
for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => close().finally(() => process.exit(130)))

async function run() {
  const dirs = {
    userDataDir: path.resolve(values['user-data-dir']),
    extensionsDir: path.resolve(values['extensions-dir']),
  }
  const server = await startServer(editor, { ...dirs, driver: true })
  open.push(server.stop)
  const browser = await startBrowser()
  open.push(() => browser.close())
  const context = await browser.newContext({ bypassCSP: web, viewport: { width: 1280, height: 800 } })
  const page = await context.newPage()
  const code = result(page)
  const payload = [
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
  ]
  if (web) await nameWebExtension(page)
  else
    payload.push(['extensionDevelopmentPath', remote(server, extension)], ['extensionTestsPath', remote(server, tests)])
  const query = new URLSearchParams({ payload: JSON.stringify(payload), folder: path.resolve(positionals[0]) })
  await page.goto(`http://${server.authority}/?${query}`)
  return code
}

const remote = (server, file) => `vscode-remote://${server.authority}${file}`

/** The suite's exit code, which the smoke-test driver hands to the page. */
function result(page) {
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error(`no result after ${limit} ms`)), limit).unref()
    void page.exposeFunction('codeAutomationExit', resolve)
    void page.exposeFunction('codeAutomationLog', (_, words) => {
      const text = words.join(' ')
      if (OURS.test(text) || process.env.VSCODE_HARNESS_VERBOSE) console.log(text)
    })
    page.on('crash', () => reject(new Error('the browser page crashed')))
  })
}

/** A web extension under development is named in the page's configuration: it is added as the page is parsed. */
async function nameWebExtension(page) {
  const files = await serveFolder(extension)
  open.push(async () => files.stop())
  const at = (file) => ({ scheme: 'http', authority: files.authority, path: file.slice(extension.length) || '/' })
  await page.addInitScript(
    (extra) => {
      const watch = new MutationObserver(() => {
        const meta = document.getElementById('vscode-workbench-web-configuration')
        if (!meta) return
        watch.disconnect()
        const config = JSON.parse(meta.dataset.settings)
        config.developmentOptions = { ...config.developmentOptions, ...extra }
        meta.dataset.settings = JSON.stringify(config)
      })
      if (window === top) watch.observe(document, { childList: true, subtree: true })
    },
    { extensions: [at(extension)], extensionTestsPath: at(tests) },
  )
}

let exit = 1
try {
  exit = await run()
} catch (error) {
  console.error(error)
} finally {
  await close()
}
process.exit(exit)
