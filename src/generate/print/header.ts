import type { Place, Reason } from '../../frameworks/types'
import { type Plan, reasonsIn } from '../plan'
import { commandOf } from './command'
import { comment } from './yaml'

/** The head of a file: how it was made, and why the choices that it shows are as they are. */
export const header = (plan: Plan, ...places: readonly Place[]): readonly string[] => [
  ...comment(`Written by: ${commandOf(plan.workload)}`, 200),
  ...reasonsIn(plan, ...places).flatMap((reason) => comment(reasonLine(reason))),
]

export const reasonLine = ({ choice, value, because, fact }: Reason): string =>
  `${choice}: ${value} - ${because}${fact ? ` [facts: ${fact.table}, ${fact.retrieved}]` : ''}`
