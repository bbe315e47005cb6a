import type { Instruction } from '../documents/dockerfile/types'
import type { Document } from '../documents/document'
import { nearest } from '../text'
import { builtinMeta } from './builtin'
import { type IgnoreComment, ignoreComments } from './comments'
import type { RuleLevel } from './config'
import type { Finding } from './finding'
import { fill, pageOf } from './message'

export interface Suppressed {
  readonly findings: readonly Finding[]
  /** Findings about the comments themselves. */
  readonly about: readonly Finding[]
}

/**
 * Takes away the findings that a comment of the file ignores, and says which ids of comments are unknown or hide nothing.
 * `known` are the ids of all rules; `ran` tells whether a rule was on in this run: an id of one that was off is not unused.
 */
export function suppress(
  document: Document,
  findings: readonly Finding[],
  known: ReadonlySet<string>,
  level: (id: string) => RuleLevel,
): Suppressed {
  const comments = ignoreComments(document.file)
  if (comments.length === 0) return { findings, about: [] }
  const used = new Set<string>()
  const kept = findings.filter((finding) => {
    const hit = comments.filter((comment) => covers(document, comment, finding))
    for (const comment of hit) used.add(keyOf(comment, finding.rule))
    return hit.length === 0
  })
  return { findings: kept, about: comments.flatMap((comment) => judge(document, comment, used, known, level)) }
}

const SENTENCES = {
  'ignore/unknown-rule': builtinMeta('ignore/unknown-rule').messages.unknown,
  'ignore/unused': builtinMeta('ignore/unused').messages.unused,
}

const keyOf = (comment: IgnoreComment, id: string): string => `${comment.scope} ${comment.line} ${id}`

function covers(document: Document, comment: IgnoreComment, finding: Finding): boolean {
  if (!comment.ids.some(({ id }) => id === finding.rule)) return false
  return (
    comment.scope === 'file' ||
    comment.line === lineOf(document, finding.span.start) ||
    instructionLine(document, finding.span.start) === comment.line
  )
}

const lineOf = (document: Document, offset: number): number => document.file.lines.positionAt(offset).line

/** In a Dockerfile a comment stands above the whole instruction, however many lines it has. */
function instructionLine(document: Document, offset: number): number | undefined {
  const around = instructionAt(document, offset)
  return around && lineOf(document, around.span.start)
}

/** The instruction of a Dockerfile around an offset. */
export function instructionAt(document: Document, offset: number): Instruction | undefined {
  if (document.kind !== 'dockerfile') return undefined
  return document.instructions.find(({ span }) => span.start <= offset && offset <= span.end)
}

function judge(
  document: Document,
  comment: IgnoreComment,
  used: ReadonlySet<string>,
  known: ReadonlySet<string>,
  level: (id: string) => RuleLevel,
): readonly Finding[] {
  return comment.ids.flatMap(({ id, span }): readonly Finding[] => {
    const rule = !known.has(id)
      ? 'ignore/unknown-rule'
      : used.has(keyOf(comment, id)) || level(id) === 'off'
        ? undefined
        : 'ignore/unused'
    const severity = rule && level(rule)
    if (!rule || !severity || severity === 'off') return []
    const near = nearest(id, [...known])
    const text = fill(SENTENCES[rule], { id, near: near ? `; "${near}" is near` : '' })
    return [
      { rule, severity, message: text, docs: pageOf(rule), path: document.file.path, span, related: [], fixes: [] },
    ]
  })
}
