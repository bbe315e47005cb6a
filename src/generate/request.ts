import type { Framework, Reason } from '../frameworks/types'
import { isPodman } from '../host/engine'
import { isPlatform } from '../host/platform'
import type { Target } from '../host/target'
import type { Vendor, Workload } from '../workload'
import { without } from '../workload/without'
import { type GpuRequest, type Impossible, isImpossible } from './plan'
import type { Wanted } from './wanted'
import { amd } from './ways/amd'
import { intel } from './ways/intel'
import { nvidia } from './ways/nvidia'
import { type Gpus, hasCdi, isCdi, type Ways, type Wish } from './ways/types'

export interface Asked {
  readonly request: GpuRequest | undefined
  readonly reasons: readonly Reason[]
}

const WAYS: Readonly<Record<Vendor, Ways>> = { nvidia, amd, intel }

/** Turns the wish for GPUs into a request that the target understands. */
export function requestOf({ workload, framework, vendor, target, facts }: Wanted): Asked | Impossible {
  if (workload.gpus === 'none') return noGpu(workload, framework)
  const gpus = workload.gpus ?? 'all'
  const request = requestFor({ workload, gpus, vendor, target, facts })
  return isImpossible(request) ? request : { request, reasons: reasons(request, WAYS[vendor], workload, facts) }
}

/** The same without a framework. */
export function requestFor({
  vendor,
  ...asked
}: Omit<Wish, 'wiring'> & Pick<Wanted, 'vendor'>): GpuRequest | Impossible {
  const { workload, gpus, target } = asked
  const ways = WAYS[vendor]
  const wish: Wish = { ...asked, wiring: workload.wiring ?? ways.usual(gpus, target) }
  const wrong = tooMany(wish) ?? mixed(wish, ways) ?? bySwarm(target) ?? ways.refusal(wish)
  if (wrong) return wrong
  const nodes = wish.wiring === 'devices' ? ways.nodes(wish) : []
  if (isImpossible(nodes)) return nodes
  return { vendor, wiring: wish.wiring, gpus, nodes, unlabelled: isPodman(target), renderGroup: false }
}

function noGpu(workload: Workload, { title, cpu }: Framework): Asked | Impossible {
  const { wiring } = workload
  if (!cpu) return { impossible: `${title} needs a GPU.`, nearest: { ...workload, gpus: 'all' } }
  if (wiring)
    return {
      impossible: `The wiring ${wiring} says how a GPU is asked for, and gpus: none wishes for none: leave it out.`,
      nearest: without(workload, ['wiring']),
    }
  return { request: undefined, reasons: [] }
}

function mixed({ gpus, workload }: Wish, { kind, cards }: Ways): Impossible | undefined {
  if (typeof gpus !== 'object' || !hasCdi(gpus) || gpus.every(isCdi)) return undefined
  const names = cards ? gpus.filter(isCdi) : gpus.map((id) => (isCdi(id) ? id : `${kind}=${id}`))
  return { impossible: `"gpus" names some devices by CDI and others not.`, nearest: { ...workload, gpus: names } }
}

function tooMany({ gpus, workload, target: { gpus: cards } }: Wish): Impossible | undefined {
  if (!cards || gpus === 'all') return undefined
  const has = `the target has ${cards.length === 0 ? 'no GPU' : cards.length === 1 ? 'one GPU (index 0)' : `${cards.length} GPUs (indexes 0 to ${cards.length - 1})`}`
  const nearest = { ...workload, gpus: 'all' as const }
  if (typeof gpus === 'number')
    return gpus > cards.length
      ? { impossible: `${gpus} GPUs are wished, and ${has}.`, nearest: { ...workload, gpus: cards.length || 'none' } }
      : undefined
  const absent = gpus.find((id) => /^\d+$/.test(id) && Number(id) >= cards.length)
  return absent ? { impossible: `GPU ${absent} is wished, and ${has}.`, nearest } : undefined
}

const bySwarm = (target: Target): Impossible | undefined =>
  isPlatform(target, 'swarm')
    ? {
        impossible:
          'Docker Swarm hands out GPUs as generic resources of its nodes, which no form of the compose file here asks for.',
        nearest: undefined,
      }
    : undefined

export const shownGpus = (gpus: Gpus): string =>
  typeof gpus === 'object'
    ? gpus.join(', ')
    : gpus === 'all'
      ? 'all'
      : gpus === 1
        ? 'the first one'
        : `the first ${gpus}`

function reasons(
  { vendor, wiring, gpus }: GpuRequest,
  { because }: Ways,
  workload: Workload,
  facts: Wish['facts'],
): readonly Reason[] {
  const fact = { table: 'compose-gpu', retrieved: facts.freshness('compose-gpu').retrieved } as const
  const count = typeof gpus === 'number' ? ': a count means the first GPUs, nothing is allotted' : ''
  const nodes = vendor !== 'nvidia' && wiring === 'devices' && gpus !== 'all' ? RENDER : ''
  const why = gpus === 'all' && !workload.gpus ? 'nothing else was wished' : `as wished${count}${nodes}`
  return [
    { choice: 'GPUs', value: shownGpus(gpus), because: why, in: ['request', 'readme'], ...(count && { fact }) },
    { choice: 'Wiring', value: wiring, because: because[wiring] ?? 'as wished', fact, in: ['request', 'readme'] },
  ]
}

const RENDER = '; /dev/dri/renderD128 is the first card of the host, and ls -l /dev/dri/by-path tells which one that is'
