import type { Service } from '../../documents/compose/types'
import type { RunInstruction, Stage } from '../../documents/dockerfile/types'
import { type ImageReference, parseImage } from '../../documents/images'
import type { Project } from '../../documents/project'
import type { PopularImage } from '../../facts'
import type { RuleContext } from '../../lint/rule'
import { Kept } from '../../text'
import { isCommandInstruction, textOf } from './runs'

/** The image that a service runs, or the one that its build is made on. */
export interface GpuImage {
  readonly reference: ImageReference
  readonly value: string
  /** The stage that it builds; undefined: the image is pulled. */
  readonly stage: Stage | undefined
  readonly known: PopularImage | undefined
}

/** Several rules ask for the image of the same service of the same project. */
const found = new Kept<Project, Map<Service, GpuImage | undefined>>()

/** @returns undefined where the image is not known, or a build argument may replace it */
export function imageOf(service: Service, context: RuleContext): GpuImage | undefined {
  const images = found.get(context.project) ?? new Map<Service, GpuImage | undefined>()
  found.set(context.project, images)
  if (!images.has(service)) images.set(service, readImage(service, context))
  return images.get(service)
}

function readImage(service: Service, { project, facts }: RuleContext): GpuImage | undefined {
  const stage = service.build && project.buildOf(service)?.stage
  const value = service.build ? stage?.rootImage : service.image?.value
  const reference = value === undefined ? undefined : parseImage(value)
  if (!reference || value === undefined) return undefined
  return { reference, value, stage, known: facts.popularImage(reference.fullName, reference.tag) }
}

/** True where the image is surely built for GPUs of AMD or Intel: a request that names no driver is not meant for NVIDIA's. */
export function isOfOtherMaker(service: Service, context: RuleContext): boolean {
  const known = imageOf(service, context)?.known
  return known?.gpu === 'required' && known.vendor !== 'nvidia'
}

export const withoutOtherMakers = (services: readonly Service[], context: RuleContext): readonly Service[] =>
  services.filter((service) => !isOfOtherMaker(service, context))

/** What the container runs: the service's command, else the last CMD and ENTRYPOINT of its Dockerfile. */
export function programOf({ commandText }: Service, image: GpuImage | undefined): string {
  if (commandText !== '' || !image?.stage) return commandText
  const run = image.stage.lineage.filter(isCommandInstruction)
  return ['ENTRYPOINT', 'CMD'].flatMap((name) => lineOf(run.findLast(({ keyword }) => keyword === name))).join(' ')
}

/** The command line of an instruction: in exec form its words, as `commandText` has them. */
function lineOf(instruction: RunInstruction | undefined): readonly string[] {
  if (!instruction) return []
  return instruction.exec?.map(({ value, raw }) => value ?? raw) ?? [textOf(instruction)]
}
