import type { Document } from '../documents/document'
import type { SourceFile } from '../documents/source'
import type { Value } from '../documents/tree'
import { readYaml } from '../documents/yaml/read'
import { Kept, type Span, span, type TextEdit } from '../text'
import { MARK } from './comments'
import { instructionAt } from './suppress'

/** What the user puts in place of it. */
const REASON = 'reason'

/** A comment that hides a finding. */
export interface IgnoreEdit {
  /** `file` where no comment can stand above the line: inside a text of several lines, or a command. */
  readonly scope: 'line' | 'file'
  readonly edit: TextEdit
  /** Where the reason stands when the edit is made. */
  readonly reason: Span
}

/** The comment that hides what a rule says of a place, on the line above it. */
export function ignoreEdit(document: Document, rule: string, { start }: Span): IgnoreEdit {
  const { file } = document
  const at = lineStart(file, instructionAt(document, start)?.span.start ?? start)
  if (takesComment(document, at)) return commentAt(document, at, 'line', `${MARK} ${rule}`)
  return commentAt(document, firstLine(document), 'file', `${MARK}-file ${rule}`)
}

function commentAt({ file, kind }: Document, at: number, scope: IgnoreEdit['scope'], words: string): IgnoreEdit {
  const [indent = ''] = /^[ \t]*/.exec(file.text.slice(at)) ?? []
  const before = `${indent}${kind === 'devcontainer' ? '//' : '#'} ${words} : `
  const newText = before + REASON + file.eol
  const start = at + before.length
  return { scope, edit: { start: at, end: at, newText }, reason: span(start, start + REASON.length) }
}

/** A byte order mark stays the first. */
const lineStart = (file: SourceFile, offset: number): number =>
  file.lines.lineStart(file.lines.positionAt(offset).line) || topOf(file.text)

const topOf = (text: string): number => (text.startsWith('\uFEFF') ? 1 : 0)

function takesComment({ kind, file }: Document, at: number): boolean {
  if (kind === 'script') return false
  if (kind === 'dockerfile' || kind === 'devcontainer') return true
  return !textsOverLines(file).some(({ start, end }) => start < at && at < end)
}

const known = new Kept<SourceFile, readonly Span[]>()

/** The texts of several lines of a YAML file: a line put into one would be a part of it. */
function textsOverLines(file: SourceFile): readonly Span[] {
  const found = known.get(file) ?? readYaml(file).documents.flatMap((root) => (root ? longTexts(root) : []))
  known.set(file, found)
  return found
}

function longTexts(value: Value): readonly Span[] {
  if (value.via) return []
  if (value.kind === 'map') return value.entries.flatMap((entry) => longTexts(entry.value))
  if (value.kind === 'seq') return value.items.flatMap(longTexts)
  return /[\r\n]/.test(value.source) ? [value.span] : []
}

/** Behind the `#!` of a script. */
function firstLine({ file, kind }: Document): number {
  const isShebang = kind === 'script' && /^\uFEFF?#!/.test(file.text) && file.lines.lineCount > 1
  return isShebang ? file.lines.lineStart(2) : topOf(file.text)
}
