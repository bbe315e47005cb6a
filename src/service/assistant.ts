import { completionsAt } from '../assist/completion'
import type { Completions } from '../assist/completion/item'
import { type Hint, hintsOf } from '../assist/hints'
import { type Hover, hoverAt } from '../assist/hover'
import type { RuleContext } from '../lint/rule'
import type { Span } from '../text'

/** Explains and proposes what may stand in one text. Made for one version of it; no rule is run. */
export class Assistant {
  constructor(
    readonly context: RuleContext,
    /** True where another extension proposes what the schema lists. */
    readonly schemaElsewhere: boolean,
  ) {}

  completions(offset: number): Completions {
    return completionsAt(this.context, offset, this.schemaElsewhere)
  }

  hover(offset: number): Hover | undefined {
    return hoverAt(this.context, offset)
  }

  hints(within: Span): readonly Hint[] {
    return hintsOf(this.context, within)
  }
}
