import type { Workload } from '../workload'

/** What is said so far. */
export type Draft = Partial<Workload>

export type QuestionId =
  | 'framework'
  | 'image'
  | 'mode'
  | 'vendor'
  | 'version'
  | 'cuda'
  | 'python'
  | 'backends'
  | 'gpus'
  | 'wiring'
  | 'cpuFallback'
  | 'extras'

export type Answer = NonNullable<Workload[QuestionId]>

export interface Option {
  readonly value: Answer
  readonly label: string
  /** Why one would take it. */
  readonly description: string
  readonly isDefault: boolean
}

/** One question of a wizard. Every option can be had: `resolve` makes a plan of it. */
export interface Question {
  readonly id: QuestionId
  readonly title: string
  /** True where any number of the options may be taken, which then are lists of one item each; the answer is one list. */
  readonly many: boolean
  /** The default first. */
  readonly options: readonly Option[]
  readonly default: Answer
  /** What may be typed in place of an option (`typed`); undefined where the options are all there is. */
  readonly other: string | undefined
}
