import { hint } from '../../text'

/** A call that cannot be carried out: one line for the user, exit code 2. */
export class UsageError extends Error {
  // Known by its name: commands that are loaded later bring a class of their own along.
  override readonly name = 'UsageError'
}

export const didYouMean = (word: string, candidates: readonly string[]): string => hint(word, candidates)
