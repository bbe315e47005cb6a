import { parseImage } from '../../documents/images'
import type { CudaImage, Facts } from '../../facts'
import { type Workload, without } from '../../workload'
import type { Refusal } from '../types'
import { knownImage } from './known'

/** Wishes that only the image itself can meet. */
const INSIDE = ['version', 'cuda', 'python', 'os'] as const

/** Why an image cannot be had like this; what the facts do not know of it is no reason. */
export function refusal(workload: Workload, facts: Facts): Refusal | undefined {
  const { image } = workload
  const inside = INSIDE.filter((key) => workload[key] !== undefined)
  if (inside.length > 0)
    return {
      impossible: `What an image of your own holds is decided where it is built: ${inside.join(' and ')} cannot be chosen here.`,
      nearest: without(workload, inside),
    }
  if (image === undefined) return undefined
  if (!parseImage(image)) return noImage(image, workload)
  return gone(image, workload, facts) ?? unsuited(image, workload, facts)
}

function noImage(image: string, workload: Workload): Refusal {
  const small = image.toLowerCase()
  return {
    impossible: `"${image}" is no name of an image: it is [REGISTRY/]REPOSITORY[:TAG], the repository in small letters.`,
    nearest: parseImage(small) ? { ...workload, image: small } : undefined,
  }
}

function gone(image: string, workload: Workload, facts: Facts): Refusal | undefined {
  const { fullName, tag = 'latest', digest } = parseImage(image) ?? {}
  if (fullName !== 'nvidia/cuda' || digest) return undefined
  const found = facts.cudaImage(tag)
  if (found.status !== 'removed' && found.status !== 'never') return undefined
  const [near] = others(image, facts)
  return {
    impossible: `${image} cannot be pulled: ${WHY[found.reason]} (facts: cuda-images, ${facts.freshness('cuda-images').retrieved}).`,
    nearest: near === undefined ? undefined : { ...workload, image: near },
  }
}

type Reason = Extract<CudaImage, { readonly reason: unknown }>['reason']

const WHY: Readonly<Record<Reason, string>> = {
  withdrawn: 'NVIDIA deleted this tag',
  latest: 'nvidia/cuda has had no tag "latest" since January 2021',
  'two-part': 'the tags of nvidia/cuda name the patch of their CUDA, such as 12.4.1',
  'no-os': 'the tags of nvidia/cuda name their system, such as ubuntu22.04',
  flavor: 'NVIDIA lists no such tag',
  os: 'NVIDIA lists no such tag',
}

const MANY = 1000

/** Tags of nvidia/cuda with the same flavour; of other images nothing is known to stand in their place. */
export function others(image: string, facts: Facts): readonly string[] {
  const { fullName, tag = 'latest' } = parseImage(image) ?? {}
  if (fullName !== 'nvidia/cuda') return []
  return facts.nearestCudaImages(tag, MANY).map((one) => `nvidia/cuda:${one.tag}`)
}

const MAKERS = { nvidia: 'NVIDIA', amd: 'AMD', intel: 'Intel' } as const

/** A GPU for an image that cannot use it, or none for one that needs it. */
function unsuited(image: string, workload: Workload, facts: Facts): Refusal | undefined {
  const { popular, build } = knownImage(image, facts)
  const { gpus, cpuFallback, vendor = 'nvidia' } = workload
  const maker = popular?.gpu === 'required' ? popular.vendor : build.cuda ? 'nvidia' : vendor
  if (maker !== vendor)
    return {
      impossible: `${image} is built for ${MAKERS[maker]} GPUs, and a GPU of ${MAKERS[vendor]} is asked for.`,
      nearest: { ...workload, vendor: maker },
    }
  if (popular?.gpu === 'cpu-tag' && gpus !== 'none')
    return {
      impossible: `${image} is a CPU build (${popular.why ?? 'its tag names no GPU'}): a GPU lies idle in it.`,
      nearest: { ...workload, gpus: 'none', cpuFallback: false },
    }
  if (popular?.gpu === 'required' && (gpus === 'none' || cpuFallback))
    return {
      impossible: `${image} needs a GPU${popular.why ? ` (${popular.why})` : ''}.`,
      nearest: { ...without(workload, ['cpuFallback']), gpus: gpus === 'none' ? 'all' : (gpus ?? 'all') },
    }
  return undefined
}
