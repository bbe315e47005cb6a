import type { Word } from '../../documents/dockerfile/types'
import type { Span } from '../../text'

/** One directory of a list like PATH, as it is written. */
export interface PathElement {
  /** Without the quotes around the whole list and without line continuations. */
  readonly text: string
  readonly span: Span
  /** True where `text` is letter by letter what stands at `span`. */
  readonly verbatim: boolean
}

/** The elements of `a:b:${C:+:$C}`; colons within `${ }` part nothing. */
export function pathElements({ raw, span }: Word): readonly PathElement[] {
  const quoted = /^(["'])[^"']*\1$/.test(raw) ? 1 : 0
  const list = raw.slice(quoted, raw.length - quoted)
  const elements: PathElement[] = []
  let start = 0
  for (const end of [...colonsOf(list), list.length]) {
    elements.push(element(list.slice(start, end), span.start + quoted + start))
    start = end + 1
  }
  return elements
}

function colonsOf(list: string): readonly number[] {
  const colons: number[] = []
  let depth = 0
  for (let at = 0; at < list.length; at++) {
    if (list.startsWith('${', at)) depth++
    else if (list[at] === '}' && depth > 0) depth--
    else if (list[at] === ':' && depth === 0) colons.push(at)
  }
  return colons
}

/** The span leaves out a continuation at either end. */
function element(written: string, at: number): PathElement {
  const inner = written.replace(/^[\\`]\r?\n/, '').replace(/[\\`]\r?\n$/, '')
  const start = at + (/^[\\`]\r?\n/.exec(written)?.[0].length ?? 0)
  const text = inner.replace(/[\\`]\r?\n/g, '')
  return { text, span: { start, end: start + inner.length }, verbatim: text === inner }
}

/** A second root behind a folder of libraries: two directories run together. @returns them with the colon that parts them */
export function partedPaths(text: string): string | undefined {
  const parted = text.replace(/(\/(?:lib|lib32|lib64|lib\/[\w-]+-linux-gnu))\/*(?=\/usr\/(?:local|lib)\/)/g, '$1:')
  return parted === text ? undefined : parted
}
