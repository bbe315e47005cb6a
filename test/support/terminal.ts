import { execFileSync, spawn } from 'node:child_process'
import { stripVTControlCharacters } from 'node:util'
import { bundle, plainEnv } from './cli'

/** Why no pseudo terminal can be had here; undefined where one can. */
export function noTerminal(): string | undefined {
  try {
    const version = execFileSync('script', ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    return version.includes('util-linux') ? undefined : 'script is not that of util-linux'
  } catch {
    return 'there is no script (util-linux), which gives a pseudo terminal'
  }
}

export const KEY = { enter: '\r', down: '\x1b[B', up: '\x1b[A', space: ' ', ctrlC: '\x03' } as const

/** A text to wait for, and the keys to press then. */
export type Turn = readonly [wait: string, ...keys: string[]]

export interface Talk {
  readonly code: number | null
  /** All that the terminal showed, without its colours. */
  readonly screen: string
}

/** Runs the command line on a real pseudo terminal, and presses keys whenever it shows what was waited for. */
export async function talk(args: string, cwd: string, turns: readonly Turn[]): Promise<Talk> {
  const { CI, ...env } = plainEnv()
  const command = `stty cols 110 rows 50; exec "${process.execPath}" "${bundle}" ${args}`
  const child = spawn('script', ['-qec', command, '/dev/null'], {
    cwd,
    env: { ...env, TERM: 'xterm', SHELL: '/bin/sh' },
    timeout: 40_000,
  })
  const left = [...turns]
  let [shown, from] = ['', 0]
  child.stdout.on('data', (data: Buffer) => {
    shown += stripVTControlCharacters(data.toString())
    const [wait = '', ...keys] = left[0] ?? []
    const at = left.length > 0 ? shown.indexOf(wait, from) : -1
    if (at < 0) return
    left.shift()
    from = at + wait.length
    for (const [i, key] of keys.entries()) setTimeout(() => child.stdin.write(key), 100 * (i + 1))
  })
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  return { code, screen: shown }
}
