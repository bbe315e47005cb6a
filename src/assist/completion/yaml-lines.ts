/** A dash or a key in front of a line's value. */
export interface Mark {
  readonly column: number
  /** `-` for the dash of a list. */
  readonly name: string
  /** The anchor of its value. */
  readonly anchor?: string | undefined
}

export interface YamlLine {
  readonly marks: readonly Mark[]
  /** Column behind the last mark. */
  readonly rest: number
}

const KEY = /(?:"([^"]*)"|'([^']*)'|([^\s"'#{}[\],&*!|>%@`-][^\s#{}[\],]*))[ \t]*:(?=\s|$)/y

/** Reads the front of a line, however broken the text around it is. */
export function readLine(line: string): YamlLine {
  const marks: Mark[] = []
  let at = blanks(line, 0)
  while (line[at] === '-' && /^(?:\s|$)/.test(line.slice(at + 1, at + 2))) {
    marks.push({ column: at, name: '-', anchor: anchorAt(line, at + 1) })
    at = blanks(line, at + 1)
  }
  KEY.lastIndex = at
  const key = KEY.exec(line)
  if (key) marks.push({ column: at, name: key[1] ?? key[2] ?? key[3] ?? '', anchor: anchorAt(line, KEY.lastIndex) })
  return { marks, rest: key ? KEY.lastIndex : at }
}

const ANCHOR = /[ \t]*&([^\s,[\]{}]+)(?=\s|$)/y

function anchorAt(line: string, from: number): string | undefined {
  ANCHOR.lastIndex = from
  return ANCHOR.exec(line)?.[1]
}

const ANCHOR_IN_FRONT = /[ \t]*&[^\s,[\]{}]+[ \t]/y

/** Where a value begins, behind its anchor. */
export function valueStart(line: string, from: number): number {
  ANCHOR_IN_FRONT.lastIndex = from
  return blanks(line, ANCHOR_IN_FRONT.test(line) ? ANCHOR_IN_FRONT.lastIndex : from)
}

export function blanks(line: string, from: number): number {
  let at = from
  while (line[at] === ' ' || line[at] === '\t') at++
  return at
}

/**
 * The marks that a place lies under, outermost first.
 * @param lines those before it
 * @param own its own first mark, or where its word begins: the key of a list may stand in the column of its dashes
 */
export function marksAbove(lines: readonly string[], own: Mark): readonly Mark[] {
  const found: Mark[] = []
  let bound = own
  for (let i = lines.length - 1; i >= 0 && (bound.column > 0 || bound.name === '-'); i--) {
    const line = lines[i] as string
    const indent = blanks(line, 0)
    if (line.startsWith('---')) break
    if (indent > bound.column || indent === line.length || line[indent] === '#') continue
    for (const mark of [...readLine(line).marks].reverse()) {
      if (!holds(mark, bound)) continue
      found.unshift(mark)
      bound = mark
    }
  }
  return found
}

const holds = (mark: Mark, inner: Mark): boolean =>
  mark.column < inner.column || (inner.name === '-' && mark.name !== '-' && mark.column === inner.column)
