import type { Service } from '../../documents/compose/types'
import type { Stage } from '../../documents/dockerfile/types'
import { defineRule, type RuleContext, type RuleFix } from '../../lint/rule'
import { addVariable } from '../support/add-variable'
import { mayBeSetByBase } from '../support/base-environment'
import { variableOf } from '../support/environment-variable'
import { isExtended } from '../support/extended'
import { isCdiDevice, isLayer, mountsDriver } from '../support/gpu-access'
import { type GpuImage, imageOf } from '../support/gpu-image'
import { NESTED, serviceText } from '../support/host-service'
import { placeOfBoth } from '../support/own-requests'
import { requestFixes } from '../support/request-fix'

const NAME = 'NVIDIA_VISIBLE_DEVICES'

export default defineRule({
  meta: {
    id: 'compose/base-lacks-nvidia-env',
    kind: 'compose',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['runtime'],
    summary: 'With `runtime: nvidia`, something must set NVIDIA_VISIBLE_DEVICES.',
    why: 'The NVIDIA runtime gives a container its GPUs by NVIDIA_VISIBLE_DEVICES. The CUDA images set it; plain images such as python or ubuntu do not, and then nothing is injected.',
    messages: {
      pulled:
        'runtime: nvidia gives the service {service} no GPU: the NVIDIA runtime reads NVIDIA_VISIBLE_DEVICES, which neither the service nor its image {image} sets. Set NVIDIA_VISIBLE_DEVICES=all, or ask for the GPUs with a device request.',
      built:
        'runtime: nvidia gives the service {service} no GPU: the NVIDIA runtime reads NVIDIA_VISIBLE_DEVICES, which neither the service nor the Dockerfile it builds sets, and its base {image} does not either. Set NVIDIA_VISIBLE_DEVICES=all, or ask for the GPUs with a device request.',
    },
    sources: ['NVIDIA toolkit docs "Dockerfiles"', 'AbdBarho/stable-diffusion-webui-docker#348'],
    notes: [
      'Speaks only of images that are known to set no such variable: python, and the plain images of Linux distributions. Silent beside a device request, which sets the variable itself, beside CDI devices, and where a file of variables, an extended service or the base image cannot be read.',
    ],
  },
  *check({ services }, context) {
    for (const service of services) {
      const { runtime } = service
      if (runtime?.value !== 'nvidia' || runtime.interpolated || isUnsure(service, context)) continue
      const image = imageOf(service, context)
      if (!image || maySet(image)) continue
      const data = { service: service.name, image: image.value }
      const fixes = repairs(service, context)
      const base = service.field('image') ?? service.field('build')
      const place = placeOfBoth(service, runtime.node, base, 'The runtime')
      if (place) yield { message: image.stage ? 'built' : 'pulled', data, fixes, ...place }
    }
  },
})

const isUnsure = (service: Service, context: RuleContext): boolean =>
  service.partial ||
  service.overlay ||
  service.environmentUnknown ||
  service.requests.length > 0 ||
  service.gpus !== undefined ||
  variableOf(service, NAME) !== undefined ||
  service.devices.some((device) => device.value === undefined || isCdiDevice(device)) ||
  mountsDriver(service) ||
  isExtended(service) ||
  isLayer(service, context) ||
  NESTED.test(serviceText(service))

const PLAIN = /^(?:ubuntu|debian|alpine|busybox|centos|fedora|rockylinux|almalinux|amazonlinux|python)$/

const maySet = ({ stage, reference }: GpuImage): boolean =>
  stage ? setsIt(stage) || mayBeSetByBase(stage, NAME) : !PLAIN.test(reference.fullName)

const setsIt = ({ lineage }: Stage): boolean =>
  lineage.some(
    (one) =>
      one.keyword === 'ENV' &&
      'declarations' in one &&
      one.declarations.some(({ name }) => name.value === undefined || name.value === NAME),
  )

function repairs(service: Service, { target }: RuleContext): readonly RuleFix[] {
  const op = addVariable(service, NAME, 'all')
  return [...(op ? [{ title: `Set ${NAME} to all`, ops: [op] }] : []), ...requestFixes(service, target)]
}
