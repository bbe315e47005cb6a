import type { Workload } from './types'

/** What may be left unsaid. */
export type Wish = Exclude<keyof Workload, 'framework'>

/** The workload with some wishes left unsaid. */
export function without(workload: Workload, wishes: readonly Wish[]): Workload {
  const rest: { -readonly [K in keyof Workload]: Workload[K] } = { ...workload }
  for (const wish of wishes) delete rest[wish]
  return rest
}
