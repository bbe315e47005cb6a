import { github } from './github'
import { json } from './json'
import { junit } from './junit'
import { markdown } from './markdown'
import { pretty } from './pretty'
import { sarif } from './sarif'
import type { Reporter } from './types'

export { unifiedDiff } from './diff'
export { prettyProblems } from './pretty'
export { type Summary, summarize } from './summary'
export type { ReportedFile, Reporter, RunResult } from './types'

export const formats = ['pretty', 'json', 'sarif', 'github', 'junit', 'markdown'] as const
export type Format = (typeof formats)[number]

const machine: Readonly<Record<Exclude<Format, 'pretty'>, Reporter>> = { json, sarif, github, junit, markdown }

/** The report of a format; `color` matters to `pretty` alone. */
export const reporter = (format: Format, options: { readonly color: boolean }): Reporter =>
  format === 'pretty' ? pretty(options) : machine[format]
