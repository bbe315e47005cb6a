import { readDockerfile } from '../../documents/dockerfile/read'
import type { Document } from '../../documents/document'
import { imageUses } from '../../documents/image-uses'
import type { ImageUse } from '../../documents/images'
import { SourceFile } from '../../documents/source'
import { compileOps } from '../../edits'
import type { RuleContext, RuleFix } from '../../lint/rule'
import { applyEdits, type Span } from '../../text'
import { isCuda, retag } from '../support/cuda-image'
import { retagTo } from '../support/image-retag'
import { newestPatch } from '../support/newest-tag'
import { onSameLine } from './place'

/** Writes the newest patch of the version that a tag names, and a version in place of a tag that moves. */
export const pinsAt = (document: Document, at: Span, context: RuleContext): readonly RuleFix[] =>
  imageUses(document)
    // A tag that is written out stands where its image does: what is newest is looked up there alone.
    .filter(({ literal, span }) => !literal || onSameLine(span, at, context.file))
    .flatMap((use) => pinsOf(use, context).filter(({ ops }) => isAt(at, use, ops, context)))

function pinsOf(use: ImageUse, context: RuleContext): readonly RuleFix[] {
  const newest = use.reference.digest ? undefined : newestPatch(use.reference, context.facts)
  if (!newest) return []
  const { fullName, tag } = use.reference
  const fixes = tag === undefined ? retag(context.file, use, newest.tag) : retagTo(use, context, [newest.tag])
  const title = `Pin ${fullName} to ${newest.tag}, ${newest.why}`
  return fixes.filter(({ ops }) => leavesOthers(use, ops, context)).map(({ ops }) => ({ title, ops }))
}

/** On the line of the image, or on that of an ARG that holds its tag. */
const isAt = (at: Span, use: ImageUse, ops: RuleFix['ops'], { file }: RuleContext): boolean =>
  [use, ...ops.flatMap((op) => (op.op === 'replace' ? op : []))].some(({ span }) => onSameLine(span, at, file))

/** False where an ARG is a part of other images too, and one of them would get a tag that is not known. */
function leavesOthers(use: ImageUse, ops: RuleFix['ops'], { document, facts }: RuleContext): boolean {
  const edits = document.kind === 'dockerfile' && !use.literal ? compileOps(ops) : undefined
  if (!edits) return use.literal
  const { path, text } = document.file
  const before = new Set(imageUses(document).map(({ value }) => value))
  const after = imageUses(readDockerfile(new SourceFile(path, applyEdits(text, edits))))
  return after.every(
    (one) => before.has(one.value) || (isCuda(one) && 'os' in facts.cudaImage(one.reference.tag ?? '')),
  )
}
