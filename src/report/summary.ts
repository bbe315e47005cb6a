import type { Finding, Problem } from '../lint/finding'
import type { RunResult } from './types'

export interface Summary {
  readonly files: number
  readonly errors: number
  readonly warnings: number
  readonly infos: number
  /** Findings with at least one repair, safe or not. */
  readonly fixable: number
}

export const findingsOf = (run: RunResult): readonly Finding[] => run.files.flatMap((file) => file.findings)

/** Every problem once: two files may name the same broken third one. */
export function problemsOf(run: RunResult): readonly Problem[] {
  const all = [...run.problems, ...run.files.flatMap((file) => file.problems)]
  return [...new Map(all.map((problem) => [keyOf(problem), problem])).values()]
}

const keyOf = ({ path, span, message }: Problem): string => JSON.stringify([path, span?.start, message])

export function summarize(run: RunResult): Summary {
  const findings = findingsOf(run)
  const count = (severity: Finding['severity']) => findings.filter((finding) => finding.severity === severity).length
  return {
    files: run.files.length,
    errors: count('error'),
    warnings: count('warning'),
    infos: count('info'),
    fixable: findings.filter(({ fixes }) => fixes.length > 0).length,
  }
}
