import type { Workspace } from '../documents/workspace'
import type { Config } from '../lint/config'
import { Registry } from '../lint/registry'
import { rules } from '../rules'
import { ProjectLinter } from './linter'
import type { Linter } from './types'

export { type Kind, kinds } from '../documents/source'
export { MemoryWorkspace, type Workspace } from '../documents/workspace'
export { type Config, defaultConfig } from '../lint/config'
export type { Finding, Fix, Problem } from '../lint/finding'
export { pageOf } from '../lint/message'
export type { RuleMeta, Severity } from '../lint/rule'
export { isRefusal, readGpus, type Wiring, wirings } from '../rules/refactorings/give/wish'
export type { CudaAnswer, CudaWish } from './add-cuda'
export type { GpuAnswer, GpuWish } from './add-gpu'
export type { FileResult, Linter } from './types'

/** Every rule of the product, with what the engine itself finds. */
export const registry = new Registry(rules)

/** Enough for the files of a large project: a run over many goes on to the next, and each that is kept costs it time. */
const RUN_TREES = 30_000

export const createLinter = (options: { readonly workspace: Workspace; readonly config: Config }): Linter =>
  new ProjectLinter({ ...options, registry, trees: RUN_TREES })
