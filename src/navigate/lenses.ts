import { stageOf } from '../documents/build-stage'
import { serviceAt } from '../documents/compose/service-at'
import type { ComposeDocument, Service } from '../documents/compose/types'
import type { DockerfileDocument } from '../documents/dockerfile/types'
import { dirname } from '../documents/workspace'
import type { Finding, Fix } from '../lint/finding'
import { compileFix } from '../lint/found'
import type { RuleContext } from '../lint/rule'
import { otherForms } from '../rules/refactorings'
import { type Ask, askOf } from '../rules/refactorings/ask'
import { isGpuDevice } from '../rules/support/gpu-access'
import { type Span, span } from '../text'
import { type Spot, touches } from './spot'

/** A line above a service or a stage that tells something of it and leads on. */
export interface Lens {
  readonly kind: 'change' | 'run' | 'builder'
  readonly title: string
  readonly at: Span
  /** Where `builder` leads. */
  readonly target?: Spot
}

export function lensesOf(context: RuleContext, findings: readonly Finding[]): readonly Lens[] {
  const { document } = context
  if (document.problems.length > 0) return []
  if (document.kind === 'compose') return serviceLenses(document, context, findings)
  return document.kind === 'dockerfile' ? builderLenses(document, context) : []
}

function serviceLenses(
  { services }: ComposeDocument,
  context: RuleContext,
  findings: readonly Finding[],
): readonly Lens[] {
  return services.flatMap((service): readonly Lens[] => {
    const at = service.nameKey.span
    const title = changeTitle(service, context, findings)
    const change = title === undefined ? [] : [{ kind: 'change' as const, title, at }]
    const run = hasGpu(service) && !service.overlay
    return [...change, ...(run ? [{ kind: 'run' as const, title: 'Copy as docker run', at }] : [])]
  })
}

/** Nothing where the request cannot be written in another form, and where nothing is missing. */
function changeTitle(service: Service, context: RuleContext, findings: readonly Finding[]): string | undefined {
  const ask = askOf(service, context)
  if (ask && otherForms(service, ask, context).length > 0)
    return `GPU: ${amountOf(ask)} of ${NAMES[ask.form]} · change…`
  return missing(service, findings).length > 0 ? 'GPU: none · add…' : undefined
}

const NAMES: Readonly<Record<Ask['form'], string>> = { deploy: 'deploy', gpus: 'gpus', runtime: 'runtime', cdi: 'CDI' }

const amountOf = ({ gpus }: Ask): string => (typeof gpus === 'object' ? gpus.join(', ') : String(gpus))

const missing = ({ entry }: Service, findings: readonly Finding[]): readonly Fix[] =>
  findings
    .filter(({ rule, span }) => rule === 'compose/gpu-image-without-gpu-request' && touches(entry.span, span.start))
    .flatMap(({ fixes }) => fixes)

const hasGpu = ({ requests, runtime, devices }: Service): boolean =>
  requests.length > 0 || runtime?.value === 'nvidia' || devices.some(isGpuDevice)

/** What the lens of the service around an offset offers: the other forms of its request, or the request that it lacks. */
export function changesAt(context: RuleContext, offset: number, findings: readonly Finding[]): readonly Fix[] {
  const { document } = context
  if (document.kind !== 'compose' || document.problems.length > 0) return []
  const service = serviceAt(document, span(offset, offset))
  const ask = service && askOf(service, context)
  if (ask) return otherForms(service, ask, context).flatMap((fix) => compileFix(fix, { fixable: 'unsafe' }))
  return service ? missing(service, findings) : []
}

function builderLenses(dockerfile: DockerfileDocument, { project }: RuleContext): readonly Lens[] {
  return namedOnce(project.buildersOf(dockerfile)).flatMap((service): readonly Lens[] => {
    const stage = stageOf(dockerfile, service.build)
    if (!stage) return []
    const target = { file: service.nameKey.file, span: service.nameKey.span }
    return [{ kind: 'builder', title: `Built by ${service.name}`, at: stage.from.keywordSpan, target }]
  })
}

/** A service that several merged files build is one; it stands in the first of them. */
function namedOnce(services: readonly Service[]): readonly Service[] {
  const found = new Map<string, Service>()
  for (const service of services) {
    const key = `${dirname(service.nameKey.file.path)}\n${service.name}`
    if (!found.has(key)) found.set(key, service)
  }
  return [...found.values()]
}
