import type { Severity } from '../lint/rule'
import type { Span } from '../text'
import { Places } from './places'
import { findingsOf, problemsOf } from './summary'
import type { Reporter } from './types'

const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' }

/** Workflow commands of GitHub Actions, one line each. */
export const github: Reporter = (run) => {
  const places = new Places(run)
  const findings = findingsOf(run).map(({ severity, path, span, rule, message }) =>
    command(COMMANDS[severity], { ...place(path, span, places), title: rule }, message),
  )
  const problems = problemsOf(run).map(({ path, span, fatal, message }) =>
    command(fatal ? 'error' : 'warning', { ...place(path, span, places), title: 'GPU Compose' }, message),
  )
  return [...findings, ...problems].map((line) => `${line}\n`).join('')
}

const command = (name: string, properties: Readonly<Record<string, string | number>>, message: string): string => {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`)
  return `::${name} ${list.join(',')}::${escapeData(message)}`
}

/** Columns only where the place lies on one line: GitHub refuses them otherwise. */
function place(path: string, span: Span | undefined, places: Places): Record<string, string | number> {
  const file: Record<string, string> = path === '' ? {} : { file: path }
  const range = span && places.range(path, span)
  if (!range) return file
  const lines = { ...file, line: range.start.line, endLine: range.end.line }
  if (range.start.line !== range.end.line) return lines
  return { ...lines, col: range.start.column, endColumn: range.end.column }
}

// The escapes of the runner's own toolkit: actions/toolkit packages/core/src/command.ts.
const escapeData = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
const escapeProperty = (text: string): string => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
