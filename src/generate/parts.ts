import { without } from '../workload'
import type { Impossible } from './plan'
import type { Wanted } from './wanted'

/** Why the image cannot be put together from the parts that are wished. */
export function wrongParts({ framework, workload, facts }: Wanted, version: string): Impossible | undefined {
  const { backends = [], repoagents = [] } = workload
  if (backends.length + repoagents.length === 0) return undefined
  if (framework.parts) return framework.parts.refusal(workload, version, facts)
  return {
    impossible: `Backends and repository agents are parts of NVIDIA Triton, and ${framework.title} has none.`,
    nearest: without(workload, ['backends', 'repoagents']),
  }
}
