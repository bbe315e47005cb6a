import type { RuleContext } from '../../lint/rule'
import type { Span } from '../../text'
import { imageHints } from './images'
import { serviceHints } from './services'

/** A note that an editor shows between the letters of the text, which it does not belong to. */
export interface Hint {
  /** The offset that it stands behind. */
  readonly at: number
  readonly label: string
  /** Where the figures are from, or why. */
  readonly tooltip: string
}

/** The hints of a stretch of the text. */
export function hintsOf(context: RuleContext, { start, end }: Span): readonly Hint[] {
  const hints = [...imageHints(context), ...serviceHints(context)]
  return hints.filter(({ at }) => start <= at && at <= end)
}
