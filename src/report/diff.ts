const CONTEXT = 3
/** Differing lines up to which the shortest script is looked for; beyond, the whole middle is shown as replaced. */
const MOST = 2000

interface Change {
  /** Lines from here, counted from 0, in the old and in the new text. */
  readonly a: number
  readonly b: number
  readonly removed: readonly string[]
  readonly added: readonly string[]
}

/** A unified diff that `git apply` and `patch -p1` take; empty for equal texts. */
export function unifiedDiff(path: string, before: string, after: string): string {
  if (before === after) return ''
  const a = linesOf(before)
  const b = linesOf(after)
  const hunks = group(changes(a, b)).map((hunk) => hunkText(hunk, a))
  return `--- ${name('a', path)}\n+++ ${name('b', path)}\n${hunks.join('')}`
}

/** As git writes names: quoted where a character needs it, a tab behind a name with blanks. */
function name(side: string, path: string): string {
  const full = path.startsWith('/') ? path : `${side}/${path}`
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must be quoted
  if (/["\\\0-\x1f]/.test(full)) return JSON.stringify(full)
  return full.includes(' ') ? `${full}\t` : full
}

/** Lines with their ends, so that a last line without one differs from one with it. */
const linesOf = (text: string): readonly string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? []

function changes(a: readonly string[], b: readonly string[]): readonly Change[] {
  let head = 0
  while (head < a.length && head < b.length && a[head] === b[head]) head++
  let tail = 0
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++
  const middle = between(a.slice(head, a.length - tail), b.slice(head, b.length - tail))
  return middle.map((change) => ({ ...change, a: change.a + head, b: change.b + head }))
}

/** The steps of Myers' shortest edit script, neighbours joined. */
function between(a: readonly string[], b: readonly string[]): readonly Change[] {
  const trace = search(a, b)
  if (!trace) return [{ a: 0, b: 0, removed: a, added: b }]
  const out: { a: number; b: number; removed: string[]; added: string[] }[] = []
  for (const { x, y, insert } of steps(trace, a.length, b.length)) {
    const last = out.at(-1)
    const joins = last && x === last.a + last.removed.length && y === last.b + last.added.length
    const change = joins ? last : { a: x, b: y, removed: [], added: [] }
    if (!joins) out.push(change)
    if (insert) change.added.push(b[y] ?? '')
    else change.removed.push(a[x] ?? '')
  }
  return out
}

type Front = ReadonlyMap<number, number>

/** The furthest points of each round (E. Myers, "An O(ND) Difference Algorithm", 1986); undefined past the limit. */
function search(a: readonly string[], b: readonly string[]): readonly Front[] | undefined {
  const trace: Front[] = []
  let front: Front = new Map([[1, 0]])
  for (let d = 0; d <= Math.min(a.length + b.length, MOST); d++) {
    trace.push(front)
    const next = new Map(front)
    for (let k = -d; k <= d; k += 2) {
      let x = startOf(front, k, d)
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++
      next.set(k, x)
      if (x >= a.length && x - k >= b.length) return trace
    }
    front = next
  }
  return undefined
}

const goesDown = (front: Front, k: number, d: number): boolean =>
  k === -d || (k !== d && (front.get(k - 1) ?? 0) < (front.get(k + 1) ?? 0))

const startOf = (front: Front, k: number, d: number): number =>
  goesDown(front, k, d) ? (front.get(k + 1) ?? 0) : (front.get(k - 1) ?? 0) + 1

interface Step {
  readonly x: number
  readonly y: number
  readonly insert: boolean
}

function steps(trace: readonly Front[], endX: number, endY: number): readonly Step[] {
  const out: Step[] = []
  let x = endX
  let k = endX - endY
  for (let d = trace.length - 1; d > 0; d--) {
    const front = trace[d] as Front
    const insert = goesDown(front, k, d)
    k += insert ? 1 : -1
    x = front.get(k) ?? 0
    out.push({ x, y: x - k, insert })
  }
  return out.reverse()
}

/** Changes whose context would touch stand in one hunk. */
function group(all: readonly Change[]): readonly (readonly Change[])[] {
  const hunks: Change[][] = []
  for (const change of all) {
    const last = hunks.at(-1)?.at(-1)
    if (last && change.a - (last.a + last.removed.length) <= 2 * CONTEXT) hunks.at(-1)?.push(change)
    else hunks.push([change])
  }
  return hunks
}

function hunkText(hunk: readonly Change[], a: readonly string[]): string {
  const [first] = hunk as [Change]
  const last = hunk.at(-1) as Change
  const from = Math.max(0, first.a - CONTEXT)
  const to = Math.min(a.length, last.a + last.removed.length + CONTEXT)
  const body: string[] = []
  let at = from
  for (const change of hunk) {
    body.push(...marked(' ', a.slice(at, change.a)), ...marked('-', change.removed), ...marked('+', change.added))
    at = change.a + change.removed.length
  }
  body.push(...marked(' ', a.slice(at, to)))
  const grown = hunk.reduce((sum, change) => sum + change.added.length - change.removed.length, 0)
  const start = first.b - (first.a - from)
  return `@@ -${range(from, to - from)} +${range(start, to - from + grown)} @@\n${body.join('')}`
}

/** An empty side names the line before it. */
const range = (start: number, length: number): string => {
  const line = length === 0 ? start : start + 1
  return length === 1 ? `${line}` : `${line},${length}`
}

const marked = (mark: string, lines: readonly string[]): readonly string[] =>
  lines.map((line) => (line.endsWith('\n') ? mark + line : `${mark}${line}\n\\ No newline at end of file\n`))
