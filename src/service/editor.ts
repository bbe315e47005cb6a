import type { Workspace } from '../documents/workspace'
import type { Config } from '../lint/config'
import { ProjectEditorLinter } from './editor-linter'
import { registry } from './index'
import type { EditorLinter } from './types'

export type { Completion, Completions } from '../assist/completion/item'
export type { Hint } from '../assist/hints'
export type { Hover } from '../assist/hover'
export { type DockerRun, toDockerRun } from '../convert/docker-run'
export { CONFIG_NAME, disableRule } from '../lint/config-edit'
export type { Lens } from '../navigate/lenses'
export type { Link } from '../navigate/links'
export { Refusal } from '../navigate/rename'
export type { Spot } from '../navigate/spot'
export type { Assistant } from './assistant'
export type { GpuService, GpuWay } from './gpu-ways'
export type { Navigator } from './navigator'
export type { EditorLinter } from './types'

/** The linter for editors; `createLinter` is the one for the command line. */
export const createEditorLinter = (options: { readonly workspace: Workspace; readonly config: Config }): EditorLinter =>
  new ProjectEditorLinter({ ...options, registry })
