import type { DeviceRequest, Service } from '../../documents/compose/types'
import type { Facts } from '../../facts'
import type { RuleContext } from '../../lint/rule'
import type { Span } from '../../text'
import { touches } from '../touches'
import { visibleGpus } from '../visible-gpus'
import type { Hover } from '.'
import { gpusNamed, page } from './page'

/** What the engine will do with a device request. */
export function requestHover(context: RuleContext, offset: number): Hover | undefined {
  const { document } = context
  if (document.kind !== 'compose') return undefined
  for (const service of document.services) {
    const request = service.requests.find((one) => isHere(one, service, context, offset))
    const markdown = request && textOf(request, service, context)
    if (request && markdown) return { span: spanOf(request, service), markdown }
  }
  return undefined
}

function isHere(request: DeviceRequest, service: Service, { file }: RuleContext, offset: number): boolean {
  return request.at.file === file && !request.at.via && touches(spanOf(request, service), offset)
}

/** `gpus: all` with its key, else the item of the list. */
const spanOf = ({ at, node, source }: DeviceRequest, { gpus }: Service): Span =>
  source === 'gpus' && !node && gpus?.value === at ? { start: gpus.key.span.start, end: at.span.end } : at.span

function textOf(request: DeviceRequest, service: Service, context: RuleContext): string | undefined {
  const ids = visibleGpus(service, context)
  if (!ids || ids.length === 0) return undefined
  const title = ids.includes('all')
    ? `Every GPU of the host for ${service.name}`
    : `${gpusNamed(ids)} for ${service.name}`
  const points = [chosen(request, ids), ...capabilities(request, context.facts), needs(request, context.facts)]
  return page(title, points, ['compose-gpu'], context.facts)
}

function chosen({ count }: DeviceRequest, ids: readonly string[]): string | undefined {
  if (count === 'all') return undefined
  if (typeof count === 'number')
    return `A count means the first GPUs of the host. Docker keeps no account of them: every service with \`count: 1\` shares GPU 0.`
  const indexes = ids.every((id) => /^\d+$/.test(id))
  return indexes ? 'Indexes as `nvidia-smi` shows them on the host; inside the container they count from 0.' : undefined
}

/** What moby makes of the list: words of the driver become NVIDIA_DRIVER_CAPABILITIES (daemon/nvidia_linux.go; measured on 28.5). */
function capabilities({ capabilities: given = [] }: DeviceRequest, facts: Facts): readonly string[] {
  const known = facts.composeGpu().capabilities.driver
  const asked = given.filter((one) => known.includes(one))
  if (asked.length === 0) return []
  return [`Engine before 29.2 sets \`NVIDIA_DRIVER_CAPABILITIES\` to ${asked.join(' and ')}, whatever the image says.`]
}

function needs({ source }: DeviceRequest, facts: Facts): string | undefined {
  const way = facts.composeGpu().ways.find(({ id }) => id === (source === 'gpus' ? 'gpus' : 'deploy.devices'))
  const needed = [way?.compose && `Docker Compose ${way.compose}`, way?.engine && `Docker Engine ${way.engine}`]
  return way && `Needs ${needed.filter(Boolean).join(' and ')} or later, and the NVIDIA Container Toolkit on the host.`
}
