import type { SyntaxProblem } from '../source'
import type { ScalarValue, Value } from '../tree'

export interface YamlText {
  /** The tree of each YAML document; an empty one is a null. */
  readonly documents: readonly (Value | undefined)[]
  readonly problems: readonly SyntaxProblem[]
  /** Keys that are no texts. */
  readonly oddKeys: readonly ScalarValue[]
}
