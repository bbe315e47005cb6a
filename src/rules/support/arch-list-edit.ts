import type { RuleFix } from '../../lint/rule'
import type { ArchList } from './arch-list'

const SEPARATOR = /[;,\s]+/

/** The list as it stands, without those entries; PTX stays with the last. */
export function withoutArches({ value }: ArchList, unknown: readonly string[]): readonly RuleFix[] {
  if (!value) return []
  const kept = value.text.split(SEPARATOR).filter((word) => !unknown.includes(word.replace(/[af]?(?:\+PTX)?$/i, '')))
  if (kept.length === 0) return []
  const lost = /\+PTX/i.test(value.text) && !kept.some((word) => /\+PTX/i.test(word))
  const text = `${kept.join(SEPARATOR.exec(value.text)?.[0] ?? ' ')}${lost ? '+PTX' : ''}`
  const quote = quoteOf(value)
  const op = { op: 'replace', file: value.file, span: value.span, text: `${quote}${text}${quote}` } as const
  return [{ title: `Drop ${unknown.join(', ')}`, ops: [op] }]
}

/** The list with one more entry; none where a blank would end the value. */
export function withArch({ value }: ArchList, capability: string): readonly RuleFix[] {
  if (!value) return []
  const quote = quoteOf(value)
  const separator = /\s/.test(value.text) ? ' ' : ';'
  if (separator === ' ' && quote === '') return []
  const end = value.span.end - quote.length
  const op = { op: 'replace', file: value.file, span: { start: end, end }, text: `${separator}${capability}` } as const
  return [{ title: `Add ${capability}`, ops: [op] }]
}

/** Keeps PTX of the last entry; none where that is for one card alone (`9.0a`). */
export function withPtx({ value }: ArchList): readonly RuleFix[] {
  if (!value || !/\d$/.test(value.text)) return []
  const end = value.span.end - quoteOf(value).length
  const op = { op: 'replace', file: value.file, span: { start: end, end }, text: '+PTX' } as const
  return [{ title: `Keep PTX of ${value.text.split(SEPARATOR).at(-1)}`, ops: [op] }]
}

const quoteOf = ({ file, span }: NonNullable<ArchList['value']>): string =>
  /["']/.exec(file.text[span.start] ?? '')?.[0] ?? ''
