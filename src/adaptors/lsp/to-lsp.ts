import {
  type Diagnostic,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
  DiagnosticTag,
  type Range,
} from 'vscode-languageserver'
import type { Finding, Problem } from '../../service'
import type { LineIndex, Span } from '../../text'
import { SOURCE } from './source'

/** Reaches the other files that a finding speaks of. */
export interface Elsewhere {
  addressOf(path: string): string
  linesOf(path: string): Promise<LineIndex | undefined>
}

export function toRange(lines: LineIndex, { start, end }: Span): Range {
  return { start: toPosition(lines, start), end: toPosition(lines, end) }
}

/** Lines and characters count from 0 here. An editor does not count a byte order mark. */
function toPosition(lines: LineIndex, offset: number) {
  const { line, column } = lines.positionAt(offset)
  const mark = line === 1 && lines.text.startsWith('\uFEFF') ? 1 : 0
  return { line: line - 1, character: Math.max(0, column - 1 - mark) }
}

/** The stretch of the text that a range of the editor means. */
export const toSpan = (lines: LineIndex, { start, end }: Range): Span => ({
  start: toOffset(lines, start),
  end: toOffset(lines, end),
})

function toOffset(lines: LineIndex, { line, character }: Range['start']): number {
  const mark = line === 0 && lines.text.startsWith('\uFEFF') ? 1 : 0
  return lines.offsetAt({ line: line + 1, column: character + 1 + mark })
}

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
} as const

const tags: Readonly<Record<string, DiagnosticTag>> = {
  'compose/version-key-obsolete': DiagnosticTag.Unnecessary,
  'ignore/unused': DiagnosticTag.Unnecessary,
  'image/os-eol-base': DiagnosticTag.Deprecated,
}

export async function toDiagnostic(finding: Finding, lines: LineIndex, elsewhere: Elsewhere): Promise<Diagnostic> {
  const tag = tags[finding.rule]
  const related = await Promise.all(finding.related.map((other) => toRelated(other, elsewhere)))
  const known = related.filter((other) => other !== undefined)
  return {
    range: toRange(lines, finding.span),
    severity: severities[finding.severity],
    source: SOURCE,
    code: finding.rule,
    codeDescription: { href: finding.docs },
    message: finding.message,
    ...(tag && { tags: [tag] }),
    ...(known.length > 0 && { relatedInformation: known }),
  }
}

async function toRelated(
  other: Finding['related'][number],
  elsewhere: Elsewhere,
): Promise<DiagnosticRelatedInformation | undefined> {
  const lines = await elsewhere.linesOf(other.path)
  if (!lines) return undefined
  const location = { uri: elsewhere.addressOf(other.path), range: toRange(lines, other.span) }
  return { location, message: other.message }
}

/** A text that is broken as text; what has no place goes to the log instead. */
export function syntaxDiagnostics(problems: readonly Problem[], lines: LineIndex): readonly Diagnostic[] {
  return problems.flatMap(({ span, message }) => {
    if (!span) return []
    const range = toRange(lines, span)
    return [{ range, severity: DiagnosticSeverity.Warning, source: SOURCE, code: 'syntax', message }]
  })
}
