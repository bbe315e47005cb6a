import type { DeviceRequest, Service } from '../../documents/compose/types'
import type { Op } from '../../edits/ops'
import { type Data, defineRule, type Report, type RuleContext, type RuleFix } from '../../lint/rule'
import { isKfd, mayHaveMoreNodes } from '../support/amd-nodes'
import { isCdiDevice, isLayer, otherRuntime } from '../support/gpu-access'
import { imageOf } from '../support/gpu-image'

const NAMES = { amd: 'AMD GPUs (ROCm)', intel: 'Intel GPUs', nvidia: 'NVIDIA GPUs' } as const

export default defineRule({
  meta: {
    id: 'compose/gpu-vendor-mismatch',
    kind: 'compose',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['/dev/kfd', '/dev/dri', 'rocm', 'hipblas', 'intel'],
    summary: 'The GPU that a service asks for is of the make that its image is built for.',
    why: 'A ROCm build cannot use an NVIDIA GPU, nor a CUDA build an AMD one: the program finds no device.',
    messages: {
      request:
        'The service {service} asks for an NVIDIA GPU, but its image {image} is built for {vendor}, which cannot use one: the program finds no GPU. {todo}, or choose an image for CUDA.',
      nodes:
        'The service {service} maps /dev/kfd of an AMD GPU, but its image {image} is built for NVIDIA GPUs and cannot use it: the program finds no GPU. Choose an image for ROCm, or ask for an NVIDIA GPU.',
    },
    sources: ['ggml-org/llama.cpp docs/docker.md', 'ROCm/k8s-device-plugin README'],
    notes: [
      'Speaks only of images that are known to need the GPU of one make. Silent where the request names no driver, since the engine may find another make, and where an AMD node stands beside an NVIDIA request.',
    ],
  },
  *check({ services }, context) {
    for (const service of services) {
      const image = service.partial || isLayer(service, context) ? undefined : imageOf(service, context)
      if (image?.known?.gpu !== 'required') continue
      const { vendor } = image.known
      const data = { service: service.name, image: image.value, vendor: NAMES[vendor], todo: todoFor(vendor) }
      if (vendor === 'nvidia') yield* ofNodes(service, data, context)
      else if (!service.devices.some(isKfd)) yield* ofRequest(service, data, vendor)
    }
  },
})

function* ofNodes(service: Service, data: Data, context: RuleContext): Iterable<Report> {
  const kfd = service.devices.find(isKfd)
  if (kfd && !asksElse(service) && !mayHaveMoreNodes(service, context)) yield { message: 'nodes', data, at: kfd.node }
}

function* ofRequest(service: Service, data: Data, vendor: 'amd' | 'intel'): Iterable<Report> {
  const request = service.requests.find(({ driver }) => driver?.value === 'nvidia')
  const { runtime } = service
  const fixes = request ? repairs(service, request, vendor) : []
  if (request?.driver) yield { message: 'request', data, at: request.driver.node, fixes }
  else if (runtime?.value === 'nvidia' && !runtime.interpolated) yield { message: 'request', data, at: runtime.node }
}

const asksElse = (service: Service): boolean =>
  service.requests.length > 0 ||
  service.gpus !== undefined ||
  otherRuntime(service.runtime) ||
  service.devices.some(isCdiDevice)

const nodesOf = (vendor: 'amd' | 'intel'): readonly string[] =>
  vendor === 'amd' ? ['/dev/kfd', '/dev/dri'] : ['/dev/dri']

const todoFor = (vendor: keyof typeof NAMES): string =>
  vendor === 'nvidia' ? '' : `Map ${nodesOf(vendor).join(' and ')} in place of the request`

function repairs(service: Service, { at: item }: DeviceRequest, vendor: 'amd' | 'intel'): readonly RuleFix[] {
  const { parent } = item
  if (parent?.kind !== 'seq' || service.requests.length > 1 || service.node.has('devices')) return []
  const nodes = nodesOf(vendor)
  const ops: readonly Op[] = [
    { op: 'remove-item', seq: parent, item },
    { op: 'insert', map: service.node, key: 'devices', value: nodes },
  ]
  return [{ title: `Map ${nodes.join(' and ')} in place of the request`, ops }]
}
