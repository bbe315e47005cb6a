import type { DockerfileDocument, Stage } from '../../documents/dockerfile/types'
import { leavesOf } from './stage-leaves'

/** The stages whose files are in an image that is built: the leaves and what they stand on; not those that are only copied from. */
export function shippedStages(document: DockerfileDocument): ReadonlySet<Stage> {
  const shipped = new Set<Stage>()
  for (const leaf of leavesOf(document)) {
    for (let at: Stage | undefined = leaf; at && !shipped.has(at); at = at.parent) shipped.add(at)
  }
  return shipped
}
