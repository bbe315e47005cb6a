import type { DeviceRequest, Service } from '../documents/compose/types'
import { isPodman } from '../host/engine'
import { platformOf } from '../host/platform'
import type { RuleContext } from '../lint/rule'
import { variableOf } from '../rules/support/environment-variable'
import { isCdiDevice, isClusterTarget } from '../rules/support/gpu-access'
import { imageOf } from '../rules/support/gpu-image'
import { devicesOf, goesToNvidia } from '../rules/support/request-fix'
import { gpuCount } from '../rules/support/target-gpus'
import { badVisibleDevices } from '../rules/support/visible-value'

/** The GPUs that a service will see, as the engine names them: `['0', '1']`, `['all']`, none. Undefined where that is not sure. */
export function visibleGpus(service: Service, context: RuleContext): readonly string[] | undefined {
  if (service.partial || !handsOutByIndex(context) || variableOf(service, 'CUDA_VISIBLE_DEVICES')) return undefined
  const [request, ...others] = service.requests
  if (others.length > 0) return undefined
  const ids = request ? ofRequest(request, context) : ofRuntime(service, context)
  const count = gpuCount(context.target)
  const missing = ids?.some((id) => /^\d+$/.test(id) && count !== undefined && Number(id) >= count)
  return missing ? undefined : ids
}

/** Podman reads requests in a way of its own, WSL2 and Jetson show every GPU, clusters hand them out themselves. */
function handsOutByIndex(context: RuleContext): boolean {
  const platform = platformOf(context.target)?.name
  return !isPodman(context.target) && !isClusterTarget(context) && platform !== 'wsl2' && platform !== 'jetson'
}

function ofRequest(request: DeviceRequest, { facts }: RuleContext): readonly string[] | undefined {
  const { countNode, deviceIdsNode, capabilities, capabilitiesNode, source } = request
  if (!goesToNvidia(request) || (countNode && deviceIdsNode)) return undefined
  // Compose refuses a reservation without capabilities; under `gpus` they are added.
  if (!capabilities && (capabilitiesNode || source === 'deploy')) return undefined
  const known = facts.composeGpu().capabilities.engine
  if (capabilities?.some((one) => !known.includes(one)) || capabilities?.length === 0) return undefined
  return devicesOf(request)
}

function ofRuntime(service: Service, context: RuleContext): readonly string[] | undefined {
  const cdi = service.devices.filter(isCdiDevice)
  if (cdi.length > 0) return cdi.length === service.devices.length ? cdiIds(cdi) : undefined
  if (service.runtime?.value !== 'nvidia' || service.environmentUnknown) return undefined
  const variable = variableOf(service, 'NVIDIA_VISIBLE_DEVICES')
  if (!variable) return setByImage(service, context)
  if (variable.value === undefined || badVisibleDevices(variable.value)) return undefined
  const ids = variable.value.split(',').map((id) => id.trim())
  return ids.every((id) => ['', 'none', 'void'].includes(id)) ? [] : ids
}

function cdiIds(devices: Service['devices']): readonly string[] | undefined {
  const ids = devices.map(({ value }) => /^nvidia\.com\/gpu=(.+)$/.exec(value ?? '')?.[1])
  return ids.includes(undefined) ? undefined : (ids as readonly string[])
}

/** The images of NVIDIA ask for every GPU; what a build puts on top of one may say otherwise. */
function setByImage(service: Service, context: RuleContext): readonly string[] | undefined {
  const image = service.build ? undefined : imageOf(service, context)
  const isCuda = image?.reference.repository === 'nvidia/cuda' && image.reference.tag !== undefined
  const value = isCuda ? context.facts.cudaImageEnv(image.reference.tag ?? '')?.NVIDIA_VISIBLE_DEVICES : undefined
  return value === undefined ? undefined : [value]
}

/** `GPU 0,1`, `all GPUs`, `no GPU`. */
export function shownVisible(ids: readonly string[]): string {
  if (ids.length === 0) return 'no GPU'
  return ids.includes('all') ? 'all GPUs' : `GPU ${ids.join(',')}`
}
