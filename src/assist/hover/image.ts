import { imageUses } from '../../documents/image-uses'
import type { ImageReference } from '../../documents/images'
import { type CudaImage, type Facts, majorOf, versionPrefix } from '../../facts'
import type { RuleContext } from '../../lint/rule'
import { type ImageFacts, imageFacts, isCudaName, TRITON, testedWith } from '../image-facts'
import { touches } from '../touches'
import type { Hover } from '.'
import { frameworkFacts, type OwnFacts } from './framework-image'
import { page } from './page'

/** What an image holds, sets and needs. */
export function imageHover({ document, facts }: RuleContext, offset: number): Hover | undefined {
  const use = imageUses(document).find(({ span }) => touches(span, offset))
  if (use?.reference.tag === undefined) return undefined
  const known = imageFacts(use.reference, facts)
  const needs = known ?? testedWith(use.reference, facts)
  const own = ownFacts(use.reference, facts)
  const table = own?.table ?? known?.table
  const points = [
    known && held(known),
    ...(own?.points ?? []),
    needs && driver(needs),
    known && generations(known.cuda, facts),
  ]
  if (!table || !points.some((point) => point)) return undefined
  const tables = [
    table,
    ...(needs ? ([needs.table, 'cuda-releases'] as const) : []),
    ...(known ? (['gpus'] as const) : []),
  ]
  return { span: use.span, markdown: page(use.value, points, tables, facts, own?.source) }
}

function ownFacts(reference: ImageReference, facts: Facts): OwnFacts | undefined {
  const { fullName, tag = '' } = reference
  if (isCudaName(fullName)) return { points: cudaPoints(tag, facts), table: 'cuda-images' }
  if (fullName === TRITON) return { points: tritonPoints(tag, facts), table: 'triton' }
  return frameworkFacts(reference, facts)
}

const held = ({ cuda, cudnn }: ImageFacts): string => `CUDA ${cuda}${cudnn ? ` · cuDNN ${cudnn}` : ''}`

function driver({ driver: least, branch, cuda }: ImageFacts): string | undefined {
  if (!least) return undefined
  const all =
    branch === undefined
      ? ''
      : `: the least for any CUDA ${majorOf(cuda)}; R${branch} came with CUDA ${versionPrefix(cuda, 2)}`
  return `Driver ≥ ${least}${all}`
}

/** The generations that the compiler of this CUDA builds for. */
function generations(cuda: string, facts: Facts): string | undefined {
  const capabilities = facts.architectures(cuda)?.computeCapabilities ?? []
  const names = new Set(capabilities.flatMap((one) => facts.gpu(one).map(({ arch }) => arch)))
  const [first, last] = [[...names][0], [...names].at(-1)]
  if (!first || !last) return undefined
  return `Its CUDA compiles for ${first} to ${last} (compute capability ${capabilities[0]} to ${capabilities.at(-1)})`
}

/** NVIDIA container-images/cuda, README: "Overview of Images". */
const FLAVORS: Readonly<Record<string, string>> = {
  base: 'the CUDA runtime (cudart) alone',
  runtime: 'the CUDA runtime, its math libraries and NCCL',
  devel: 'as runtime, with the compiler, headers and static libraries to build with',
}

function cudaPoints(tag: string, facts: Facts): readonly (string | undefined)[] {
  const image = facts.cudaImage(tag)
  const parsed = facts.parseCudaTag(tag)
  const arches = 'arches' in image ? image.arches : undefined
  const flavor = parsed?.kind && `${parsed.flavor}: ${FLAVORS[parsed.kind]}${parsed.cudnn ? ', with cuDNN' : ''}`
  const branches = 'compatDriverBranches' in image ? image.compatDriverBranches : undefined
  const passes = branches && branches.length > 0 && `R${branches.join(', R')}`
  return [
    parsed?.os && [parsed.os, arches?.join(', ')].filter(Boolean).join(' · '),
    flavor,
    environment(tag, facts),
    passes ? `Its start check lets the older branches ${passes} pass too, on data-centre cards` : undefined,
    status(image, facts),
  ]
}

function environment(tag: string, facts: Facts): string | undefined {
  const { NVIDIA_VISIBLE_DEVICES, NVIDIA_DRIVER_CAPABILITIES, NVIDIA_REQUIRE_CUDA, LD_LIBRARY_PATH } =
    facts.cudaImageEnv(tag) ?? {}
  if (NVIDIA_VISIBLE_DEVICES === undefined) return undefined
  const set = { NVIDIA_VISIBLE_DEVICES, NVIDIA_DRIVER_CAPABILITIES, LD_LIBRARY_PATH }
  const shown = Object.entries(set).map(([name, value]) => `\`${name}=${value}\``)
  return `Sets ${shown.join(', ')}; \`NVIDIA_REQUIRE_CUDA\` begins with \`${NVIDIA_REQUIRE_CUDA}\``
}

/** As of the day of NVIDIA's own list, which is older than the day it was read. */
function status(image: CudaImage, { cudaListDay: day }: Facts): string | undefined {
  if (image.status === 'active') return `Status on ${day}: supported`
  if (image.status === 'eol-listed') return `Status on ${day}: end of life, NVIDIA will delete it`
  if (image.status === 'partial') return "Status: seen on Docker Hub, not in NVIDIA's list"
  if (image.status === 'never') return `Status on ${day}: never published`
  if (image.status !== 'removed') return undefined
  return `Status on ${day}: removed${image.lastListed ? `, last listed on ${image.lastListed}` : ''}`
}

function tritonPoints(tag: string, facts: Facts): readonly (string | undefined)[] {
  const row = /-sdk\b/.test(tag) ? undefined : facts.triton(tag)
  if (!row) return []
  const plain = !/-(?:vllm|trtllm)-/.test(tag)
  return [
    `Triton ${row.triton}${plain && row.onnxruntime && row.doubt !== 'onnxruntime' ? ` · ONNX Runtime ${row.onnxruntime}` : ''}`,
    tag.includes('-vllm-') && row.vllm ? `vLLM ${row.vllm}` : undefined,
    tag.includes('-trtllm-') && row.trtllm ? `TensorRT-LLM ${row.trtllm.tensorrtLlm}` : undefined,
    row.python && `Python ${row.python}${row.ubuntu ? ` · Ubuntu ${row.ubuntu}` : ''}`,
    plain && row.driver && row.doubt !== 'driver'
      ? `Its release notes ask for the driver ${row.driver} or later`
      : undefined,
  ]
}
