import type { Part } from './part'

/** The ways in which a service can be given its GPUs; `devices` lists the nodes beside a reservation. */
export const wirings = ['deploy', 'gpus', 'runtime', 'cdi', 'devices'] as const
export type Wiring = (typeof wirings)[number]

/** All of them, the first so many, or those named: by index, UUID, MIG slice or CDI name. */
export type Gpus = 'all' | number | readonly string[]

export interface Wish {
  /** The one that the target takes, where not said. */
  readonly wiring: Wiring | undefined
  readonly gpus: Gpus
}

/** What is asked for, and how, in the words of a service. */
export interface Asked {
  readonly wiring: Wiring
  readonly part: Part
  readonly notes?: readonly string[]
}

export interface Refusal {
  readonly refused: string
}

export const refusal = (refused: string): Refusal => ({ refused })
export const isRefusal = (answer: object): answer is Refusal => 'refused' in answer

const ID = /^(?:\d{1,3}(?::\d{1,2})?|(?:GPU|MIG)-[\w/-]+)$/
const CDI = /^[A-Za-z][\w.-]*\/[A-Za-z][\w.-]*=[\w.:-]+$/

/** Reads what `docker run --gpus` takes too: `all`, `2`, `0,1`, `device=0`, a UUID, and CDI names. */
export function readGpus(word: string): { readonly gpus: Gpus } | Refusal {
  if (word === 'all') return { gpus: 'all' }
  if (/^0*$/.test(word) || word === 'none')
    return refusal(`"${word}" asks for no GPU. Say all, a number from 1, or a GPU by its id: device=0.`)
  if (/^\d+$/.test(word)) return { gpus: Number(word) }
  const ids = word.replace(/^device=/, '').split(',')
  const bad = ids.find((id) => !ID.test(id) && !CDI.test(id))
  if (bad !== undefined)
    return refusal(
      `"${bad}" is no GPU. Say all, a number, ids (0,1 or GPU-…), device=0, or CDI names (nvidia.com/gpu=0).`,
    )
  if (new Set(ids).size < ids.length) return refusal(`"${word}" names a GPU twice.`)
  const mixed = ids.some((id) => CDI.test(id)) && !ids.every((id) => CDI.test(id))
  return mixed ? refusal(`"${word}" mixes CDI names and ids: write one kind.`) : { gpus: ids }
}

export const isCdiName = (id: string): boolean => CDI.test(id)

const NVIDIA = 'nvidia.com/gpu='

/** Ids as the driver nvidia takes them: `nvidia.com/gpu=0` is GPU 0; undefined where a CDI device is none of its own. */
export function idsOf(gpus: readonly string[]): readonly string[] | 'all' | undefined {
  const ids = gpus.map((id) => (id.startsWith(NVIDIA) ? id.slice(NVIDIA.length) : id))
  if (ids.some(isCdiName)) return undefined
  return ids.includes('all') ? 'all' : ids
}

export const toCdi = (id: string): string => (isCdiName(id) ? id : NVIDIA + id)
