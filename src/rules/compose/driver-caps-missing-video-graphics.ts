import type { Service } from '../../documents/compose/types'
import type { Declaration } from '../../documents/dockerfile/types'
import type { Facts } from '../../facts'
import { defineRule, type Report, type RuleContext, type RuleFix } from '../../lint/rule'
import { addVariable } from '../support/add-variable'
import { literals } from '../support/device-items'
import { fixesOf, placeOf, setVariable, variableOf } from '../support/environment-variable'
import { isExtended } from '../support/extended'
import { isLayer } from '../support/gpu-access'
import { type GpuImage, imageOf, programOf } from '../support/gpu-image'
import { goesToNvidia } from '../support/request-fix'

const NAME = 'NVIDIA_DRIVER_CAPABILITIES'

export default defineRule({
  meta: {
    id: 'compose/driver-caps-missing-video-graphics',
    kind: 'compose',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['nvenc', 'nvdec', 'cuvid', 'hwaccel', 'vulkan', 'frigate', 'jellyfin', 'plex', 'emby', 'egl'],
    summary: 'A service that codes video or draws on an NVIDIA GPU gets the driver capability for it.',
    why: 'Without video the driver’s libnvidia-encode and libnvcuvid are not mounted, without graphics its Vulkan and OpenGL; the CUDA images ask for compute and utility alone.',
    messages: {
      listed:
        'The service {service} uses {use}, but its {from} give the driver capabilities {has} only: {lacks} is missing, so {effect}. Add {lacks}.',
      image:
        'The service {service} uses {use}, but nothing asks for the driver capability {lacks}: its image {image} leaves it at {has}, so {effect}. Set NVIDIA_DRIVER_CAPABILITIES to {right}.',
    },
    sources: [
      'styler00dollar/VSGAN-tensorrt-docker#42',
      'NVIDIA/nvidia-docker#766',
      'NVIDIA/nvidia-docker#1530',
      'NVIDIA/VideoProcessingFramework#468',
      'ErsatzTV/legacy#1977',
      'NVIDIA toolkit docs, driver capabilities',
    ],
    notes: [
      'Speaks where the command or a variable names NVENC, NVDEC, CUVID, Vulkan or EGL, and of Frigate, Jellyfin, Plex and Emby where the request or the variable lists other capabilities. What an image sets itself is known only of CUDA and plain images and of Dockerfiles in the workspace: silent for others.',
      'Silent where compute is left out too, which other rules tell.',
    ],
  },
  *check({ services }, context) {
    for (const service of services) {
      const use = asksNvidia(service) && !service.partial && !isExtended(service) ? useOf(service, context) : undefined
      const given = use && !isLayer(service, context) ? givenTo(service, context) : undefined
      if (!use || !given?.words.includes('compute') || given.words.includes(use.lacks)) continue
      if (given.from !== 'image' || use.sure) yield* report(service, use, given)
    }
  },
})

interface Use {
  readonly name: string
  readonly lacks: 'video' | 'graphics'
  /** False where only the name of the image tells. */
  readonly sure: boolean
}

interface Given {
  readonly from: 'request' | 'variable' | 'image'
  readonly words: readonly string[]
  readonly image: string
}

const asksNvidia = ({ requests, runtime }: Service): boolean =>
  requests.length > 0 ? requests.every(goesToNvidia) : runtime?.value === 'nvidia'

const VIDEO = /\b(?:h264|hevc|av1)_(?:nvenc|cuvid)\b|\b(?:nvenc|nvdec|cuvid)\b|-hwaccel[ =](?:cuda|nvdec|cuvid)\b/i
const GRAPHICS = /\bvulkaninfo\b|--use-(?:gl=egl|vulkan)\b|\bMUJOCO_GL=egl\b|\bPYOPENGL_PLATFORM=egl\b|\beglinfo\b/i
const MEDIA = /(?:^|\/)(?:frigate|jellyfin|pms-docker|plex|embyserver|emby)$/

