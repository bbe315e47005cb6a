/** A stretch of a text that a user is asked about. */
export interface Mark {
  /** Its first group is the stretch, else all of it; every match gets the same answer. */
  readonly at: RegExp
  /** What else it may be: the text itself comes first. */
  readonly others?: readonly string[]
}

export interface Snippet {
  readonly prefix: string
  readonly body: readonly string[]
  readonly description: string
  /** True where it is a whole file. */
  readonly isFileTemplate?: true
}

export type Snippets = Readonly<Record<string, Snippet>>

interface Stop {
  readonly start: number
  readonly end: number
  readonly number: number
  readonly others: readonly string[]
}

/** The body of a snippet: the text, escaped, with a tab stop for every mark that is in it, in the order of the marks. */
export function bodyOf(text: string, marks: readonly Mark[] = []): readonly string[] {
  const found = marks.map(({ at, others = [] }) => spans(text, at).map((span) => ({ ...span, others })))
  const stops = found
    .filter((list) => list.length > 0)
    .flatMap((list, i) => list.map((one) => ({ ...one, number: i + 1 })))
  const seen = new Set<number>()
  let body = ''
  let end = 0
  for (const stop of stops.sort((a, b) => a.start - b.start)) {
    body += escaped(text.slice(end, stop.start)) + (seen.has(stop.number) ? `\${${stop.number}}` : first(text, stop))
    seen.add(stop.number)
    end = stop.end
  }
  return (body + escaped(text.slice(end))).trimEnd().split('\n')
}

const spans = (text: string, at: RegExp) =>
  [...text.matchAll(new RegExp(at.source, `${at.flags.replace('g', '')}dg`))].map(({ indices }) => {
    const [start, end] = indices?.[1] ?? indices?.[0] ?? [0, 0]
    return { start, end }
  })

const escaped = (text: string): string => text.replace(/[\\$]/g, '\\$&')

function first(text: string, { start, end, number, others }: Stop): string {
  const shown = text.slice(start, end)
  if (others.length === 0) return `\${${number}:${shown.replace(/[\\$}]/g, '\\$&')}}`
  return `\${${number}|${[shown, ...others].map((one) => one.replace(/[\\,|]/g, '\\$&')).join(',')}|}`
}
