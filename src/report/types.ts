import type { Kind } from '../documents/source'
import type { Finding, Problem } from '../lint/finding'
import type { RuleMeta } from '../lint/rule'

/** One checked file, as the linter gives it. */
export interface ReportedFile {
  readonly path: string
  readonly kind: Kind
  readonly text: string
  readonly findings: readonly Finding[]
  readonly problems: readonly Problem[]
}

/** All that a report may tell of one run. Paths are as they are to be shown. */
export interface RunResult {
  readonly version: string
  readonly files: readonly ReportedFile[]
  /** What belongs to no checked file: the configuration, a path that does not exist. */
  readonly problems: readonly Problem[]
  readonly rules: readonly RuleMeta[]
  /** The text of another file that a finding or a repair names; undefined where it cannot be had any more. */
  textOf(path: string): string | undefined
}

export type Reporter = (run: RunResult) => string
