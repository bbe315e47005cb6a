import type { Facts } from '../../facts'
import { distance } from '../../text/nearest'

export const capabilitiesIn = (value: string | undefined): readonly string[] =>
  value
    ?.split(',')
    .map((word) => word.trim())
    .filter(Boolean) ?? []

/** What a list should be that the toolkit refuses for one of its words. */
export interface Refused {
  readonly word: string
  readonly right: string
}

/** A word that the toolkit refuses: one that is spelt in another case, or that Docker's own lists of capabilities have. */
export function refusedIn(value: string | undefined, facts: Facts): Refused | undefined {
  const words = capabilitiesIn(value)
  const word = words.includes('all') ? undefined : words.find((one) => isRefused(one, facts))
  if (word === undefined) return undefined
  const right = [...new Set(words.flatMap((one) => meantBy(one, facts) ?? []))].join(',') || 'compute,utility'
  return { word, right }
}

const isRefused = (word: string, facts: Facts): boolean =>
  /^[A-Za-z][A-Za-z\d]*$/.test(word) && !facts.composeGpu().driverCapabilities.includes(word)

/** The capability that a word means; nothing for one that means none (`gpu`). */
function meantBy(word: string, facts: Facts): string | undefined {
  const known = facts.composeGpu().driverCapabilities
  const low = word.toLowerCase().replace(/ies$/, 'y')
  if (known.includes(low)) return low
  return /^(?:gpus?|cuda|nvidia)$/.test(low)
    ? undefined
    : known.find((one) => one.length > 3 && distance(low, one, 2) <= 2)
}
