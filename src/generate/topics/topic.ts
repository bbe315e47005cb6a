import type { Facts } from '../../facts'
import type { Framework, Release } from '../../frameworks/types'
import type { Target } from '../../host/target'
import type { Workload } from '../../workload'
import type { Plan } from '../plan'
import type { Answer, QuestionId } from '../question'

/** What the candidates of a topic come from. */
export interface Scope {
  readonly framework: Framework
  readonly releases: readonly Release[]
  /** What is said, with the defaults of the questions before. */
  readonly said: Workload
  /** Where every default is taken. */
  readonly plan: Plan
  readonly target: Target
  readonly facts: Facts
}

export interface Words {
  readonly label: string
  readonly description: string
}

/** One thing that a wizard asks about. */
export interface Topic {
  readonly id: Exclude<QuestionId, 'framework'>
  readonly many?: true
  /** So many options it has at most, where that is more than usual. */
  readonly most?: number
  readonly title: (plan: Plan) => string
  /** The default; undefined where the plan has nothing of the kind. */
  readonly usual: (plan: Plan, framework: Framework) => Answer | undefined
  /** What else could be had, what most want first; not all of it can be. */
  readonly values: (scope: Scope) => readonly Answer[]
  /** @param plan the one that this answer gives */
  readonly words: (value: never, plan: Plan, scope: Scope) => Words
  /** What may be typed, where so many options are shown. */
  readonly other?: (scope: Scope, shown: number) => string | undefined
}

/** Keeps the value of a topic one type. */
export const topic = <T extends Answer>(
  one: {
    readonly [K in keyof Topic]: K extends 'words' ? (value: T, plan: Plan, scope: Scope) => Words : Topic[K]
  },
): Topic => one as Topic
