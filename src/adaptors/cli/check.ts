import { basename, resolve } from 'node:path'
import type { RunResult } from '../../report'
import { type FileResult, type Problem, registry } from '../../service'
import { kindOfName } from '../node/names'
import { readText } from '../node/read'
import type { Call } from './call'
import { deliver } from './deliver'
import { exitCode } from './exit-code'
import { readHost } from './host'
import { inputs } from './inputs'
import { lintOne } from './lint-one'
import { Progress } from './progress'
import { Session } from './session'
import { Stop } from './stop'

/** What a run did besides finding. */
export interface Done {
  readonly run: RunResult
  /** Repairs applied, and in how many files. */
  readonly applied: number
  readonly changed: number
  /** True after Ctrl-C. */
  readonly stopped: boolean
}

/** Runs `check` or `fix`. @returns the exit code */
export async function check(call: Call, version: string): Promise<number> {
  const cwd = process.cwd()
  const host = readHost(call.host, cwd)
  const session = new Session(cwd, call, host.target)
  const done = await lintAll(session, host.problems, version)
  const delivered = deliver(done, call)
  return done.stopped ? 130 : delivered ? exitCode(done.run, call) : 2
}

async function lintAll(session: Session, hostProblems: readonly Problem[], version: string): Promise<Done> {
  const { call, show, cwd } = session
  const files: FileResult[] = []
  const problems: Problem[] = [...hostProblems]
  const tell = (path: string, message: string, fatal: boolean) => problems.push({ path: show(path), message, fatal })
  const progress = new Progress(!call.quiet)
  const stop = new Stop(call.fix)
  let applied = 0
  let changed = 0
  for (const input of inputs(session, tell)) {
    if (await stop.asked()) break
    progress.step(files.length, show(input.path))
    const linted = await lintOne(input, session)
    if (linted.result) files.push(linted.result)
    else if (input.named) tellUnknown(input.path, input.text, tell)
    if (linted.problem) tell(input.path, linted.problem, true)
    applied += linted.applied
    if (linted.applied > 0) changed++
  }
  progress.end()
  stop.end()
  const textOf = (path: string) => {
    const read = readText(resolve(cwd, path))
    return typeof read === 'string' ? undefined : read.text
  }
  const run = { version, files, problems: [...session.problems, ...problems], rules: registry.metas, textOf }
  return { run, applied, changed, stopped: stop.stopped }
}

/** A manifest that asks for no GPU, or a template, is none of ours, and no mistake of the call: hooks name every YAML file. */
function tellUnknown(path: string, text: string, tell: (path: string, message: string, fatal: boolean) => void): void {
  const manifest = /^apiVersion\s*:/m.test(text) && /^kind\s*:/m.test(text)
  if (manifest) tell(path, 'asks for no GPU and was not checked.', false)
  else if (kindOfName(basename(path))) tell(path, 'is a template for another tool and was not checked.', false)
  else
    tell(
      path,
      'is no compose file, Dockerfile, Kubernetes manifest, devcontainer.json, bentofile.yaml or shell script.',
      true,
    )
}
