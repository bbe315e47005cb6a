/** Edit distance with swaps of neighbours; stops at `limit` + 1. */
export function distance(a: string, b: string, limit = 3): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) next.push(cell(a, b, i, j, before, row, next))
    ;[before, row] = [row, next]
  }
  return Math.min(row[b.length] ?? limit + 1, limit + 1)
}

function cell(a: string, b: string, i: number, j: number, before: number[], row: number[], next: number[]): number {
  const same = a[i - 1] === b[j - 1]
  const edits = [(row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (same ? 0 : 1)]
  const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
  return Math.min(...edits, swapped ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY)
}

/** The candidate that a misspelt word most likely means, or that it names without what stands before a slash; undefined when none is near. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const whole = word === '' ? undefined : candidates.find((candidate) => candidate.endsWith(`/${word}`))
  if (whole !== undefined) return whole
  const limit = Math.max(1, Math.min(3, Math.floor(word.length / 3)))
  let best: { readonly candidate: string; readonly far: number } | undefined
  for (const candidate of candidates) {
    const far = distance(word.toLowerCase(), candidate.toLowerCase(), limit)
    if (far <= limit && (!best || far < best.far)) best = { candidate, far }
  }
  return best?.candidate
}

/** ` Did you mean "…"?` with a blank in front, or nothing. */
export function hint(word: string, candidates: readonly string[]): string {
  const near = nearest(word, candidates)
  return near === undefined ? '' : ` Did you mean "${near}"?`
}
