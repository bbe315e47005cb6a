import type { Finding } from '../lint/finding'
import { Places } from './places'
import { problemsOf, summarize } from './summary'
import type { ReportedFile, Reporter } from './types'
import { summaryLine } from './words'

/** A table a file, for a comment on a change request or a job summary. */
export const markdown: Reporter = (run) => {
  const places = new Places(run)
  const parts = ['## GPU Compose\n', `${summaryLine(summarize(run))}\n`]
  for (const file of run.files) if (file.findings.length > 0) parts.push(table(file, places))
  const problems = problemsOf(run).map(({ path, span, message }) => {
    const at = places.label(path, span)
    return `- ${at && `${code(at)}: `}${prose(message)}\n`
  })
  if (problems.length > 0) parts.push(`### Problems\n\n${problems.join('')}`)
  return parts.join('\n')
}

function table({ path, findings }: ReportedFile, places: Places): string {
  const rows = findings.map((finding) => row(finding, path, places))
  return `### ${code(path)}\n\n| Place | Level | Rule | Finding |\n|---|---|---|---|\n${rows.join('')}`
}

function row({ path, span, severity, rule, docs, message, fixes }: Finding, file: string, places: Places): string {
  const label = places.label(path, span)
  const at = path === file ? label.slice(path.length + 1) : label
  const fix = fixes[0] ? ` *Fix:* ${prose(fixes[0].title)}` : ''
  return `| ${code(at)} | ${severity} | [${prose(rule)}](${docs}) | ${prose(message)}${fix} |\n`
}

/** Text that must not become markup, a table cell's end or a new line. */
const prose = (text: string): string =>
  text
    .replace(/[\\`*_{}[\]<>#|~]/g, (c) => `\\${c}`)
    .replace(/[@&]/g, (c) => `&#${c.charCodeAt(0)};`)
    .replace(/\s+/g, ' ')

/** In backticks, as many as the text needs; a bar would end the cell. */
function code(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length))
  const fence = '`'.repeat(longest + 1)
  const pad = longest > 0 ? ' ' : ''
  return `${fence}${pad}${text.replace(/\s+/g, ' ').replaceAll('|', '\\|')}${pad}${fence}`
}
