import { type GpuAnswer, type GpuWish, isRefusal, readGpus, wirings } from '../../../service'
import { oneOf, type Parsed } from '../flags'
import type { Input } from '../inputs'
import { UsageError } from '../usage'
import { deliver, printsOnly, refuse, tell } from './outcome'

/** What only a compose file has. */
export const serviceFlags = ['service', 'wiring', 'gpus'] as const

/** @throws UsageError */
export function gpuWish(parsed: Parsed): GpuWish {
  const read = readGpus(parsed.value('gpus') ?? 'all')
  if (isRefusal(read)) throw new UsageError(`--gpus: ${read.refused}`)
  const wiring = parsed.value('wiring')
  return {
    service: parsed.value('service'),
    wiring: wiring === undefined ? undefined : oneOf('--wiring', wiring, wirings),
    gpus: read.gpus,
  }
}

/** @returns the exit code */
export function finishService(answer: GpuAnswer, input: Input, shown: string, parsed: Parsed): number {
  if (answer.kind === 'choose') {
    const { services } = answer
    return refuse(shown, `several services could be meant: ${services.join(', ')}. Name one: --service ${services[0]}`)
  }
  if (answer.kind === 'refused') return refuse(shown, answer.message)
  if (answer.kind === 'present') return tell(`${shown}: ${answer.message} Nothing was changed.`)
  const { service, wiring, text, notes } = answer
  const written = deliver(input, shown, text, parsed)
  if (written !== undefined) return refuse(shown, written)
  return tell(`${shown}: ${service} ${printsOnly(parsed) ? 'would get' : 'got'} a GPU (${wiring}).`, notes)
}
