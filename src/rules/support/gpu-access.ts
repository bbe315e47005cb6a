import type { DeviceMapping, Service } from '../../documents/compose/types'
import type { Text } from '../../documents/text'
import { asMap, type Value } from '../../documents/tree'
import { withoutIgnores } from '../../lint/comments'
import type { RuleContext } from '../../lint/rule'

const GPU_NODE = /^\/dev(?:\/(?:nvidia|dxg|dri|kfd|nvhost|nvmap|nvgpu).*)?\/?$/
const CDI_NAME = /^[A-Za-z][\w.-]*\/[A-Za-z][\w.-]*=/

/** A path of the driver's libraries on the host or in the container: mounted by hand, no runtime is needed. */
const DRIVER_FILES = /nvidia|libcuda|\/usr\/lib|\/usr\/lib64|x86_64-linux-gnu/i

/** True where the service may get a GPU in some way: asked for, mapped, left to a variable, or written in the wrong place. */
export function mayHaveGpu(service: Service): boolean {
  const { requests, gpus, devices } = service
  if (requests.length > 0 || gpus || otherRuntime(service.runtime)) return true
  return devices.some(isGpuDevice) || mentionsDevices(service) || service.field('device_cgroup_rules') !== undefined
}

/** A runtime other than Docker's own, or one that a variable names. */
export const otherRuntime = (runtime: Text | undefined): boolean =>
  runtime !== undefined && (runtime.interpolated || runtime.value !== 'runc')

/** A device node of a GPU, a CDI device, or one that is not known. */
export const isGpuDevice = ({ value }: DeviceMapping): boolean =>
  value === undefined || GPU_NODE.test(value.split(':')[0] ?? '') || CDI_NAME.test(value)

export const isCdiDevice = ({ value }: DeviceMapping): boolean => value !== undefined && CDI_NAME.test(value)

/** Requests at a wrong level are told by rules of their own; an empty list is a request that was turned off. */
function mentionsDevices(service: Service): boolean {
  const deploy = asMap(service.field('deploy'))
  if (service.field('resources') || service.field('reservations') || service.field('capabilities')) return true
  return deploy !== undefined && (deploy.tag !== undefined || tellsOfDevices(deploy))
}

const DEVICES = /devices|generic_resources|gpu|nvidia/i

/** `<<: *gpu`: the name of an anchor is no request, and what it brings may be lost. */
const MERGE_KEY = /<<\s*:\s*(?:\*[^\s,}\]]+|\[[^\]]*\])/g

const tellsOfDevices = (value: Value): boolean =>
  DEVICES.test(withoutIgnores(value.source).replace(MERGE_KEY, '')) ||
  (value.kind === 'map' && value.entries.some((entry) => tellsOfDevices(entry.value)))

/** `privileged` set, or left to a variable. */
export function mayBePrivileged({ privileged, privilegedEntry }: Service): boolean {
  const value = privilegedEntry?.value
  return privileged || (value?.kind === 'scalar' && typeof value.value === 'string' && value.value.includes('$'))
}

/** True where driver libraries, or all of /dev, come in through `volumes`. */
export const mountsDriver = ({ volumes }: Service): boolean =>
  volumes.some(({ source, target }) => source === '/dev' || DRIVER_FILES.test(`${source ?? ''} ${target ?? ''}`))

/** True where another file gives the service its GPU: one merged with this file, or one beside it that is named for a GPU. */
export function elsewhereWithGpu({ name, document }: Service, { project }: RuleContext): boolean {
  const others = [...project.siblingsOf(document), ...project.besideOf(document)]
  return others.some(({ services }) => services.some((other) => other.name === name && mayHaveGpu(other)))
}

/** True where this file is merged over another that has the service too: what is missing here may stand there. */
export function isLayer({ name, node, document }: Service, { project }: RuleContext): boolean {
  const others = project.siblingsOf(document).flatMap(({ services }) => services.filter((other) => other.name === name))
  return others.some((other) => node.entries.some(({ key }) => other.field(String(key.value))?.file === document.file))
}

/** True where Swarm or Kubernetes will run it: they hand out GPUs in ways of their own. */
export const isClusterTarget = ({ target }: RuleContext): boolean => /swarm|kubernetes/i.test(target.platform ?? '')

/** The same as far as the service itself tells. */
export function isForCluster(service: Service, context: RuleContext): boolean {
  const mode = service.field('deploy', 'mode')
  const global = mode?.kind === 'scalar' && mode.value === 'global'
  return isClusterTarget(context) || global || service.field('deploy', 'placement') !== undefined
}
