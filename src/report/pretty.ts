import picocolors from 'picocolors'
import type { Finding, Problem } from '../lint/finding'
import { isBroken, usable } from '../lint/repair'
import type { Severity } from '../lint/rule'
import { excerpt } from './excerpt'
import { Places } from './places'
import { findingsOf, problemsOf, summarize } from './summary'
import type { Reporter, RunResult } from './types'
import { printable, wrap } from './width'
import { count, summaryLine } from './words'

const MEASURE = 100

type Paint = ReturnType<typeof picocolors.createColors>

/** For people: each finding with its source line, and a summary. Problems are told apart, see `prettyProblems`. */
export const pretty =
  (options: { readonly color: boolean }): Reporter =>
  (run) => {
    const paint = picocolors.createColors(options.color)
    const places = new Places(run)
    const findings = findingsOf(run).map((finding) => findingText(finding, places, paint))
    const parts = [...findings, summaryLine(summarize(run)), fixHint(run)]
    return `${parts.filter((part) => part !== '').join('\n')}\n`
  }

/** One line a problem: `place: sentence`. */
export function prettyProblems(run: RunResult, options: { readonly color: boolean }): string {
  const paint = picocolors.createColors(options.color)
  const places = new Places(run)
  return problemsOf(run)
    .map((problem) => `${problemText(problem, places, paint)}\n`)
    .join('')
}

function findingText(finding: Finding, places: Places, paint: Paint): string {
  const { path, span, severity, rule, message, related } = finding
  const head = `${paint.bold(printable(places.label(path, span)))} ${level(severity, paint)} ${paint.dim(rule)}`
  const lines = [
    head,
    ...wrap(printable(message), MEASURE).map((line) => `  ${line}`),
    ...source(finding, places, paint),
  ]
  for (const other of related)
    lines.push(`  ${note('see', `${places.label(other.path, other.span)}: ${other.message}`, paint)}`)
  for (const { title, safe } of finding.fixes) lines.push(`  ${note(safe ? 'fix' : 'unsafe fix', title, paint)}`)
  return `${lines.join('\n')}\n`
}

const note = (word: string, text: string, paint: Paint): string => `${paint.cyan(`${word}:`)} ${printable(text)}`

const level = (severity: Severity, paint: Paint): string =>
  ({ error: paint.red, warning: paint.yellow, info: paint.blue })[severity](severity)

function source({ path, span, severity }: Finding, places: Places, paint: Paint): readonly string[] {
  const lines = places.lines(path)
  if (!lines) return []
  const shown = excerpt(lines, span)
  const number = String(shown.line)
  const color = { error: paint.red, warning: paint.yellow, info: paint.blue }[severity]
  const margin = (text: string) => paint.dim(`  ${text.padStart(number.length)} |`)
  return [`${margin(number)} ${shown.source}`.trimEnd(), `${margin('')} ${color(shown.squiggle)}`]
}

function problemText({ path, message, span, fatal }: Problem, places: Places, paint: Paint): string {
  const word = fatal ? paint.red('problem') : paint.yellow('note')
  const label = printable(places.label(path, span))
  return `${word}: ${label && `${label}: `}${printable(message)}`
}

/** Says how to go on, where a repair is at hand. */
function fixHint({ files }: RunResult): string {
  const found = files.filter((file) => !isBroken(file)).flatMap(({ findings }) => findings)
  const safe = found.filter((one) => usable(one, false)).length
  const unsafe = found.filter((one) => usable(one, true)).length - safe
  const broken = files.filter((file) => isBroken(file) && file.findings.some((one) => usable(one, true))).length
  const hints = [
    safe > 0 && `"gpu-compose fix" repairs ${count(safe, 'finding')}`,
    unsafe > 0 &&
      `"gpu-compose fix --unsafe" ${safe > 0 ? `repairs ${unsafe} more` : `repairs ${count(unsafe, 'finding')}`}`,
    broken > 0 && `${count(broken, 'file')} with a problem ${broken > 1 ? 'stay as they are' : 'stays as it is'}`,
  ]
  const said = hints.filter(Boolean).join('; ')
  return said && `${said}.`
}
