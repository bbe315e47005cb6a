import { imageUses } from '../../documents/image-uses'
import type { ImageReference, ImageUse } from '../../documents/images'
import { type Facts, versionPrefix } from '../../facts'
import type { RuleContext } from '../../lint/rule'
import { imageFacts, shownDriver, testedWith } from '../image-facts'
import { sourceLine } from '../source-line'
import type { Hint } from '.'

/** What an image holds, behind the line that names it. */
export function imageHints(context: RuleContext): readonly Hint[] {
  const { document, file } = context
  return imageUses(document).flatMap((use) => {
    if (mayBeAnother(use, context)) return []
    const label = labelOf(use, context)
    const at = file.lines.lineEnd(file.lines.positionAt(use.span.end).line)
    return label ? [{ at, ...label }] : []
  })
}

function labelOf(use: ImageUse, { facts }: RuleContext): Omit<Hint, 'at'> | undefined {
  const known = imageFacts(use.reference, facts)
  const resolved = use.literal ? [] : [`= ${use.value}`]
  const needs = known ?? testedWith(use.reference, facts)
  if (!needs)
    return use.literal ? undefined : { label: resolved.join(), tooltip: 'With the variables that the files set' }
  const cuda = `${known ? '' : 'tested with '}CUDA ${versionPrefix(needs.cuda, 2)}`
  const cudnn = needs.cudnn && `cuDNN ${versionPrefix(needs.cudnn, 2)}`
  const label = [...resolved, builtIn(use.reference, facts), cuda, cudnn, shownDriver(needs)]
    .filter(Boolean)
    .join(' · ')
  return { label, tooltip: sourceLine([needs.table, 'cuda-releases'], facts, needs.source) }
}

/** The framework of an image whose tag names but the month: `PyTorch 2.9.0a0`. */
function builtIn({ fullName, tag = '' }: ImageReference, facts: Facts): string | undefined {
  const image = facts.frameworkImage(fullName, tag)
  if (image.status !== 'known' || !image.version || tag.startsWith(image.version)) return undefined
  return `${image.framework} ${image.version}`
}

/** True where a service that builds the Dockerfile gives one of the variables a value of its own. */
function mayBeAnother({ literal, span }: ImageUse, { document, project, file }: RuleContext): boolean {
  if (literal || document.kind !== 'dockerfile') return false
  const names = [...file.text.slice(span.start, span.end).matchAll(/\$\{?(\w+)/g)].map(([, name]) => name ?? '')
  return project.buildersOf(document).some(({ build }) => names.some((name) => build?.args.has(name)))
}
