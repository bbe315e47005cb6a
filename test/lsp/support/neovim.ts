import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const root = resolve(__dirname, '../../..')

/** @returns why Neovim cannot be run here; undefined when it can. Debian's is installed where that is possible. */
export function whyNoNeovim(): string | undefined {
  if (runs('nvim', '--version')) return undefined
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    return 'Neovim is not installed, and only root may do so'
  const installed = runs('apt-get', 'update', '-qq') && runs('apt-get', 'install', '-yqq', 'neovim')
  return installed ? undefined : 'Neovim is not installed, and apt-get could not do so'
}

function runs(program: string, ...args: readonly string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore', timeout: 120_000 })
    return true
  } catch {
    return false
  }
}

/** The configuration that docs/editors.md gives to people. */
export function configuration(): string {
  const page = readFileSync(join(root, 'docs/editors.md'), 'utf8')
  const code = /^```lua\n(.*?)^```$/ms.exec(page)?.[1]
  if (!code) throw new Error('docs/editors.md shows no configuration for Neovim')
  return code
}

/** Opens a file in Neovim without a screen, runs a script in it, and gives what the script hands to `report`. */
export async function inNeovim(name: string, text: string, script: string): Promise<unknown> {
  const folder = mkdtempSync(join(tmpdir(), 'gpu-compose neovim '))
  const put = (file: string, content: string) => writeFileSync(join(folder, file), content)
  mkdirSync(join(folder, 'project/.git'), { recursive: true })
  // As `npm install --global` lays it down.
  put('gpu-compose', `#!/bin/sh\nexec '${process.execPath}' '${join(root, 'dist/cli.js')}' "$@"\n`)
  chmodSync(join(folder, 'gpu-compose'), 0o755)
  put('init.lua', `vim.cmd('filetype plugin on')\n${configuration()}`)
  put('script.lua', reporting(join(folder, 'report.json'), script))
  put(join('project', name), text)
  const args = [
    '--headless',
    '-u',
    join(folder, 'init.lua'),
    name,
    '-c',
    `luafile ${join(folder, 'script.lua').replaceAll(' ', '\\ ')}`,
  ]
  try {
    await ended(spawn('nvim', args, { ...surroundings(folder), stdio: 'ignore', timeout: 25_000 }))
    return JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const surroundings = (folder: string) => ({
  cwd: join(folder, 'project'),
  env: {
    ...process.env,
    PATH: `${folder}:${process.env.PATH}`,
    HOME: folder,
    XDG_STATE_HOME: folder,
    XDG_CACHE_HOME: folder,
  },
})

const ended = (child: ReturnType<typeof spawn>) => new Promise((done) => child.on('close', done))

const reporting = (file: string, script: string): string => `
local function report(value)
  vim.fn.writefile({ vim.fn.json_encode(value) }, '${file}')
end
local ok, problem = pcall(function()
${script}
end)
if not ok then report({ problem = problem }) end
vim.cmd('qa!')
`
