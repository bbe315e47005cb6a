import { resolve } from 'node:path'
import type { Facts } from '../../../facts'
import { commandOf, isImpossible, type Scaffold, scaffold } from '../../../service/scaffold'
import { writeProject } from '../../node/write-project'
import type { Host } from '../host'
import { STDOUT, say, write } from '../output'
import { UsageError } from '../usage'
import { type NewCall, readNewCall } from './call'
import { settle } from './settle'
import { type ReadYaml, workloadOf } from './workload'

/** What the main bundle has loaded already. */
export interface Core {
  readonly facts: Facts
  readonly readYaml: ReadYaml
  readonly targetFor: (host: string, folder: string, cwd: string) => Host
}

/** Runs `new`. @returns the exit code */
export async function runNew(args: readonly string[], { facts, readYaml, targetFor }: Core): Promise<number> {
  const cwd = process.cwd()
  const call = readNewCall(args)
  const workload = workloadOf(call, cwd, readYaml)
  const { target, problems } = targetFor(call.host, call.out, cwd)
  const [problem] = problems
  if (problem) throw new UsageError(`${problem.path}: ${problem.message}`)
  const made = scaffold(workload, facts, target)
  if (isImpossible(made)) {
    say(`gpu-compose: ${made.impossible}`)
    if (made.nearest) say(`The nearest that can be had: ${commandOf(made.nearest)}`)
    return 2
  }
  return call.dryRun ? print(made) : put(made, call, cwd)
}

function print({ files }: Scaffold): number {
  write(STDOUT, files.map(({ path, text }) => `==> ${path} <==\n${text}`).join('\n'))
  return 0
}

function put({ plan, files }: Scaffold, { out, force }: NewCall, cwd: string): number {
  const folder = resolve(cwd, out)
  const { changes, kept, existing } = settle(folder, files, force)
  if (existing.length > 0)
    throw new UsageError(`${existing.join(', ')}: there already, and nothing was written. --force replaces them.`)
  const problem = writeProject(folder, changes)
  if (problem) throw new UsageError(`${problem} Nothing was written.`)
  for (const { path } of changes) say(`wrote ${path}`)
  for (const { path, why } of kept) say(`left ${path}: ${why}`)
  say(`\n${plan.framework.title} ${plan.framework.version}, ${plan.mode}: docker compose up, and see README.md.`)
  return 0
}
