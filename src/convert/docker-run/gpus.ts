import type { DeviceMapping, DeviceRequest } from '../../documents/compose/types'
import { asMap, asSeq } from '../../documents/tree'
import type { Reader } from './reader'

/** `--gpus`, `--runtime` and `--device` of a service. */
export function gpuFlags(reader: Reader): readonly string[] {
  const { requests, devices } = reader.service
  const runtime = reader.at('runtime')
  return [
    ...requests.flatMap((request) => requestFlags(request, reader)),
    ...(runtime ? ['--runtime', runtime] : []),
    ...devices.flatMap((device) => deviceFlags(device, reader)),
  ]
}

function requestFlags(request: DeviceRequest, reader: Reader): readonly string[] {
  const key = request.source === 'gpus' ? 'gpus' : 'deploy.resources.reservations.devices'
  const ids = request.deviceIds ?? idsOf(request, reader)
  const driver = reader.text(request.node?.get('driver'))
  if (driver === 'cdi') return (ids ?? []).flatMap((id) => ['--device', id])
  const what = ids && ids.length > 0 ? `device=${ids.join(',')}` : countOf(request, reader)
  if (what === undefined) return reader.lose(key, 'what it asks for is not known')
  if (what === '0' || ids?.length === 0) return reader.lose(key, '--gpus cannot ask for none: nothing is asked for')
  if (request.capabilitiesNode && !request.capabilities) return reader.lose(key, 'its capabilities are not known')
  return ['--gpus', csv([what, ...capabilitiesOf(request), ...driverOf(driver), ...optionsOf(request, reader)])]
}

const idsOf = ({ deviceIdsNode }: DeviceRequest, reader: Reader): readonly string[] | undefined =>
  deviceIdsNode && asSeq(deviceIdsNode.value) ? reader.texts(deviceIdsNode.value) : undefined

const countOf = ({ count, countNode }: DeviceRequest, reader: Reader): string | undefined =>
  count === undefined ? reader.text(countNode?.value) : String(count)

/** The command line adds `gpu` itself (docker/cli opts/gpus.go). */
function capabilitiesOf({ capabilities = [] }: DeviceRequest): readonly string[] {
  const others = capabilities.filter((word) => word !== 'gpu')
  return others.length > 0 ? [`capabilities=${others.join(',')}`] : []
}

/** `nvidia` is what the capability gpu means. */
const driverOf = (driver: string | undefined): readonly string[] =>
  driver && driver !== 'nvidia' ? [`driver=${driver}`] : []

function optionsOf({ node }: DeviceRequest, reader: Reader): readonly string[] {
  const options = asMap(node?.get('options'))
  return options && options.entries.length > 0 ? [`options=${csv(reader.pairs(options))}`] : []
}

/** One record of comma-separated values: quotes keep the commas of a field. */
const csv = (fields: readonly string[]): string =>
  fields.map((field) => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(',')

function deviceFlags({ node, value, form, target, permissions }: DeviceMapping, reader: Reader): readonly string[] {
  if (form === 'short') return flag(reader.text(node) ?? value)
  const map = asMap(node)
  const source = reader.text(map?.get('source'))
  const isCdi = source?.includes('=')
  return flag(isCdi ? source : [source, target, permissions].filter((part) => part !== undefined).join(':'))
}

const flag = (device: string | undefined): readonly string[] => (device ? ['--device', device] : [])
