import type { DeviceMapping, Service } from '../../documents/compose/types'
import type { RuleContext } from '../../lint/rule'
import { isLayer, mayBePrivileged } from './gpu-access'

export const isKfd = ({ source }: DeviceMapping): boolean => source === '/dev/kfd'

/** `/dev/dri` itself, or nodes in it. */
export const isDri = ({ source }: DeviceMapping): boolean => /^\/dev\/dri(?:\/|$)/.test(source ?? '')

/** `amd.com/gpu=all`: its specification brings nodes along. */
const isCdi = (source: string): boolean => /^[^/=]+\/[^=]+=/.test(source)

/** True where more nodes may come in than the list shows: privileged, mounted, a CDI device, a variable, another file. */
export const mayHaveMoreNodes = (service: Service, context: RuleContext): boolean =>
  service.partial ||
  mayBePrivileged(service) ||
  isLayer(service, context) ||
  service.devices.some(
    ({ source, node }) =>
      source === undefined || source === '/dev' || isCdi(source) || node.file !== service.document.file,
  ) ||
  service.volumes.some(({ source }) => source === undefined || /^\/dev(?:\/dri.*|\/kfd)?\/?$/.test(source))
