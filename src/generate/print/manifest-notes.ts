import type { Health } from '../../frameworks/types'
import type { Cluster } from '../cluster'
import { isMadeHere, type Plan } from '../plan'
import { comment } from './yaml'

/** What works and ends is a Job; what answers is a Deployment. */
export const isJob = ({ mode }: Plan): boolean => mode === 'train' || mode === 'run'

/** A comment above the first line with a key. */
export type Note = readonly [key: string, text: string]

export const CLAIM_NOTES: readonly Note[] = [['storage', 'Only an example: write how much your files need.']]

export function notes(plan: Plan, cluster: Cluster): readonly Note[] {
  const { stages, health } = plan
  return [
    ...(isJob(plan) ? [] : ([['strategy', RECREATE]] as const)),
    ['enableServiceLinks', LINKS],
    ...(stages.length > 0 ? ([['securityContext', userWords(cluster)]] as const) : []),
    ...(cluster.gpu ? nodeNotes(cluster) : []),
    ...(isMadeHere(plan) ? ([['image', PUSH]] as const) : []),
    ...(health ? ([['startupProbe', startWords(health)]] as const) : []),
    ['emptyDir', 'In place of shm_size: /dev/shm of a pod has 64 MB. It counts as memory of the container.'],
  ]
}

const RECREATE = 'The old pod stops first: a rolling update would need a spare GPU for the new one.'
const LINKS =
  'Else Kubernetes sets variables such as VLLM_PORT for a Service of that name, which programs take for their own settings (docs.vllm.ai, environment variables).'
const USER = 'The user of the Dockerfile, by its number: an image that was built with another UID needs that one here.'
const userWords = ({ gpu, vendor }: Cluster): string => (gpu && vendor !== 'nvidia' ? `${USER} ${GROUP}` : USER)
const GROUP =
  'It opens the device nodes only from the group render of the nodes: add its number under supplementalGroups.'
const PUSH = `An example: build the image, push it to a registry that the cluster reads, and write its name here (k8s/README.md).`

const startWords = ({ startPeriod }: Health): string =>
  `A model is loading: after ${startPeriod} seconds without an answer the container is started anew. Raise failureThreshold for a larger one.`

/** What differs from cluster to cluster. */
const nodeNotes = (cluster: Cluster): readonly Note[] =>
  cluster.vendor === 'nvidia' ? nvidiaNotes(cluster) : cluster.vendor === 'intel' ? [DRIVER] : []

const DRIVER: Note = [
  'limits',
  'The driver xe serves Battlemage, Lunar Lake and newer GPUs. For older ones (Arc A, Flex, Max) write gpu.intel.com/i915.',
]

const nvidiaNotes = ({ runtimeClass, taint }: Cluster): readonly Note[] => [
  [
    'containers',
    `Where nvidia is not the default runtime of the nodes (k3s, containerd), add here: runtimeClassName: ${runtimeClass}`,
  ],
  [
    'containers',
    `Where GPU nodes have the taint ${taint} and the cluster adds no toleration (GKE does), add here: tolerations: [{ key: ${taint}, operator: Exists, effect: NoSchedule }]`,
  ],
]

export function gpuWords({ gpu, retrieved }: Cluster): readonly string[] {
  if (!gpu) return comment('GPUs: none')
  const because = gpu.loss ?? 'As wished: the scheduler finds a node that has them free.'
  return comment(`GPUs: ${gpu.count} - ${because} [facts: kubernetes-gpu, ${retrieved}]`)
}

/** The lines with their notes. */
export const annotated = (lines: readonly string[], above: readonly Note[]): readonly string[] =>
  above.reduce((all, [key, text]) => noted(all, key, text), lines)

function noted(lines: readonly string[], key: string, text: string): readonly string[] {
  const at = lines.findIndex((line) => line.trimStart().startsWith(`${key}:`))
  if (at < 0) return lines
  const margin = /^ */.exec(lines[at] ?? '')?.[0] ?? ''
  return [...lines.slice(0, at), ...comment(text).map((line) => `${margin}${line}`), ...lines.slice(at)]
}
