import type { ComposeDocument, Service } from './compose/types'
import type { DockerfileDocument, Stage } from './dockerfile/types'
import type { Document } from './document'

/**
 * The documents read together around one file: what it names, and what names it.
 * Everything here is already in memory; a miss means: not in the workspace, or not readable.
 */
export interface Project {
  document(path: string): Document | undefined
  /** The text of any file that a document names (requirements files, `.env`). */
  text(path: string): string | undefined
  /** True where the text of the file, or of one read with it, holds the word as it is. */
  mentions(word: string): boolean
  /** The Dockerfile that a service builds and the stage it ends in. */
  buildOf(service: Service): { readonly dockerfile: DockerfileDocument; readonly stage: Stage | undefined } | undefined
  /** The compose services known to build this Dockerfile. */
  buildersOf(dockerfile: DockerfileDocument): readonly Service[]
  /** Compose files that are merged with this one (its base or its override files). */
  siblingsOf(document: ComposeDocument): readonly ComposeDocument[]
  /** Compose files beside this one that are named for GPUs and may be merged by hand (`-f docker-compose.gpu.yml`). */
  besideOf(document: ComposeDocument): readonly ComposeDocument[]
}
