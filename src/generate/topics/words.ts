import type { Plan } from '../plan'

/** Why a choice of the plan is as it is. */
export const because = (plan: Plan, choice: string): string =>
  plan.reasons.find((reason) => reason.choice === choice)?.because ?? ''

export const joined = (...parts: readonly string[]): string => parts.filter(Boolean).join('; ')

export const builtWith = ({ cuda, workload }: Plan): string =>
  [cuda && `CUDA ${cuda}`, workload.python && `Python ${workload.python}`].filter(Boolean).join(', ')

export const releaseWords = (plan: Plan): string => [plan.framework.version, builtWith(plan)].filter(Boolean).join(', ')
