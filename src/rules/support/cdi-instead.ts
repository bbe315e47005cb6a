import type { DeviceRequest, Service } from '../../documents/compose/types'
import type { RuleFix } from '../../lint/rule'
import { cdiNames, cdiNamesOf, useCdi } from './cdi-devices'
import { variableOf } from './environment-variable'
import { reservationsOf } from './own-requests'

/** CDI devices in place of the service's only request; none where it stands elsewhere or its GPUs are not known. */
export function cdiForRequest(service: Service, request: DeviceRequest, label: boolean): readonly RuleFix[] {
  const { source, driver } = request
  const map = source === 'gpus' ? service.node : reservationsOf(service)
  const entry = map?.entry(source === 'gpus' ? 'gpus' : 'devices')
  const names = driver?.value === 'cdi' || service.requests.length > 1 ? undefined : cdiNamesOf(request)
  const ops = map && entry && names && useCdi(service, names, { map, entry }, label)
  return ops ? [{ title: titleOf(names), ops }] : []
}

/** CDI devices in place of `runtime: nvidia`: those that NVIDIA_VISIBLE_DEVICES chooses. */
export function cdiForRuntime(service: Service, label: boolean): readonly RuleFix[] {
  const variable = variableOf(service, 'NVIDIA_VISIBLE_DEVICES')
  const ids = variable?.interpolated ? undefined : variable?.value?.split(',').map((id) => id.trim())
  const names = cdiNames(variable ? ids : ['all'])
  const entry = service.node.entry('runtime')
  const ops = names && entry && useCdi(service, names, { map: service.node, entry }, label)
  return ops ? [{ title: titleOf(names), ops }] : []
}

const titleOf = (names: readonly string[] | undefined): string => `Write ${names?.join(', ')} under devices`
