import { facts } from '../../../src/facts'
import type { Target } from '../../../src/host/target'
import { createLinter, defaultConfig, MemoryWorkspace } from '../../../src/service'
import { isImpossible, type Plan, type ProjectFile, scaffold, type Workload } from '../../../src/service/scaffold'

export interface Project {
  readonly plan: Plan
  readonly files: readonly ProjectFile[]
  text(path: string): string
}

/** The project of a workload that can be had. */
export function project(workload: Workload, target: Target = {}): Project {
  const made = scaffold(workload, facts, target)
  if (isImpossible(made)) throw new Error(`${JSON.stringify(workload)}: ${made.impossible}`)
  return { ...made, text: (path) => made.files.find((file) => file.path === path)?.text ?? '' }
}

/** The sentence for a wish that cannot be met, and the nearest one. */
export function refusal(
  workload: Workload,
  target: Target = {},
): { readonly why: string; readonly nearest: Workload | undefined } {
  const made = scaffold(workload, facts, target)
  if (!isImpossible(made)) throw new Error(`${JSON.stringify(workload)} can be had`)
  return { why: made.impossible, nearest: made.nearest }
}

/** Everything that our own check says of a project, as "path: rule: message". */
export async function findings({ files }: Project, target: Target = {}): Promise<readonly string[]> {
  const workspace = new MemoryWorkspace(Object.fromEntries(files.map(({ path, text }) => [path, text])))
  const linter = createLinter({ workspace, config: { ...defaultConfig, target } })
  const checked = await Promise.all(files.map(({ path }) => linter.check(path)))
  return checked.flatMap((result) => [
    ...(result?.findings ?? []).map(({ rule, message }) => `${result?.path}: ${rule}: ${message}`),
    ...(result?.problems ?? []).map(({ message }) => `${result?.path}: ${message}`),
  ])
}
