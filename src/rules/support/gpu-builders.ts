import type { Service } from '../../documents/compose/types'
import type { DockerfileDocument, Stage } from '../../documents/dockerfile/types'
import type { Project } from '../../documents/project'

/** The services that ask for a GPU and whose image holds the stage. */
export function gpuBuildersOf(stage: Stage, document: DockerfileDocument, project: Project): readonly Service[] {
  return project
    .buildersOf(document)
    .filter((service) => asksForGpu(service) && holds(project.buildOf(service)?.stage, stage))
}

function asksForGpu({ requests, runtime }: Service): boolean {
  const isNvidia = requests.some(
    ({ driver, count }) => (driver === undefined || driver.value === 'nvidia' || driver.value === 'cdi') && count !== 0,
  )
  return isNvidia || runtime?.value === 'nvidia'
}

function holds(target: Stage | undefined, stage: Stage): boolean {
  for (let at = target; at; at = at.parent) if (at === stage) return true
  return false
}
