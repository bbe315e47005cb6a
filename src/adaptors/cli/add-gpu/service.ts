import { type GpuAnswer, type GpuWish, isRefusal, readGpus, wirings } from '../../../service'
import { vendors } from '../../../workload/types'
import { oneOf, type Parsed } from '../flags'
import type { Input } from '../inputs'
import { UsageError } from '../usage'
import { deliver, printsOnly, refuse, tell, unchanged } from './outcome'

/** What only a compose file has. */
export const serviceFlags = ['service', 'vendor', 'wiring', 'gpus'] as const

/** @throws UsageError */
export function gpuWish(parsed: Parsed): GpuWish {
  const read = readGpus(parsed.value('gpus') ?? 'all')
  if (isRefusal(read)) throw new UsageError(`--gpus: ${read.refused}`)
  const [vendor, wiring] = [parsed.value('vendor'), parsed.value('wiring')]
  return {
    service: parsed.value('service'),
    wiring: wiring === undefined ? undefined : oneOf('--wiring', wiring, wirings),
    gpus: read.gpus,
    ...(vendor !== undefined && { vendor: oneOf('--vendor', vendor, vendors) }),
  }
}

/** @returns the exit code */
export function finishService(answer: GpuAnswer, input: Input, shown: string, parsed: Parsed): number {
  if (answer.kind !== 'changed') return unchanged(answer, shown, 'service')
  const { service, wiring, text, notes } = answer
  const written = deliver(input, shown, text, parsed)
  if (written !== undefined) return refuse(shown, written)
  return tell(`${shown}: ${service} ${printsOnly(parsed) ? 'would get' : 'got'} a GPU (${wiring}).`, notes)
}
