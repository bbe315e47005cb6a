import { parseImage } from '../../documents/images'
import { compareVersions, type Facts, versionPrefix } from '../../facts'
import type { Span } from '../../text'
import { imageFacts, isCudaName, TRITON } from '../image-facts'
import { endOf } from './ended'
import { frameworkTag } from './framework-tag'
import { begins, type Completions, fitting, type Proposal, shown } from './item'

/**
 * The tags of an image that is being written.
 * @param typed the reference up to the cursor
 * @param span the whole word
 */
export function imageTags(typed: string, span: Span, facts: Facts): Completions | undefined {
  const [, name, tag] = /^([^\s:@$]+):([\w.-]*)$/.exec(typed) ?? []
  const fullName = name === undefined ? undefined : parseImage(name)?.fullName
  if (name === undefined || tag === undefined || fullName === undefined) return undefined
  const own = { start: span.start + name.length + 1, end: span.end }
  if (isCudaName(fullName)) return cudaTags(tag, own, facts)
  if (fullName === TRITON) return fitting(tritonTags(facts), tag, own)
  const known = facts.frameworkImages(fullName)
  if (known.length === 0) return undefined
  const found = known.filter((image) => begins(image.tag, tag))
  return shown(found, (image) => frameworkTag(image, fullName, facts), own)
}

/** Until a flavour is begun, each version stands there once a flavour, on its first system. */
function cudaTags(typed: string, span: Span, facts: Facts): Completions {
  const seen = new Set<string>()
  const found = facts.cudaTags().filter(({ cuda, tag, flavor }) => {
    const isNew = typed.includes('-') || !seen.has(`${cuda} ${flavor}`)
    seen.add(`${cuda} ${flavor}`)
    return isNew && begins(tag, typed)
  })
  return shown(found, (entry) => cudaTag(entry, facts), span)
}

type Tag = ReturnType<Facts['cudaTags']>[number]

function cudaTag({ tag, status, os, cudnnVersion }: Tag, facts: Facts): Proposal {
  const driver = imageFacts({ ...NVIDIA_CUDA, tag }, facts)?.driver
  const ended = status === 'eol-listed' ? 'end of life' : endOf(os, facts)
  const cudnn = cudnnVersion && `cuDNN ${versionPrefix(cudnnVersion, 2)}`
  const detail = [cudnn, driver && `driver ≥ ${driver}`, ended].filter(Boolean).join(' · ')
  return { label: tag, detail, ...(ended && { ended: true }) }
}

const NVIDIA_CUDA = { registry: undefined, repository: 'nvidia/cuda', fullName: 'nvidia/cuda', digest: undefined }

function tritonTags(facts: Facts): readonly Proposal[] {
  return [...facts.tritonReleases()]
    .filter(({ triton }) => /^[\d.]+$/.test(triton))
    .sort((a, b) => compareVersions(b.release, a.release))
    .flatMap(({ release, triton, vllm, trtllm }) => [
      tritonTag(`${release}-py3`, triton, facts),
      ...(vllm ? [tritonTag(`${release}-vllm-python-py3`, triton, facts)] : []),
      ...(trtllm ? [tritonTag(`${release}-trtllm-python-py3`, triton, facts)] : []),
    ])
}

function tritonTag(tag: string, triton: string, facts: Facts): Proposal {
  const reference = { registry: 'nvcr.io', repository: 'nvidia/tritonserver', fullName: TRITON, tag, digest: undefined }
  const cuda = imageFacts(reference, facts)?.cuda
  return { label: tag, detail: [`Triton ${triton}`, cuda && `CUDA ${cuda}`].filter(Boolean).join(' · ') }
}
