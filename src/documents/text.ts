import type { Span } from '../text'
import type { ScalarValue } from './tree'

/**
 * A string that a user wrote, with interpolation resolved as far as the files say.
 * `value` is undefined where a variable is not known: unknown is silent, so rules return early on it.
 */
export interface Text {
  readonly value: string | undefined
  /** As written, without quotes and without resolving variables. */
  readonly raw: string
  readonly span: Span
  readonly node: ScalarValue
  /** True where the text names a variable, known or not. */
  readonly interpolated: boolean
}
