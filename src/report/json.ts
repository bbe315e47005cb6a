import type { Finding, Problem } from '../lint/finding'
import { Places } from './places'
import { problemsOf, summarize } from './summary'
import type { Reporter } from './types'

/** The stable machine format; `schemas/report.schema.json` describes it. */
export const json: Reporter = (run) => {
  const places = new Places(run)
  const files = run.files.map(({ path, kind, findings }) => ({
    path,
    kind,
    findings: findings.map((finding) => findingJson(finding, path, places)),
  }))
  const problems = problemsOf(run).map((problem) => problemJson(problem, places))
  return `${JSON.stringify({ version: 1, files, problems, summary: summarize(run) }, undefined, 2)}\n`
}

/** Where the text is gone meanwhile, a finding still names its file. */
const TOP = { start: { line: 1, column: 1, offset: 0 }, end: { line: 1, column: 1, offset: 0 } }

const findingJson = (finding: Finding, file: string, places: Places) => ({
  rule: finding.rule,
  severity: finding.severity,
  message: finding.message,
  docs: finding.docs,
  // Only where the place lies in another file than the checked one.
  path: finding.path === file ? undefined : finding.path,
  range: places.range(finding.path, finding.span) ?? TOP,
  related: finding.related.map(({ path, span, message }) => ({ path, message, range: places.range(path, span) })),
  fixes: finding.fixes.map(({ title, safe, edits }) => ({
    title,
    safe,
    edits: edits.map(({ path, start, end, newText }) => ({ path, start, end, newText })),
  })),
})

const problemJson = ({ path, message, fatal, span }: Problem, places: Places) => ({
  path,
  message,
  fatal,
  range: span && places.range(path, span),
})