function useOf(service: Service, context: RuleContext): Use | undefined {
  const variables = service.environment.map(({ name, value }) => `${name}=${value ?? ''}`)
  const image = imageOf(service, context)
  const text = [programOf(service, image), ...variables].join('\n')
  const [video] = VIDEO.exec(text) ?? []
  if (video) return { name: video, lacks: 'video', sure: true }
  const [graphics] = GRAPHICS.exec(text) ?? []
  if (graphics) return { name: graphics, lacks: 'graphics', sure: true }
  const media = !image?.stage && MEDIA.exec(image?.reference.repository ?? '')
  return media ? { name: 'a media server', lacks: 'video', sure: false } : undefined
}

/** What the container gets: the request's list, else the variable, else what the image sets; undefined: not known. */
function givenTo(service: Service, context: RuleContext): Given | undefined {
  const { facts } = context
  const lists = service.requests.flatMap(({ capabilitiesNode }) => (capabilitiesNode ? [capabilitiesNode] : []))
  const words = lists.map(({ value }) => literals(value))
  if (words.includes(undefined)) return undefined
  const driver = words.flatMap((list) => list ?? []).filter((word) => isDriverWord(facts, word))
  const image = imageOf(service, context)
  if (driver.length > 0) return { from: 'request', words: driver, image: image?.value ?? '' }
  const variable = variableOf(service, NAME)
  if (variable || service.environmentUnknown) {
    const value = variable?.value
    return value ? known('variable', value, image) : undefined
  }
  const set = image && capsOf(image)
  return set === undefined ? undefined : known('image', set, image)
}

const isDriverWord = (facts: Facts, word: string): boolean => facts.composeGpu().capabilities.driver.includes(word)

function known(from: Given['from'], value: string, image: GpuImage | undefined): Given | undefined {
  const words = value.split(',').map((word) => word.trim())
  return words.includes('all') ? undefined : { from, words, image: image?.value ?? '' }
}

/** CUDA images set compute and utility, which are the toolkit's choice for plain images too. */
const COMPUTE_ONLY = /^(?:(?:nvcr\.io\/)?nvidia\/cuda|ubuntu|debian|python)$/

function capsOf({ reference, stage }: GpuImage): string | undefined {
  const set = stage?.lineage
    .flatMap((one): readonly Declaration[] => (one.keyword === 'ENV' && 'declarations' in one ? one.declarations : []))
    .filter(({ name }) => name.value === undefined || name.value === NAME)
    .at(-1)
  if (set) return set.value?.value
  return COMPUTE_ONLY.test(reference.fullName) && !reference.tag?.includes('opengl') ? 'compute,utility' : undefined
}

const EFFECT = {
  video: 'libnvidia-encode.so.1 and libnvcuvid.so.1 cannot be loaded',
  graphics: 'Vulkan and EGL find no NVIDIA GPU (only llvmpipe)',
} as const

function* report(service: Service, { name, lacks }: Use, given: Given): Iterable<Report> {
  const { from, words, image } = given
  const right = [...words, lacks].join(',')
  const list = service.requests.map(({ capabilitiesNode }) => capabilitiesNode?.value).find((value) => value)
  const variable = from === 'variable' ? variableOf(service, NAME) : undefined
  const at = from === 'request' ? list : variable ? placeOf(service, variable) : service.nameKey
  const data = { service: service.name, use: name, has: words.join(','), lacks, effect: EFFECT[lacks], right, image }
  const add: RuleFix[] =
    from === 'request' && list?.kind === 'seq'
      ? [{ title: `Add ${lacks} to the capabilities`, ops: [{ op: 'append', seq: list, value: lacks }] }]
      : fixesOf([[`Write ${right}`, variable && !variable.interpolated ? setVariable(variable, right) : undefined]])
  const set = from === 'image' ? fixesOf([[`Set ${NAME}`, addVariable(service, NAME, right)]]) : []
  const source = from === 'request' ? 'device requests' : `${NAME} settings`
  if (at)
    yield {
      message: from === 'image' ? 'image' : 'listed',
      data: { ...data, from: source },
      at,
      fixes: [...add, ...set],
    }
}
