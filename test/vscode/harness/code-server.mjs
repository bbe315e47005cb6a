// Starts the VS Code server of a code-server package, a headless Chromium as its window, and a loopback file server.
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { chromium as playwright } from 'playwright-core'
import { chromium, nodeBin, serverMain } from './editors.mjs'

const settings = {
  // In a browser VS Code saves by itself after a second, on the desktop it does not: a slow test would change the next one's file.
  'files.autoSave': 'off',
  'telemetry.telemetryLevel': 'off',
  'workbench.startupEditor': 'none',
  'security.workspace.trust.enabled': false,
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'workbench.enableExperiments': false,
  'chat.disableAIFeatures': true,
  'git.enabled': false,
}

export const serverArgs = ({ userDataDir, extensionsDir }) => [
  ...['--user-data-dir', userDataDir, '--server-data-dir', userDataDir, '--extensions-dir', extensionsDir],
  ...['--accept-server-license-terms', '--telemetry-level', 'off'],
]

/**
 * Starts a server on a free port. With `driver` a page may name an extension under development; toasts are then hidden.
 * @returns its address and how to stop it
 */
export async function startServer(editor, { userDataDir, extensionsDir, driver = false, more = {} }) {
  writeSettings(userDataDir, more)
  fs.mkdirSync(extensionsDir, { recursive: true })
  const flags = ['--host', '127.0.0.1', '--port', '0', '--without-connection-token', '--disable-workspace-trust']
  const args = [serverMain(editor), ...serverArgs({ userDataDir, extensionsDir }), ...flags]
  args.push('--disable-getting-started-override', ...(driver ? ['--enable-smoke-test-driver'] : []))
  const env = { ...cleanEnv(), EXTENSIONS_GALLERY: '{}' }
  // A group of its own: the server ends with the extension hosts it started.
  const child = spawn(nodeBin(editor), args, { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  const port = await listening(child, path.join(userDataDir, 'server.log'))
  return { authority: `127.0.0.1:${port}`, stop: () => stop(child) }
}

function writeSettings(userDataDir, more) {
  fs.mkdirSync(path.join(userDataDir, 'User'), { recursive: true })
  fs.writeFileSync(path.join(userDataDir, 'User/settings.json'), JSON.stringify({ ...settings, ...more }))
}

/** What a VS Code terminal around us sets would confuse the server. */
export const cleanEnv = () =>
  Object.fromEntries(Object.entries(process.env).filter(([key]) => !/^(VSCODE_(?!HARNESS)|ELECTRON_)/.test(key)))

function listening(child, logFile) {
  const log = fs.createWriteStream(logFile)
  return new Promise((resolve, reject) => {
    let seen = ''
    const take = (chunk) => {
      log.write(chunk)
      seen += chunk
      const port = /agent listening on (\d+)/.exec(seen)?.[1]
      if (port) resolve(Number(port))
    }
    child.stdout.on('data', take)
    child.stderr.on('data', take)
    child.on('exit', (code) => reject(new Error(`the VS Code server ended with ${code}: ${seen.slice(-2000)}`)))
    setTimeout(() => reject(new Error(`the VS Code server does not listen: ${seen.slice(-2000)}`)), 60_000).unref()
  })
}

async function stop(child) {
  if (child.exitCode !== null) return
  const gone = new Promise((resolve) => child.on('exit', resolve))
  signal(child, 'SIGTERM')
  const timer = setTimeout(() => signal(child, 'SIGKILL'), 3000)
  await gone
  clearTimeout(timer)
}

function signal(child, name) {
  try {
    process.kill(-child.pid, name)
  } catch {
    // It ended by itself.
  }
}

export const startBrowser = () =>
  playwright.launch({
    executablePath: chromium,
    headless: true,
    chromiumSandbox: process.getuid?.() !== 0,
    args: ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-sync'],
  })

const types = { '.js': 'text/javascript', '.json': 'application/json', '.map': 'application/json' }

/** Serves one folder over loopback: how a web extension under development reaches the worker host. */
export async function serveFolder(folder) {
  const server = http.createServer((request, response) => {
    const file = path.join(folder, decodeURIComponent(new URL(request.url, 'http://x').pathname))
    response.setHeader('Access-Control-Allow-Origin', '*')
    const ours = file.startsWith(folder + path.sep) && fs.statSync(file, { throwIfNoEntry: false })?.isFile()
    if (!ours) return response.writeHead(404).end()
    response.setHeader('Content-Type', types[path.extname(file)] ?? 'application/octet-stream')
    fs.createReadStream(file).pipe(response)
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { authority: `127.0.0.1:${server.address().port}`, stop: () => server.close() }
}
