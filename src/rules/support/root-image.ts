import type { FromInstruction, Stage } from '../../documents/dockerfile/types'
import { imageUses } from '../../documents/image-uses'
import type { ImageUse } from '../../documents/images'
import type { Facts } from '../../facts'
import type { RuleContext, RuleFix } from '../../lint/rule'
import { retagTo } from './image-retag'

/** The FROM at the root of a stage's chain. */
export function rootFrom(stage: Stage): FromInstruction {
  let at = stage
  while (at.parent) at = at.parent
  return at.from
}

/** Where the image under a stage is named. */
export function rootUse(stage: Stage, { document }: RuleContext): ImageUse | undefined {
  const { image } = rootFrom(stage)
  return imageUses(document).find(({ where, span }) => where === 'from' && span.start === image.span.start)
}

/** Repairs that put another tag under a stage; only tags that can be pulled, as far as is known. */
export function rebase(stage: Stage, context: RuleContext, tags: readonly string[]): readonly RuleFix[] {
  const use = rootUse(stage, context)
  const known = tags.filter((tag) => isPullable(context.facts, tag))
  return use ? retagTo(use, context, known) : []
}

const isPullable = (facts: Facts, tag: string): boolean =>
  /^(?:active|eol-listed|partial)$/.test(facts.cudaImage(tag).status)

/** True where the image's very name is a variable: its default is often only a placeholder for what `--build-arg` gives. */
export const isPlaceholder = (stage: Stage): boolean => /^["']?\$/.test(rootFrom(stage).image.raw)
