import type { Build } from './compose/types'
import { requirementFilesOf } from './dockerfile/copied-files'
import type { DockerfileDocument, Stage } from './dockerfile/types'
import type { Session } from './session'
import { below, resolvePath } from './workspace'

/** The stage that a build ends in: the last one when no target is named; undefined where the target is not known or missing. */
export function stageOf(dockerfile: DockerfileDocument, build: Pick<Build, 'target'> | undefined): Stage | undefined {
  if (!build?.target) return dockerfile.stages.at(-1)
  const target = build.target.value
  if (target === undefined) return undefined
  const named = dockerfile.stages.find((stage) => stage.name?.value?.toLowerCase() === target.toLowerCase())
  return named ?? (/^\d+$/.test(target) ? dockerfile.stages[Number(target)] : undefined)
}

/** A bundle of BentoML before 1.0: its init script installs the requirements.txt beside the Dockerfile. */
const PACKED = /bentoml\/model-server/

/** True where a Dockerfile may install what another file lists. Each stretch is looked at once, however long its line. */
export const MAY_NAME_PACKAGES =
  /\s(?:-r|--requirement|-f|--file|env)\b|\b(?:sync|poetry|pdm)\b|\binstall\b(?:(?!\binstall\b)[^\n])*\s["']?[./]/

/** Reads the Dockerfile and the files of packages of the build context that its stages install. */
export async function readDockerfileOf(session: Session, path: string, contexts: readonly string[]): Promise<void> {
  session.dockerfiles.add(path)
  const file = await session.read(path)
  if (file && PACKED.test(file.text))
    for (const context of contexts) await session.read(below(context, 'requirements.txt'))
  if (!file || !MAY_NAME_PACKAGES.test(file.text)) return
  const named = session.dockerfile(file).stages.flatMap((stage) => requirementFilesOf(stage))
  const paths = named.flatMap((copied) => contexts.flatMap((context) => resolvePath(context, copied.path) ?? []))
  for (const requirements of new Set(paths)) await session.read(requirements)
}
