import type { RuleContext } from '../../lint/rule'
import { bentofileCompletions } from './bentofile'
import { composeCompletions } from './compose'
import { devcontainerCompletions } from './devcontainer'
import { dockerfileCompletions } from './dockerfile'
import type { Completions } from './item'
import { kubernetesCompletions } from './kubernetes'

const NONE: Completions = { items: [], incomplete: false }

/** What may stand at the cursor, as far as more is known of it than a schema says. */
export function completionsAt(context: RuleContext, offset: number, schemaElsewhere: boolean): Completions {
  switch (context.document.kind) {
    case 'compose':
      return composeCompletions(context, offset, schemaElsewhere) ?? NONE
    case 'dockerfile':
      return dockerfileCompletions(context, offset) ?? NONE
    case 'kubernetes':
      return kubernetesCompletions(context, offset) ?? NONE
    case 'devcontainer':
      return devcontainerCompletions(context, offset) ?? NONE
    case 'bentofile':
      return bentofileCompletions(context, offset) ?? NONE
    default:
      return NONE
  }
}
