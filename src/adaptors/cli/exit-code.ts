import { type RunResult, summarize } from '../../report'
import type { Call } from './call'

/** 0: nothing at or above the level that fails; 1: something is; 2: a path or a configuration could not be used. */
export function exitCode(run: RunResult, { failOn, maxWarnings }: Call): number {
  const problems = [...run.problems, ...run.files.flatMap((file) => file.problems)]
  if (problems.some(({ fatal }) => fatal)) return 2
  const { errors, warnings, infos } = summarize(run)
  const counted = { error: errors, warning: errors + warnings, info: errors + warnings + infos, never: 0 }
  return counted[failOn] > 0 || warnings > maxWarnings ? 1 : 0
}
