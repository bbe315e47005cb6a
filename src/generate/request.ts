import type { Facts } from '../facts'
import { compareVersions } from '../facts/versions'
import type { Framework, Reason } from '../frameworks/types'
import { composeVersion, dockerVersion, isPodman } from '../host/engine'
import { isPlatform } from '../host/platform'
import type { Target } from '../host/target'
import type { Vendor, Wiring, Workload } from '../workload'
import { type GpuRequest, type Impossible, isImpossible } from './plan'

export interface Asked {
  readonly request: GpuRequest | undefined
  readonly reasons: readonly Reason[]
}

/** Turns the wish for GPUs into a request that the target understands. */
export function requestOf(workload: Workload, framework: Framework, target: Target, facts: Facts): Asked | Impossible {
  if (workload.gpus === 'none') return noGpu(workload, framework)
  const gpus = workload.gpus ?? 'all'
  const wrong = tooMany(gpus, workload, target) ?? mixed(gpus, workload)
  if (wrong) return wrong
  const wiring = workload.wiring ?? defaultWiring(gpus, target)
  const refused = refusal(wiring, gpus, workload, target, facts)
  if (refused) return refused
  const nodes = wiring === 'devices' ? nodesOf(gpus, workload, target) : []
  if (isImpossible(nodes)) return nodes
  const unlabelled = isPodman(target)
  return { request: { wiring, gpus, nodes, unlabelled }, reasons: reasons(wiring, gpus, workload, facts) }
}

function noGpu(workload: Workload, { title, cpu }: Framework): Asked | Impossible {
  if (!cpu) return { impossible: `${title} needs a GPU.`, nearest: { ...workload, gpus: 'all' } }
  return { request: undefined, reasons: [] }
}

type Gpus = GpuRequest['gpus']

const isCdi = (id: string): boolean => id.includes('=')
const hasCdi = (gpus: Gpus): boolean => typeof gpus === 'object' && gpus.some(isCdi)

function mixed(gpus: Gpus, workload: Workload): Impossible | undefined {
  if (typeof gpus !== 'object' || !hasCdi(gpus) || gpus.every(isCdi)) return undefined
  const names = gpus.map((id) => (isCdi(id) ? id : `nvidia.com/gpu=${id}`))
  return { impossible: `"gpus" names some devices by CDI and others not.`, nearest: { ...workload, gpus: names } }
}

function tooMany(gpus: Gpus, workload: Workload, { gpus: cards }: Target): Impossible | undefined {
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

function defaultWiring(gpus: Gpus, target: Target): Wiring {
  if (hasCdi(gpus) || isPodman(target)) return 'cdi'
  return isPlatform(target, 'jetson') ? 'runtime' : 'deploy'
}

const isOlder = (version: string | undefined, than: string): boolean =>
  version !== undefined && compareVersions(version, than) < 0

/** Forms that this target surely does not understand. */
function refusal(wiring: Wiring, gpus: Gpus, workload: Workload, target: Target, facts: Facts): Impossible | undefined {
  const instead = (other: Wiring, impossible: string): Impossible => ({
    impossible,
    nearest: { ...workload, wiring: other },
  })
  const compose = composeVersion(target)
  const engine = dockerVersion(target)
  const way = facts.composeGpu().ways.find(({ id }) => id === WAYS[wiring])
  if (isPlatform(target, 'swarm'))
    return {
      impossible:
        'Docker Swarm hands out GPUs as generic resources of its nodes, which no form of the compose file here asks for.',
      nearest: undefined,
    }
  if (hasCdi(gpus) && wiring !== 'cdi')
    return instead('cdi', `The names of CDI devices go with the wiring cdi, and ${wiring} is wished.`)
  if (way?.compose && isOlder(compose, way.compose))
    return instead(
      'deploy',
      `The wiring ${wiring} needs Docker Compose ${way.compose} or later, and the target has ${compose}.`,
    )
  if (way?.engine && isOlder(engine, way.engine))
    return instead(
      'deploy',
      `The wiring ${wiring} needs Docker Engine ${way.engine} or later, and the target has ${engine}.`,
    )
  if (isPodman(target) && (wiring === 'deploy' || wiring === 'gpus' || wiring === 'devices'))
    return instead('cdi', `Podman does not heed the wiring ${wiring}: it names GPUs by CDI.`)
  if (wiring === 'devices' && isPlatform(target, 'wsl2'))
    return instead('deploy', 'WSL2 has no /dev/nvidia* nodes to list: it gives its GPUs through /dev/dxg.')
  return undefined
}

const WAYS: Readonly<Record<Wiring, string>> = {
  deploy: 'deploy.devices',
  gpus: 'gpus',
  runtime: 'runtime',
  cdi: 'devices.cdi',
  devices: 'deploy.devices',
}

const CONTROL = ['/dev/nvidiactl', '/dev/nvidia-uvm', '/dev/nvidia-uvm-tools']

/** The nodes of these GPUs, which a list has to name one by one. */
function nodesOf(gpus: Gpus, workload: Workload, { gpus: cards }: Target): readonly string[] | Impossible {
  const count = gpus === 'all' ? cards?.length : typeof gpus === 'number' ? gpus : undefined
  const indexes = count === undefined ? gpus : Array.from({ length: count }, (_, i) => String(i))
  if (typeof indexes === 'object' && indexes.every((id) => /^\d+$/.test(id)))
    return [...indexes.map((id) => `/dev/nvidia${id}`), ...CONTROL]
  if (gpus === 'all')
    return {
      impossible:
        'The wiring devices lists the node of every GPU, and how many there are is not known: say the number.',
      nearest: { ...workload, gpus: 1 },
    }
  return {
    impossible:
      'The wiring devices lists the node of every GPU, and which one has this UUID is not known: say the index.',
    nearest: { ...workload, gpus: ['0'] },
  }
}

export const shownGpus = (gpus: Gpus): string =>
  typeof gpus === 'object'
    ? gpus.join(', ')
    : gpus === 'all'
      ? 'all'
      : gpus === 1
        ? 'the first one'
        : `the first ${gpus}`

function reasons(wiring: Wiring, gpus: Gpus, workload: Workload, facts: Facts): readonly Reason[] {
  const fact = { table: 'compose-gpu', retrieved: facts.freshness('compose-gpu').retrieved } as const
  const count = typeof gpus === 'number' ? ': a count means the first GPUs, nothing is allotted' : ''
  const because = gpus === 'all' && !workload.gpus ? 'nothing else was wished' : `as wished${count}`
  return [
    { choice: 'GPUs', value: shownGpus(gpus), because, in: ['request', 'readme'], ...(count && { fact }) },
    { choice: 'Wiring', value: wiring, because: wiringReasons[wiring], fact, in: ['request', 'readme'] },
  ]
}

export const wiringReasons: Readonly<Record<Wiring, string>> = {
  deploy: 'every Docker Compose from 1.28 and every engine from 19.03 on understands a reservation under deploy',
  gpus: 'Docker Compose 2.30 and later; older ones refuse or drop the key',
  runtime: 'where Docker has the runtime nvidia; NVIDIA_VISIBLE_DEVICES chooses the GPUs',
  cdi: 'Docker Compose 2.30 and Engine 28.2 and later, with a CDI specification on the host (nvidia-ctk cdi generate)',
  devices:
    'a reservation brings the libraries of the driver; the nodes beside it keep the GPU when systemd reloads its units (NVIDIA/nvidia-container-toolkit#48)',
}

/** Only NVIDIA's ways are known here so far. */
export const wirable = (vendor: Vendor): boolean => vendor === 'nvidia'
