import type { Workspace } from '../documents/workspace'
import type { Config } from '../lint/config'
import { Registry } from '../lint/registry'
import { rules } from '../rules'
import { ProjectLinter } from './linter'
import type { Linter } from './types'

export type { Completion, Completions } from '../assist/completion/item'
export type { Hint } from '../assist/hints'
export type { Hover } from '../assist/hover'
export { type DockerRun, toDockerRun } from '../convert/docker-run'
export { type Kind, kinds } from '../documents/source'
export { MemoryWorkspace, type Workspace } from '../documents/workspace'
export { type Config, defaultConfig } from '../lint/config'
export { CONFIG_NAME, disableRule } from '../lint/config-edit'
export type { Finding, Fix, Problem } from '../lint/finding'
export { pageOf } from '../lint/message'
export type { RuleMeta, Severity } from '../lint/rule'
export type { Lens } from '../navigate/lenses'
export type { Link } from '../navigate/links'
export { Refusal } from '../navigate/rename'
export type { Spot } from '../navigate/spot'
export { isRefusal, readGpus, type Wiring, wirings } from '../rules/refactorings/give/wish'
export type { CudaAnswer, CudaWish } from './add-cuda'
export type { GpuAnswer, GpuWish } from './add-gpu'
export type { Assistant } from './assistant'
export { type GpuService, type GpuWay, gpuWays } from './gpu-ways'
export type { Navigator } from './navigator'
export type { FileResult, Linter } from './types'

/** Every rule of the product, with what the engine itself finds. */
export const registry = new Registry(rules)

export const createLinter = (options: { readonly workspace: Workspace; readonly config: Config }): Linter =>
  new ProjectLinter({ ...options, registry })
