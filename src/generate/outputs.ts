import type { ProjectFile } from '../frameworks/types'
import type { Plan } from './plan'
import { composeFiles } from './print/compose'
import { devcontainer } from './print/devcontainer'
import { dockerfiles } from './print/dockerfile'
import { dockerignore } from './print/dockerignore'
import { manifests } from './print/kubernetes'
import { clusterReadme } from './print/kubernetes-readme'
import { readme } from './print/readme'

/** Prints what of a plan is its own; an empty list where the plan wishes for none. */
export type Output = (plan: Plan) => readonly ProjectFile[]

const outputs: readonly Output[] = [
  composeFiles,
  dockerfiles,
  dockerignore,
  ({ files }) => files,
  ({ probe }) => (probe.file ? [probe.file] : []),
  devcontainer,
  manifests,
  clusterReadme,
  readme,
]

/** Every file of the project, in the order in which a reader wants them. */
export const filesOf = (plan: Plan): readonly ProjectFile[] => outputs.flatMap((print) => print(plan))
