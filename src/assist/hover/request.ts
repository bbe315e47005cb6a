import type { DeviceRequest, Service } from '../../documents/compose/types'
import type { Facts } from '../../facts'
import type { RuleContext } from '../../lint/rule'
import type { Span } from '../../text'
import { touches } from '../touches'
import { visibleGpus } from '../visible-gpus'
import type { Hover } from '.'
import { gpusNamed, listed, page } from './page'

/** What the engine will do with a device request. */
export function requestHover(context: RuleContext, offset: number): Hover | undefined {
  const { document } = context
  if (document.kind !== 'compose') return undefined
  const uses = document.services.flatMap((service): readonly Use[] => {
    const request = service.requests.find((one) => isHere(one, service, context, offset))
    return request ? [{ request, service }] : []
  })
  const [first] = uses
  const markdown = first && textOf(uses, first, context)
  return markdown ? { span: spanOf(first.request, first.service), markdown } : undefined
}

/** A request under an anchor is that of every service that takes it. */
interface Use {
  readonly request: DeviceRequest
  readonly service: Service
}

const isHere = (request: DeviceRequest, service: Service, { file }: RuleContext, offset: number): boolean =>
  request.at.file === file && touches(spanOf(request, service), offset)

/** `gpus: all` with its key, else the item of the list. */
const spanOf = ({ at, node, source }: DeviceRequest, { gpus }: Service): Span =>
  source === 'gpus' && !node && gpus?.value === at ? { start: gpus.key.span.start, end: at.span.end } : at.span

function textOf(uses: readonly Use[], { request, service }: Use, context: RuleContext): string | undefined {
  const ids = visibleGpus(service, context)
  if (!ids || ids.length === 0) return undefined
  const isSame = uses.every((use) => visibleGpus(use.service, context)?.join() === ids.join())
  if (!isSame) return undefined
  const names = listed(uses.map((use) => use.service.name))
  const title = ids.includes('all') ? `Every GPU of the host for ${names}` : `${gpusNamed(ids)} for ${names}`
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
