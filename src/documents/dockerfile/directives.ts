import type { PhysicalLine } from './lines'

export interface Directives {
  readonly escape: '\\' | '`'
  readonly syntax: string | undefined
  /** A frontend that is not Docker's own: what it understands is not known here. */
  readonly foreign: boolean
}

const DIRECTIVE = /^#\s*([a-zA-Z][a-zA-Z0-9]*)\s*=\s*(\S.*)$/
const KNOWN: ReadonlySet<string> = new Set(['syntax', 'escape', 'check'])
const OWN = /^(?:(?:index\.)?docker\.io\/)?docker\/dockerfile(?:[-:@]|$)/

/** Directives stand in the first lines only: the first line that is none, an unknown one included, ends them. */
export function readDirectives(text: string, lines: readonly PhysicalLine[]): Directives {
  const found = new Map<string, string>()
  for (const line of lines) {
    const match = DIRECTIVE.exec(text.slice(line.start, line.end).trim())
    const key = match?.[1]?.toLowerCase() ?? ''
    if (!match?.[2] || !KNOWN.has(key)) break
    if (!found.has(key)) found.set(key, match[2].trim())
  }
  const syntax = found.get('syntax')
  return {
    escape: found.get('escape') === '`' ? '`' : '\\',
    syntax,
    foreign: syntax !== undefined && !OWN.test(syntax),
  }
}
