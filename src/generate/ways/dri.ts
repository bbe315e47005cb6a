import { isPlatform } from '../../host/platform'
import type { Impossible } from '../plan'
import { hasCdi, instead, isCdi, tooOld, type Wish } from './types'

/** The first render node of Linux. */
const FIRST = 128

/** What AMD and Intel have in common: a node in /dev/dri for every card, and the folder for all of them. */
export function renderNodes({ gpus }: Wish): readonly string[] | undefined {
  if (gpus === 'all') return ['/dev/dri']
  const indexes = typeof gpus === 'number' ? Array.from({ length: gpus }, (_, i) => String(i)) : gpus
  if (!indexes.every((id) => /^\d+$/.test(id))) return undefined
  return indexes.map((id) => `/dev/dri/renderD${FIRST + Number(id)}`)
}

/** Device nodes are what every version understands; names by CDI do not go with them. */
export function orNodes(wish: Wish, way: string | undefined): Impossible | undefined {
  const old = way === undefined ? undefined : tooOld(wish, way, 'devices')
  return old && hasCdi(wish.gpus) ? { ...old, nearest: { ...wish.workload, wiring: 'devices', gpus: 'all' } } : old
}

export function withoutNodes({ target }: Wish): Impossible | undefined {
  if (!isPlatform(target, 'wsl2')) return undefined
  return {
    impossible: 'WSL2 has no /dev/dri and /dev/kfd: it gives its GPUs through /dev/dxg, with libraries of Windows.',
    nearest: undefined,
  }
}

/** Names by CDI stand for devices of their own kind, and go with their own wiring. */
export function cdiNames(wish: Wish, kind: string): Impossible | undefined {
  const { gpus, wiring, workload } = wish
  if (!hasCdi(gpus) || typeof gpus !== 'object') return undefined
  const foreign = gpus.find((id) => isCdi(id) && !id.startsWith(`${kind}=`))
  if (foreign)
    return {
      impossible: `${foreign} names no ${kind}: by CDI it is a device of another make.`,
      nearest: { ...workload, gpus: 'all' },
    }
  if (wiring === 'cdi') return undefined
  return instead(wish, 'cdi', `The names of CDI devices go with the wiring cdi, and ${wiring} is wished.`)
}
