import { imageUses } from '../../documents/image-uses'
import type { ImageUse } from '../../documents/images'
import { versionPrefix } from '../../facts'
import type { RuleContext } from '../../lint/rule'
import { imageFacts, shownDriver } from '../image-facts'
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
  if (!known)
    return use.literal ? undefined : { label: resolved.join(), tooltip: 'With the variables that the files set' }
  const cuda = `CUDA ${versionPrefix(known.cuda, 2)}`
  const cudnn = known.cudnn && `cuDNN ${versionPrefix(known.cudnn, 2)}`
  const label = [...resolved, cuda, cudnn, shownDriver(known)].filter(Boolean).join(' · ')
  return { label, tooltip: sourceLine([known.table, 'cuda-releases'], facts) }
}

/** True where a service that builds the Dockerfile gives one of the variables a value of its own. */
function mayBeAnother({ literal, span }: ImageUse, { document, project, file }: RuleContext): boolean {
  if (literal || document.kind !== 'dockerfile') return false
  const names = [...file.text.slice(span.start, span.end).matchAll(/\$\{?(\w+)/g)].map(([, name]) => name ?? '')
  return project.buildersOf(document).some(({ build }) => names.some((name) => build?.args.has(name)))
}
