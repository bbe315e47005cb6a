import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

export type Files = Readonly<Record<string, string>>

export interface Outcome {
  readonly ok: boolean
  readonly stdout: string
  readonly stderr: string
}

/** The pair of today, and that of Debian 13. */
export type EngineName = 'current' | 'old'

/** The variables of one engine; COMPOSE is the program of `docker compose`. */
type Variables = Readonly<Record<string, string>> & { readonly COMPOSE: string }

const engines: Partial<Record<EngineName, Variables>> = JSON.parse(process.env.ENGINES ?? '{}')

export const hasEngine = (name: EngineName): boolean => engines[name] !== undefined

function variablesOf(name: EngineName): Variables {
  const variables = engines[name]
  if (!variables) throw new Error('There is no engine: start these tests with `node test/engine/run.mjs`.')
  return variables
}

/** Runs a program with the variables of an engine and no others, so that Compose fills in what our own linter sees. */
export async function execute(
  command: string,
  args: readonly string[],
  cwd: string,
  engine: EngineName = 'current',
): Promise<Outcome> {
  const child = spawn(command, args, { cwd, env: variablesOf(engine), timeout: 50_000 })
  const [stdout, stderr]: Buffer[][] = [[], []]
  child.stdout.on('data', (data: Buffer) => stdout?.push(data))
  child.stderr.on('data', (data: Buffer) => stderr?.push(data))
  const code = await new Promise<number | null>((resolve, reject) => child.on('close', resolve).on('error', reject))
  const text = (chunks: Buffer[] = []): string => Buffer.concat(chunks).toString()
  return { ok: code === 0, stdout: text(stdout), stderr: text(stderr) }
}

/** Lets something work in a folder with these files, gone afterwards. */
export async function inFolder<T>(files: Files, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'gpu-compose-engine-test-'))
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true })
      writeFileSync(join(folder, name), text)
    }
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** `docker compose`, started as the plugin itself: three times as fast, and the same program. */
export const compose = (args: readonly string[], folder: string, engine: EngineName = 'current'): Promise<Outcome> =>
  execute(variablesOf(engine).COMPOSE, args, folder, engine)

/** `docker compose config` for a project. */
export const config = (files: Files, args: readonly string[] = ['config', '-q']): Promise<Outcome> =>
  inFolder(files, (folder) => compose(args, folder))

/** Does the same with every item, two at a time. */
export async function each<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = []
  const waiting = [...items.entries()].reverse()
  const worker = async (): Promise<void> => {
    for (let next = waiting.pop(); next; next = waiting.pop()) results[next[0]] = await work(next[1])
  }
  await Promise.all([worker(), worker()])
  return results
}
