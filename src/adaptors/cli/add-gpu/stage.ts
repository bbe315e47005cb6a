import type { CudaAnswer, CudaWish } from '../../../service'
import type { Parsed } from '../flags'
import type { Input } from '../inputs'
import { UsageError } from '../usage'
import { deliver, printsOnly, refuse, tell, unchanged } from './outcome'

/** What only a Dockerfile has. */
export const stageFlags = ['stage', 'cuda', 'move'] as const

/** @throws UsageError */
export function cudaWish(parsed: Parsed): CudaWish {
  const cuda = parsed.value('cuda')
  if (cuda !== undefined && !/^\d+\.\d+$/.test(cuda))
    throw new UsageError(`--cuda takes a version such as 12.6, not "${cuda}".`)
  return { stage: parsed.value('stage'), cuda, move: parsed.has('move') }
}

/** @returns the exit code */
export function finishStage(answer: CudaAnswer, input: Input, shown: string, parsed: Parsed): number {
  if (answer.kind !== 'changed') return unchanged(answer, shown, 'stage')
  const { stage, image, text, notes } = answer
  const written = deliver(input, shown, text, parsed)
  if (written !== undefined) return refuse(shown, written)
  const [would, did] = parsed.has('move')
    ? [`would stand on ${image}`, `stands on ${image} now`]
    : [`would get the CUDA libraries of ${image}`, `got the CUDA libraries of ${image}`]
  return tell(`${shown}: ${stage} ${printsOnly(parsed) ? would : did}.`, notes)
}
