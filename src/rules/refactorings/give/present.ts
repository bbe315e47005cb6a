import type { DeviceMapping, Service } from '../../../documents/compose/types'
import type { SourceFile } from '../../../documents/source'
import { isNull, type Value } from '../../../documents/tree'
import { basename } from '../../../documents/workspace'
import type { RuleContext } from '../../../lint/rule'
import { isDri, isKfd } from '../../support/amd-nodes'
import { isDriverNode } from '../../support/device-nodes'
import { isCdiDevice, mayHaveGpu, otherRuntime } from '../../support/gpu-access'

/** Whose GPUs are asked for. */
export type Maker = 'nvidia' | 'amd' | 'intel'

/** Where the service, or a file that is merged with its own, asks for a GPU already: half a sentence. */
export function presentIn(service: Service, { project }: RuleContext, maker: Maker): string | undefined {
  const { name, document } = service
  const documents = [...project.siblingsOf(document), ...project.besideOf(document)]
  const others = documents.flatMap(({ services }) => services.filter((one) => one.name === name))
  const found = [service, ...others].flatMap((one) => asks(one, maker, document.file) ?? [])
  return found[0]
}

/** @param home the file that a line needs no name for */
function asks(service: Service, maker: Maker, home = service.document.file): string | undefined {
  const [request] = service.requests
  if (request) return `${at(request.at, home)} asks for it under ${request.source}`
  const { runtime, gpus } = service
  if (runtime && otherRuntime(runtime)) return `${at(runtime.node, home)} says runtime: ${runtime.raw}`
  const device = gpuIn(service.devices, maker)
  if (device) return `${at(device.node, home)} names the device ${device.value}`
  return gpus && `${at(gpus.key, home)} holds gpus`
}

/** AMD needs two nodes; those of /dev/dri alone are a GPU for Intel, and may be no more than a display for others. */
function gpuIn(devices: readonly DeviceMapping[], maker: Maker): DeviceMapping | undefined {
  const own = devices.find((device) => isCdiDevice(device) || isDriverNode(device))
  const dri = devices.find(isDri)
  if (own || maker === 'nvidia') return own
  return maker === 'intel' || devices.some(isKfd) ? dri : undefined
}

function at({ file, span, via }: Value, home: SourceFile): string {
  const line = `line ${file.lines.positionAt((via ?? span).start).line}`
  return file === home ? line : `${line} of ${basename(file.path)}`
}

/** True where the service speaks of devices in a way that may be a GPU, and no place asks for one as it should be. */
export const isUnclear = (service: Service, maker: Maker): boolean =>
  mayHaveGpu(service) && asks(service, maker) === undefined && !hasEmptyList(service)

/** A list of reserved devices with nothing in it, and no other word of devices. */
function hasEmptyList(service: Service): boolean {
  const list = service.field('deploy', 'resources', 'reservations', 'devices')
  const isEmpty = isNull(list) || (list?.kind === 'seq' && list.items.length === 0)
  const words = service.field('deploy')?.source.match(/devices|generic_resources|gpu|nvidia/gi) ?? []
  return list !== undefined && isEmpty && !list.tag && words.length === 1
}
