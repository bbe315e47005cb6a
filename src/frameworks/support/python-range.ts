/** `3.8-3.11`, `2.7,3.3-3.6`, `3.10-3.14 (3.15 experimental)` → the minors of Python 3, oldest first. */
export function pythonsOf(range: string): readonly string[] {
  const minors = range
    .replace(/\(.*\)/, '')
    .split(',')
    .flatMap((part) => {
      const [from, to = from] = part
        .trim()
        .split('-')
        .map((end) => /^3\.(\d+)$/.exec(end)?.[1])
      return from === undefined || to === undefined ? [] : numbers(Number(from), Number(to))
    })
  return minors.map((minor) => `3.${minor}`)
}

const numbers = (from: number, to: number): readonly number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i)
