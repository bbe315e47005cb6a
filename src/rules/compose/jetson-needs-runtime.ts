import type { DeviceRequest, Service } from '../../documents/compose/types'
import { parseImage } from '../../documents/images'
import type { Op } from '../../edits/ops'
import { platformOf } from '../../host/platform'
import { defineRule, type Report, type RuleContext, type RuleFix } from '../../lint/rule'
import { addVariable } from '../support/add-variable'
import { variableOf } from '../support/environment-variable'
import { isExtended } from '../support/extended'
import { elsewhereWithGpu, isLayer, mayBePrivileged, mayHaveGpu, mountsDriver } from '../support/gpu-access'
import { imageOf, isOfOtherMaker } from '../support/gpu-image'
import { isJetsonImage, isNamedForJetson } from '../support/jetson'
import { ownRequests, requestSpot, reservationsOf } from '../support/own-requests'
import { goesToNvidia } from '../support/request-fix'

export default defineRule({
  meta: {
    id: 'compose/jetson-needs-runtime',
    kind: 'compose',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['gpus', 'devices', 'l4t', 'jetson', 'tegra', 'jetpack', 'igpu', 'dustynv', '-jp'],
    summary: 'On a Jetson a service gets the GPU by `runtime: nvidia`.',
    why: 'The GPU and the driver of a Jetson are brought in by the NVIDIA runtime alone; a device request calls a hook that refuses to work there.',
    messages: {
      request:
        'The service {service} asks for the GPU of a Jetson ({evidence}) by a device request. It calls the hook of the container toolkit, which does not serve a Jetson: "invoking the NVIDIA Container Runtime Hook directly is not supported", with older toolkits missing driver libraries. Write runtime: nvidia in its place.',
      missing:
        'The service {service} runs an image for Jetson ({evidence}) with the usual runtime. Only the NVIDIA runtime brings in the GPU and its driver libraries, so CUDA finds no device. Add runtime: nvidia, or make it the default runtime of the host.',
    },
    sources: [
      'flashrt-project/FlashRT#7',
      'flashrt-project/FlashRT#8 (2026-05)',
      'dusty-nv/jetson-containers#196',
      'dusty-nv/jetson-containers#1068',
      'docker/compose#12203',
      'NVIDIA/nvidia-docker#1370',
      'NVIDIA/nvidia-container-toolkit cmd/nvidia-container-runtime-hook (assertModeIsLegacy)',
    ],
    notes: [
      'A device request is told where the target is a Jetson, or where the name of the image or of the file says so; a missing runtime where the image is made for it by NVIDIA or dustynv, or named after CUDA or a program on it, and no service of the file has one. On a host whose default runtime is nvidia both work: turn the rule off there.',
      'Arm servers (Grace, SBSA) use device requests as other servers do: linux/arm64 alone proves nothing.',
    ],
  },
  *check({ services }, context) {
    const platform = platformOf(context.target)?.name
    if (platform !== undefined && platform !== 'jetson') return
    if (platform === undefined && !mayBeJetson(context)) return
    const chosen = services.some(({ runtime }) => runtime?.value === 'nvidia')
    for (const service of services) {
      if (service.runtime || service.partial || isLayer(service, context) || isOfOtherMaker(service, context)) continue
      yield* judge(service, platform === 'jetson', chosen, context)
    }
  },
})

/** What a name for a Jetson holds: without one of them nothing but the target can say it. */
const WORDS = ['l4t', 'jetson', 'jetpack', 'tegra', 'igpu', 'dustynv', 'jp4', 'jp5', 'jp6', 'jp7']

const mayBeJetson = ({ file, project }: RuleContext): boolean =>
  isNamedForJetson(file.path) || WORDS.some((word) => project.mentions(word))

/** Other images for a Jetson may drive a camera or move files. */
const USES_CUDA = /^(?:nvcr\.io|dustynv)\/|cuda|gpu|tensorrt|torch|deepstream|yolo|llama|vllm/i

/** @param chosen the author says of another service that it gets the runtime: the rest do without */
function* judge(service: Service, isTarget: boolean, chosen: boolean, context: RuleContext): Iterable<Report> {
  const image = jetsonImage(service, context)
  const byName = isNamedForJetson(context.file.path) ? context.file.path : undefined
  const evidence = image ?? (isTarget ? 'platform: jetson' : byName)
  const request = ownRequests(service).find(goesToNvidia)
  if (evidence === undefined) return
  const data = { service: service.name, evidence }
  if (request) yield { message: 'request', data, at: requestSpot(request), fixes: instead(service, request) }
  else if (!chosen && USES_CUDA.test(image ?? '') && !hasOtherWay(service, context))
    yield { message: 'missing', data, at: service.nameKey, fixes: added(service) }
}

function jetsonImage(service: Service, context: RuleContext): string | undefined {
  const base = imageOf(service, context)
  if (base && isJetsonImage(base.reference)) return base.value
  const name = service.image?.value
  const reference = name === undefined ? undefined : parseImage(name)
  return reference && isJetsonImage(reference) ? name : undefined
}

/** Images that are surely made for a GPU are told by gpu-image-without-gpu-request. */
const hasOtherWay = (service: Service, context: RuleContext): boolean =>
  mayHaveGpu(service) ||
  mayBePrivileged(service) ||
  mountsDriver(service) ||
  isExtended(service) ||
  elsewhereWithGpu(service, context) ||
  imageOf(service, context)?.known !== undefined

/** None where the request, or the variables, are written elsewhere. */
function instead(service: Service, { source }: DeviceRequest): readonly RuleFix[] {
  const { node, requests } = service
  const map = source === 'gpus' ? node : reservationsOf(service)
  const entry = map?.entry(source === 'gpus' ? 'gpus' : 'devices')
  if (!map || !entry || entry.merged || entry.value.via || requests.length > 1) return []
  const first = node.entries.find(({ key, merged }) => !merged && (key.value === 'image' || key.value === 'build'))
  const runtime: Op = { op: 'insert', map: node, key: 'runtime', value: 'nvidia', ...(first && { after: first }) }
  const variable = visible(service)
  return variable
    ? [
        {
          title: 'Write runtime: nvidia in place of the request',
          ops: [{ op: 'remove-entry', map, entry }, runtime, ...variable],
        },
      ]
    : []
}

const added = (service: Service): readonly RuleFix[] => {
  const first = service.node.entries.find(({ key }) => key.value === 'image' || key.value === 'build')
  const runtime: Op = {
    op: 'insert',
    map: service.node,
    key: 'runtime',
    value: 'nvidia',
    ...(first && { after: first }),
  }
  return [{ title: 'Add runtime: nvidia', ops: [runtime] }]
}

/** The runtime gives a GPU only where NVIDIA_VISIBLE_DEVICES says so; undefined where the variables stand elsewhere. */
function visible(service: Service): readonly Op[] | undefined {
  if (variableOf(service, 'NVIDIA_VISIBLE_DEVICES') || service.environmentUnknown) return []
  const op = addVariable(service, 'NVIDIA_VISIBLE_DEVICES', 'all')
  return op && [op]
}
