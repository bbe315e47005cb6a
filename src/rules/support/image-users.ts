import type { Service } from '../../documents/compose/types'
import type { Stage } from '../../documents/dockerfile/types'
import type { ImageUse } from '../../documents/images'
import type { RuleContext } from '../../lint/rule'
import { gpuPath } from './gpu-path'
import { leavesOf } from './stage-leaves'

/** Who runs an image with a GPU, as far as the files tell. */
export interface ImageUsers {
  /** Compose services that ask for a GPU; none for a Dockerfile of which no service is known. */
  readonly services: readonly Service[]
  /** The stages that become an image on this base. */
  readonly stages: readonly Stage[]
}

/** @returns undefined where the image is not run with a GPU, or that is not known */
export function usersOf(use: ImageUse, { document, project }: RuleContext): ImageUsers | undefined {
  if (document.kind === 'compose') {
    const services = document.services.filter((service) => !service.build && runs(service, use) && gpuPath(service))
    return services.length > 0 ? { services, stages: [] } : undefined
  }
  if (document.kind === 'kubernetes') {
    const containers = document.resources.flatMap(({ pods }) => pods.flatMap((pod) => pod.containers))
    const own = containers.filter(({ image }) => image && holds(image.span, use.span))
    return own.some(({ gpuLimits }) => gpuLimits.length > 0) ? { services: [], stages: [] } : undefined
  }
  if (document.kind !== 'dockerfile' || use.where !== 'from') return undefined
  const stages = leavesOf(document).filter((stage) => standsOn(stage, use))
  const builders = project.buildersOf(document)
  const services = builders.filter((service) => gpuPath(service))
  return stages.length === 0 || (builders.length > 0 && services.length === 0) ? undefined : { services, stages }
}

const runs = ({ image, document }: Service, { span }: ImageUse): boolean =>
  image !== undefined && image.node.file === document.file && holds(image.span, span)

const holds = (outer: ImageUse['span'], inner: ImageUse['span']): boolean =>
  outer.start <= inner.start && inner.end <= outer.end

function standsOn(stage: Stage, use: ImageUse): boolean {
  let root = stage
  while (root.parent) root = root.parent
  return root.from.image.span.start === use.span.start
}
