import { join, resolve } from 'node:path'
import type { Facts } from '../../../facts'
import type { Target } from '../../../host/target'
import {
  commandOf,
  type Impossible,
  isImpossible,
  type Scaffold,
  scaffold,
  startLines,
  type Workload,
} from '../../../service/scaffold'
import { writeProject } from '../../node/write-project'
import { asksHere, stopped } from '../asks'
import type { Host } from '../host'
import { STDOUT, say, write } from '../output'
import { UsageError } from '../usage'
import { type NewCall, readNewCall } from './call'
import { agree } from './ending'
import { Interview } from './interview'
import { type Settled, settle } from './settle'
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
  const asks = call.spec === undefined && !call.yes && asksHere()
  const workload = asks ? undefined : workloadOf(call, cwd, readYaml)
  const { target, problems } = targetFor(call.host, call.out, cwd)
  const [problem] = problems
  if (problem) throw new UsageError(`${problem.path}: ${problem.message}`)
  return workload ? create(workload, call, facts, target, cwd) : asked(call, facts, target, cwd)
}

function create(workload: Workload, call: NewCall, facts: Facts, target: Target, cwd: string): number {
  const made = scaffold(workload, facts, target)
  if (isImpossible(made)) return refuse(made)
  if (call.dryRun) return print(made)
  return put(made, free(made, call, cwd), call, cwd)
}

/** Asks, shows what would be written, and asks whether it shall be. */
async function asked(call: NewCall, facts: Facts, target: Target, cwd: string): Promise<number> {
  const interview = new Interview(call.wishes, facts, target)
  for (;;) {
    const workload = await interview.run()
    if (workload === undefined) return stopped()
    if (isImpossible(workload)) return refuse(workload)
    const made = scaffold(workload, facts, target)
    if (isImpossible(made)) return refuse(made)
    if (call.dryRun) return print(made)
    const end = await agree(made, call, cwd, workload)
    if (end === undefined) return stopped()
    if (end !== 'back') return put(made, end.settled, end.call, cwd)
    interview.back()
  }
}

function refuse({ impossible, nearest }: Impossible): number {
  say(`gpu-compose: ${impossible}`)
  if (nearest) say(`The nearest that can be had: ${commandOf(nearest)}`)
  return 2
}

function print({ files }: Scaffold): number {
  write(STDOUT, files.map(({ path, text }) => `==> ${path} <==\n${text}`).join('\n'))
  return 0
}

/** @throws UsageError where a file is in the way */
function free({ files }: Scaffold, { out, force }: NewCall, cwd: string): Settled {
  const settled = settle(resolve(cwd, out), files, force)
  if (settled.existing.length === 0) return settled
  throw new UsageError(`${settled.existing.join(', ')}: there already, and nothing was written. --force replaces them.`)
}

function put({ plan }: Scaffold, { changes, kept }: Settled, { out }: NewCall, cwd: string): number {
  const problem = writeProject(resolve(cwd, out), changes)
  if (problem) throw new UsageError(`${problem} Nothing was written.`)
  for (const { path } of changes) say(`wrote ${out === '.' ? path : join(out, path)}`)
  for (const { path, why } of kept) say(`left ${path}: ${why}`)
  say(
    `\n${plan.framework.title} ${plan.framework.version}, ${plan.mode}. To start it${out === '.' ? '' : ` in ${out}`} (README.md says more):`,
  )
  for (const line of startLines(plan)) say(`  ${line}`)
  return 0
}
