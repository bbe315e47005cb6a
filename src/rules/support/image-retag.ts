import type { Declaration, DockerfileDocument } from '../../documents/dockerfile/types'
import type { ImageUse } from '../../documents/images'
import type { RuleContext, RuleFix } from '../../lint/rule'
import type { Span } from '../../text'

/** Repairs that write another tag, in this order; also where an ARG's default is the whole reference, or the whole tag. */
export function retagTo(use: ImageUse, { document, file }: RuleContext, tags: readonly string[]): readonly RuleFix[] {
  const at = use.literal ? use.tagSpan : document.kind === 'dockerfile' ? defaultSpan(use, document) : undefined
  if (!at) return []
  return [...new Set(tags)].map((tag) => ({
    title: `Use ${use.reference.fullName}:${tag}`,
    ops: [{ op: 'replace', file, span: at, text: tag }],
  }))
}

/** Where the tag stands in the default of the only ARG that the reference is made of. */
function defaultSpan(use: ImageUse, { file, globalArgs }: DockerfileDocument): Span | undefined {
  const written = file.text.slice(use.span.start, use.span.end)
  const [, repository = '', name = ''] = /^([^$]*:)?\$\{?(\w+)\}?$/.exec(written) ?? []
  const declaration = globalArgs.filter((one) => one.name.value === name).at(-1)
  const { tag } = use.reference
  if (!declaration || tag === undefined) return undefined
  return declaration.value?.value === (repository === '' ? use.value : tag)
    ? tailSpan(declaration, tag, file.text)
    : undefined
}

function tailSpan({ value }: Declaration, tail: string, text: string): Span | undefined {
  if (!value || value.expanded) return undefined
  const end = value.span.end - (/["']$/.test(value.raw) ? 1 : 0)
  const start = end - tail.length
  return text.slice(start, end) === tail ? { start, end } : undefined
}
