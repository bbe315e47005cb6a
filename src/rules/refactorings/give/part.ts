import type { Plain } from '../../../edits/ops'
import type { Target } from '../../../host/target'
import { nodesFor } from '../../support/device-nodes'
import { firstIndexes, requestFor } from '../../support/request-fix'
import { gpuCount } from '../../support/target-gpus'
import { type Gpus, idsOf, type Refusal, refusal, toCdi, type Wiring } from './wish'

/** What a service must say for a wish, by its keys. */
export type Part = { readonly [key: string]: Plain }

/** The part of a service that asks for the GPUs. */
export function partFor(wiring: Wiring, gpus: Gpus, target: Target): Part | Refusal {
  if (wiring === 'cdi') return { devices: namesOf(gpus).map(toCdi) }
  const chosen = typeof gpus === 'object' ? idsOf(gpus) : gpus
  if (chosen === undefined)
    return refusal(`${gpus} names CDI devices of another kind than nvidia.com/gpu: take --wiring cdi.`)
  if (wiring === 'runtime')
    return { runtime: 'nvidia', environment: { NVIDIA_VISIBLE_DEVICES: namesOf(chosen).join(',') } }
  if (wiring === 'gpus') return { gpus: chosen === 'all' ? 'all' : [{ driver: 'nvidia', ...counted(chosen) }] }
  return wiring === 'devices' ? withNodes(chosen, target) : reserving(chosen)
}

/** A number means the first GPUs, also where they are named (measured: Docker Engine 26.1 and 28.5, 2026-11-22). */
const namesOf = (gpus: Gpus): readonly string[] =>
  typeof gpus === 'number' ? firstIndexes(gpus) : gpus === 'all' ? ['all'] : gpus

const counted = (gpus: Gpus): Part => (typeof gpus === 'object' ? { device_ids: [...gpus] } : { count: gpus })

function reserving(gpus: Gpus): Part {
  const { driver, capabilities } = requestFor() as { readonly [key: string]: Plain } & Part
  const request = { driver: driver ?? '', ...counted(gpus), capabilities: capabilities ?? [] }
  return { deploy: { resources: { reservations: { devices: [request] } } } }
}

/** Nodes bring no driver libraries: the reservation does. /dev/nvidia-modeset serves displays, and headless hosts lack it. */
function withNodes(gpus: Gpus, target: Target): Part | Refusal {
  const nodes = nodesFor(namesOf(gpus), gpuCount(target))
  if (nodes) return { ...reserving(gpus), devices: [...nodes] }
  return refusal(
    gpus === 'all'
      ? 'Device nodes are listed one by one, and it is not known how many GPUs there are: name them (--gpus 0,1), or say so in the configuration (target: gpus).'
      : `Device nodes go by index (/dev/nvidia0), and ${gpus} names GPUs in another way: name them as 0,1, or take another wiring.`,
  )
}
