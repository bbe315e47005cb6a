import { hint } from '../../lint/config-read'

/** A call that cannot be carried out: one line for the user, exit code 2. */
export class UsageError extends Error {}

export const didYouMean = (word: string, candidates: readonly string[]): string => hint(word, candidates)
