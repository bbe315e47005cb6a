import type { Facts } from '../facts'
import { filesOf, type Impossible, isImpossible, type Plan, type ProjectFile, resolve } from '../generate'
import type { Target } from '../host/target'
import type { Workload } from '../workload'

export {
  type Answer,
  answer,
  commandOf,
  concluded,
  type Draft,
  type Framework,
  frameworks,
  type Impossible,
  isImpossible,
  type Option,
  type Plan,
  type ProjectFile,
  type Question,
  type QuestionId,
  questionsFor,
  startLines,
  textOver,
  typed,
} from '../generate'
export { asWorkload, mistakesOf, readSpec, type Workload } from '../workload'

export interface Scaffold {
  readonly plan: Plan
  readonly files: readonly ProjectFile[]
}

/**
 * Writes a project for a workload, as texts. A module of its own, beside the façade: checking must not load it.
 * The tables come from the caller, so that they are not loaded twice.
 */
export function scaffold(workload: Workload, facts: Facts, target: Target): Scaffold | Impossible {
  const plan = resolve(workload, facts, target)
  return isImpossible(plan) ? plan : { plan, files: filesOf(plan) }
}
