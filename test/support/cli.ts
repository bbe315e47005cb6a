import { type SpawnOptions, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach } from 'vitest'

/** The built bundle: `test/support/build.ts` makes it before the first test. */
export const bundle = fileURLToPath(new URL('../../dist/cli.js', import.meta.url))

export interface Outcome {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  readonly cwd: string
  readonly stdin?: string | Buffer
  readonly env?: Readonly<Record<string, string>>
}

/** Runs the command line as a process. */
export async function run(args: readonly string[], { cwd, stdin, env }: RunOptions): Promise<Outcome> {
  const child = start(args, { cwd, env: { ...plainEnv(), ...env } })
  const stdout: Buffer[] = []
  const stderr: Buffer[] = []
  child.stdout?.on('data', (data: Buffer) => stdout.push(data))
  child.stderr?.on('data', (data: Buffer) => stderr.push(data))
  child.stdin?.end(stdin)
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  return { code, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() }
}

export const start = (args: readonly string[], options: SpawnOptions) =>
  spawn(process.execPath, [bundle, ...args], { timeout: 60_000, ...options })

/** The test runner's own colours must not reach the process. */
export function plainEnv(): NodeJS.ProcessEnv {
  const { FORCE_COLOR, NO_COLOR, ...env } = process.env
  return env
}

export interface Folder {
  readonly path: string
  file(name: string): string
  read(name: string): string
  write(name: string, text: string | Buffer): void
  run(...args: readonly string[]): Promise<Outcome>
}

const folders: string[] = []

afterEach(() => {
  for (const path of folders.splice(0)) rmSync(path, { recursive: true, force: true })
})

/** A repository in a temporary folder, gone after the test. */
export function folder(files: Readonly<Record<string, string | Buffer>> = {}): Folder {
  const path = mkdtempSync(join(tmpdir(), 'gpu-compose-test-'))
  folders.push(path)
  mkdirSync(join(path, '.git'))
  const made: Folder = {
    path,
    file: (name) => join(path, name),
    read: (name) => readFileSync(join(path, name), 'utf8'),
    write(name, text) {
      mkdirSync(dirname(join(path, name)), { recursive: true })
      writeFileSync(join(path, name), text)
    },
    run: (...args) => run(args, { cwd: path }),
  }
  for (const [name, text] of Object.entries(files)) made.write(name, text)
  return made
}

/** A compose file with an obsolete `version:` (info, safe fix) and an image tag that does not exist (error). */
export const OBSOLETE = 'version: "3.8"\nservices:\n  web:\n    image: nginx:1.27\n'
export const FIXED = 'services:\n  web:\n    image: nginx:1.27\n'
export const NO_TAG = 'FROM nvidia/cuda:latest\n'
