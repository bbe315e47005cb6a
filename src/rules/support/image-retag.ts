import type { Declaration, DockerfileDocument } from '../../documents/dockerfile/types'
import type { ImageUse } from '../../documents/images'
import type { SourceFile } from '../../documents/source'
import type { Op } from '../../edits/ops'
import type { RuleContext, RuleFix } from '../../lint/rule'
import type { Span } from '../../text'

/** Repairs that write another tag, in this order; also in the defaults of the variables that the reference is made of. */
export function retagTo(use: ImageUse, { document, file }: RuleContext, tags: readonly string[]): readonly RuleFix[] {
  const parts = use.literal
    ? undefined
    : document.kind === 'dockerfile'
      ? partsOf(use, document)
      : splitOf(use, file, WITH_DEFAULT, ownDefault)
  return [...new Set(tags)].flatMap((tag) => {
    const direct = use.tagSpan ? [{ op: 'replace', file, span: use.tagSpan, text: tag } as const] : []
    const ops = parts ? inParts(use, parts, tag, file) : direct
    return ops.length > 0 ? [{ title: `Use ${use.reference.fullName}:${tag}`, ops }] : []
  })
}

/** A stretch of a reference and where its text stands: in FROM, or in the default of an ARG. */
interface Part {
  readonly value: string
  readonly span: Span
  readonly isDefault: boolean
}

const VARIABLE = /(\$(?:\w+|\{\w+\}))/

/** The reference in parts; undefined where a variable is no ARG with a plain default, or the build gives another value. */
const partsOf = (use: ImageUse, document: DockerfileDocument): readonly Part[] | undefined =>
  splitOf(use, document.file, VARIABLE, (text) => {
    const name = text.replace(/\W/g, '')
    return servesOthers(name, document)
      ? undefined
      : ofDefault(document.globalArgs.filter((one) => one.name.value === name).at(-1))
  })

/** `${TAG:-12.4.1-base-ubuntu22.04}` of a compose file, where nothing sets the variable. */
const WITH_DEFAULT = /(\$\{\w+:?-[^${}]*\})/

function ownDefault(text: string, start: number): Part {
  const at = start + text.indexOf('-') + 1
  const end = start + text.length - 1
  return { value: text.slice(at - start, -1), span: { start: at, end }, isDefault: true }
}

function splitOf(
  use: ImageUse,
  file: SourceFile,
  variable: RegExp,
  partOf: (text: string, start: number) => Part | undefined,
): readonly Part[] | undefined {
  const written = file.text.slice(use.span.start, use.span.end)
  const bare = written.replace(/^(["'])(.*)\1$/, '$2')
  let at = use.span.start + (bare === written ? 0 : 1)
  const parts = bare.split(variable).map((text): Part | undefined => {
    const start = at
    at += text.length
    return variable.test(text) ? partOf(text, start) : { value: text, span: { start, end: at }, isDefault: false }
  })
  const known = parts.flatMap((part) => part ?? [])
  const value = known.map((part) => part.value).join('')
  return known.length === parts.length && value === use.value ? known : undefined
}

/** Paths and package names that hold the same version would change with it. */
const servesOthers = (name: string, { instructions, file }: DockerfileDocument): boolean =>
  instructions.some(
    ({ keyword, span, stage }) =>
      keyword !== 'FROM' && stage && new RegExp(`\\b${name}\\b`).test(file.text.slice(span.start, span.end)),
  )

function ofDefault(declaration: Declaration | undefined): Part | undefined {
  const { value, raw, span, expanded } = declaration?.value ?? {}
  if (value === undefined || raw === undefined || !span || expanded || !raw.includes(value)) return undefined
  const start = span.start + raw.indexOf(value)
  return { value, span: { start, end: start + value.length }, isDefault: true }
}

/** What the parts must be for the other tag: the defaults alone where that is enough, else FROM, else both. */
function inParts({ value, reference }: ImageUse, parts: readonly Part[], tag: string, file: SourceFile): readonly Op[] {
  if (reference.digest || reference.tag === undefined) return []
  const wanted = value.slice(0, -reference.tag.length) + tag
  const found =
    matched(parts, wanted, formOf, escaped) ??
    matched(parts, wanted, escaped, (text) => nameKept(text, () => '.*')) ??
    matched(parts, wanted, formOf, (text) => nameKept(text, formOf))
  const changed = found?.filter(({ text, value: before }) => text !== before) ?? []
  const places = new Map(changed.map(({ span, text }) => [span.start, { op: 'replace', file, span, text } as const]))
  return [...places.values()]
}

/** Each part with its new text; undefined where the wanted reference has another form, or one ARG would need two values. */
function matched(
  parts: readonly Part[],
  wanted: string,
  defaultForm: (value: string) => string,
  textForm: (value: string) => string,
) {
  const pattern = parts.map(({ value, isDefault }) => `(${(isDefault ? defaultForm : textForm)(value)})`).join('')
  const found = new RegExp(`^${pattern}$`, 's').exec(wanted)
  const news = parts.map((part, at) => ({ ...part, text: found?.[at + 1] ?? '' }))
  const texts = new Map(news.filter(({ isDefault }) => isDefault).map(({ span, text }) => [span.start, text]))
  return found && news.every(({ isDefault, span, text }) => !isDefault || texts.get(span.start) === text)
    ? news
    : undefined
}

/** A whole tag may take any form; else the number of dashes tells where a part ends. */
const formOf = (value: string): string => (isWhole(value) ? '.+' : value.replace(/[^-]+/g, '[^-]+'))

const isWhole = (value: string): boolean => /-(?:base|runtime|devel)\b/.test(value) && /^(?:.*:)?\d/.test(value)

const nameKept = (text: string, form: (rest: string) => string): string => {
  const at = text.lastIndexOf(':') + 1
  return escaped(text.slice(0, at)) + form(text.slice(at))
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
