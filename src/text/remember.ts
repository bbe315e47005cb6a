/** Answers that are kept; the oldest go first. */
const LIMIT = 500

/**
 * A pure function of one text that remembers its answers: projects name the same images again and again, and several
 * rules ask about each.
 */
export function remember<T>(answer: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    const kept = known.get(text)
    if (kept !== undefined || known.has(text)) return kept as T
    const made = answer(text)
    known.set(text, made)
    const [oldest] = known.keys()
    if (known.size > LIMIT && oldest !== undefined) known.delete(oldest)
    return made
  }
}
