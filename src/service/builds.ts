import type { DockerfileDocument } from '../documents/dockerfile/types'
import type { Document } from '../documents/document'
import type { ProjectLoader } from '../documents/load'
import type { Project } from '../documents/project'
import type { Text } from '../documents/text'
import { below, dirname } from '../documents/workspace'
import { touches } from '../navigate/spot'

/** A Dockerfile, and every `target` of a compose service or a dev container that builds it. */
export interface Builds {
  readonly dockerfile: DockerfileDocument
  readonly targets: readonly Text[]
}

/** The Dockerfile itself, or the one whose stage a `target` under the cursor names, with all that build it. */
export async function buildsAt(
  { document, project }: { readonly document: Document; readonly project: Project },
  offset: number,
  loader: ProjectLoader,
): Promise<Builds | undefined> {
  if (document.kind === 'dockerfile') return withTargets(document, project, loader)
  const path = builtAt(document, offset)
  const built = path === undefined ? undefined : await loader.load(path)
  return built?.document.kind === 'dockerfile' ? withTargets(built.document, built.project, loader) : undefined
}

/** The path of the Dockerfile that is built with the target under the cursor. */
function builtAt(document: Document, offset: number): string | undefined {
  const isHere = (target: Text | undefined) =>
    target?.node.file === document.file && touches(target.span, offset) ? target : undefined
  if (document.kind === 'devcontainer') return isHere(document.target) && document.dockerfilePath
  if (document.kind !== 'compose') return undefined
  return document.services.find(({ build }) => isHere(build?.target))?.build?.dockerfilePath
}

async function withTargets(dockerfile: DockerfileDocument, project: Project, loader: ProjectLoader): Promise<Builds> {
  const services = project.buildersOf(dockerfile).flatMap(({ build }) => build?.target ?? [])
  return { dockerfile, targets: [...services, ...(await containerTargets(dockerfile.file.path, loader))] }
}

const NAMES = ['.devcontainer/devcontainer.json', '.devcontainer.json', 'devcontainer.json']

/** The targets of the dev containers that build a Dockerfile: they lie beside it or in a folder above. */
async function containerTargets(path: string, loader: ProjectLoader): Promise<readonly Text[]> {
  const found: Text[] = []
  for (let folder: string | undefined = dirname(path); folder !== undefined; folder = above(folder)) {
    for (const name of NAMES) {
      const document = (await loader.load(below(folder, name)))?.document
      if (document?.kind === 'devcontainer' && document.target && document.dockerfilePath === path)
        found.push(document.target)
    }
  }
  return found
}

const above = (folder: string): string | undefined => (folder === '' ? undefined : dirname(folder))
