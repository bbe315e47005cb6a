import type { Service } from '../documents/compose/types'
import { asScalar } from '../documents/tree'
import type { Plain } from '../edits/ops'
import type { Impossible } from '../generate/plan'
import { requestKeys, type ServiceKeys } from '../generate/print/request-keys'
import { requestFor } from '../generate/request'
import type { RuleContext } from '../lint/rule'
import type { Asking } from '../rules/refactorings/give'
import { askNvidia } from '../rules/refactorings/give/nvidia'
import { type Asked, type Refusal, refusal, type Wish } from '../rules/refactorings/give/wish'
import { imageOf } from '../rules/support/gpu-image'
import type { Vendor, Workload } from '../workload'

export interface VendorWish extends Wish {
  /** Where not said: NVIDIA. */
  readonly vendor?: Vendor
}

/** How the GPUs that are wished for are asked for, by their maker: what `gpu-compose new --vendor` writes. */
export function askingFor(wish: VendorWish, context: RuleContext): Asking {
  const { vendor = 'nvidia' } = wish
  if (vendor === 'nvidia') return { maker: vendor, ask: () => askNvidia(wish, context.target) }
  return { maker: vendor, ask: (service) => askOther({ ...wish, vendor }, service, context) }
}

type OtherWish = VendorWish & { readonly vendor: Exclude<Vendor, 'nvidia'> }

function askOther(
  { vendor, gpus, wiring }: OtherWish,
  service: Service | undefined,
  context: RuleContext,
): Asked | Refusal {
  const { target, facts } = context
  const foreign = service && foreignImage(service, vendor, context)
  if (foreign !== undefined) return refusal(foreign)
  const workload: Workload = { framework: '', vendor, gpus, ...(wiring && { wiring }) }
  const request = requestFor({ workload, gpus, vendor, target, facts })
  if ('impossible' in request) return refusal(`${request.impossible}${instead(workload, request)}`)
  const renderGroup = service !== undefined && hasOwnUser(service, context)
  const part = plain(requestKeys({ ...request, renderGroup }))
  return { wiring: request.wiring, part, notes: notesOn(renderGroup) }
}

const MAKERS = { nvidia: 'NVIDIA', amd: 'AMD', intel: 'Intel' } as const

/** Why an image lets these GPUs lie idle. */
function foreignImage(service: Service, vendor: Vendor, context: RuleContext): string | undefined {
  const { value, known } = imageOf(service, context) ?? {}
  if (!known || known.vendor === vendor || known.gpu !== 'required') return undefined
  return `${service.name} runs ${value}, which is built for ${MAKERS[known.vendor]} GPUs: one of ${MAKERS[vendor]} would lie idle. Name another image first.`
}

/** The nearest wish in the words of the command line. */
function instead(workload: Workload, { nearest }: Impossible): string {
  if (!nearest) return ''
  const { wiring, gpus } = nearest
  const flags = [
    ...(wiring === workload.wiring ? [] : [`--wiring ${wiring}`]),
    ...(gpus === workload.gpus ? [] : [`--gpus ${[gpus].flat().join(',')}`]),
  ]
  return flags.length > 0 ? ` Take ${flags.join(' ')}.` : ''
}

/** Surely another user than root, by the service or by the Dockerfile that it builds. */
function hasOwnUser(service: Service, { project }: RuleContext): boolean {
  const said = asScalar(service.field('user'))
  const lines = project.buildOf(service)?.stage?.lineage.filter(({ keyword }) => keyword === 'USER') ?? []
  const last = lines.at(-1)
  const user = said ? String(said.value) : last?.file.text.slice(last.span.start, last.span.end).slice(4)
  return user !== undefined && !/^\s*(?:root|0)\s*(?::|$)|\$/.test(user)
}

const notesOn = (renderGroup: boolean): readonly string[] => [
  renderGroup
    ? 'Its user opens the nodes only from the group of the host that owns them: echo "RENDER_GID=$(getent group render | cut -d: -f3)" >> .env'
    : 'Where the image runs as another user than root, it also needs the group of the nodes, by the number that "getent group render" tells on the host: group_add.',
]

const plain = (keys: ServiceKeys): Asked['part'] =>
  Object.fromEntries(
    Object.entries(keys).flatMap(([key, value]) => (value === undefined ? [] : [[key, value as Plain]])),
  )
