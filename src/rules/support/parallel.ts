import type { Service } from '../../documents/compose/types'
import type { RuleContext } from '../../lint/rule'
import { type GpuImage, imageOf, programOf } from './gpu-image'

const WORLD =
  /(?:--tensor-parallel-size|--tensor_parallel_size|--tp[-_]size|-tp|--num[-_]shard|--nproc[-_]per[-_]node|--pipeline-parallel-size|--num_processes)[= ]+(\d+)\b/g

/** Over how many GPUs a command spreads one model or one training, as its options say; undefined: they do not say. */
export function parallelIn(program: string): number | undefined {
  const counts = [...program.matchAll(WORLD)].map(([, count]) => Number(count))
  return counts.length > 0 ? Math.max(...counts) : undefined
}

/** The same of a service. */
export function parallelOf(service: Service, context: RuleContext): number | undefined {
  const image = imageOf(service, context)
  return parallelIn(programOf(service, image)) ?? shardsOf(service, image)
}

/** Text Generation Inference takes its options from the environment too (launcher reference, `[env: NUM_SHARD=]`). */
function shardsOf({ environment }: Service, image: GpuImage | undefined): number | undefined {
  if (image?.known?.framework !== 'text-generation-inference') return undefined
  const value = environment.find(({ name }) => name === 'NUM_SHARD')?.value
  return /^\d+$/.test(value ?? '') ? Number(value) : undefined
}
