import type { GpuRequest } from '../plan'
import type { Yaml } from './yaml'

/** Keys of a service. */
export type ServiceKeys = { readonly [key: string]: Yaml | undefined }

const indexes = (gpus: GpuRequest['gpus']): readonly string[] =>
  typeof gpus === 'number' ? Array.from({ length: gpus }, (_, i) => String(i)) : gpus === 'all' ? ['all'] : gpus

const cdiNames = ({ vendor, gpus }: GpuRequest): readonly string[] =>
  indexes(gpus).map((id) => (id.includes('=') ? id : `${vendor}.com/gpu=${id}`))

/** The variable in which the runtime of a vendor looks for the GPUs. */
const visibleDevices = ({ vendor, gpus }: GpuRequest) => ({
  [`${vendor.toUpperCase()}_VISIBLE_DEVICES`]: indexes(gpus).join(','),
})

const item = ({ vendor, gpus }: GpuRequest): { readonly [key: string]: Yaml } => ({
  driver: vendor,
  ...(typeof gpus === 'object' ? { device_ids: gpus } : { count: gpus }),
})

const reservation = (request: GpuRequest): ServiceKeys => ({
  deploy: { resources: { reservations: { devices: [{ ...item(request), capabilities: ['gpu'] }] } } },
})

/** The keys of a service that ask for its GPUs. */
export function requestKeys(request: GpuRequest): ServiceKeys {
  return {
    ...WRITERS[request.wiring](request),
    ...(request.renderGroup && { group_add: [RENDER_GROUP] }),
    ...(request.unlabelled && { security_opt: ['label=disable'] }),
  }
}

/** Compose stops with the words behind `:?` where nothing sets the variable. */
const RENDER_GROUP = '${RENDER_GID:?is the number of the group render of this host, as getent group render tells}'

const isNvidia = ({ vendor }: GpuRequest): boolean => vendor === 'nvidia'

const WRITERS: Readonly<Record<GpuRequest['wiring'], (request: GpuRequest) => ServiceKeys>> = {
  deploy: reservation,
  gpus: (request) => ({ gpus: request.gpus === 'all' && isNvidia(request) ? 'all' : [item(request)] }),
  runtime: (request) => ({ runtime: request.vendor, environment: visibleDevices(request) }),
  cdi: (request) => ({ devices: cdiNames(request) }),
  devices: (request) => ({
    devices: request.nodes.map((node) => `${node}:${node}`),
    ...(isNvidia(request) && reservation(request)),
  }),
}

/** The same request as words of `docker run`. */
export const runWords = (request: GpuRequest): readonly string[] => [
  ...(request.unlabelled ? ['--security-opt', 'label=disable'] : []),
  ...(request.renderGroup ? ['--group-add', '"$(getent group render | cut -d: -f3)"'] : []),
  ...deviceWords(request),
]

function deviceWords(request: GpuRequest): readonly string[] {
  const { vendor, wiring, gpus } = request
  const nodes = request.nodes.flatMap((node) => ['--device', node])
  const variables = Object.entries(visibleDevices(request)).flatMap(([name, value]) => ['-e', `${name}=${value}`])
  if (wiring === 'runtime') return [`--runtime=${vendor}`, ...variables]
  if (wiring === 'cdi') return cdiNames(request).flatMap((name) => ['--device', name])
  if (wiring === 'devices' && !isNvidia(request)) return nodes
  const value = typeof gpus === 'object' ? `'"device=${gpus.join(',')}"'` : String(gpus)
  return ['--gpus', value, ...nodes]
}
