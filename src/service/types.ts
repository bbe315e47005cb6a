import type { Kind } from '../documents/source'
import type { Finding, Fix, Problem } from '../lint/finding'
import type { IgnoreEdit } from '../lint/ignore-edit'
import type { Span } from '../text'
import type { CudaAnswer, CudaWish } from './add-cuda'
import type { GpuAnswer, GpuWish } from './add-gpu'
import type { Assistant } from './assistant'
import type { GpuService, GpuWay, WayWish } from './gpu-ways'
import type { Navigator } from './navigator'

/** The result for one file. `kind` is undefined when the text could not be told to be of a kind of ours. */
export interface FileResult {
  readonly path: string
  readonly kind: Kind
  /** The very text that the spans and edits speak of. */
  readonly text: string
  /** In order of place, then rule. Suppressed ones are gone. */
  readonly findings: readonly Finding[]
  readonly problems: readonly Problem[]
  /** Paths of the other files that were read for it: a change of one of them may change the findings. */
  readonly dependencies: readonly string[]
}

/** The façade that the command line, the language server and the tests call. */
export interface Linter {
  /**
   * Checks one text. `text` overrides what the workspace holds for `path` (an unsaved editor).
   * @returns undefined when the text is of none of our kinds
   */
  check(path: string, text?: string): Promise<FileResult | undefined>
  /** Checks and repairs a text: fixes of the chosen kind, re-linted up to ten rounds. Nothing is written. */
  fix(
    path: string,
    text: string,
    options: { readonly unsafe: boolean },
  ): Promise<{ readonly text: string; readonly applied: number; readonly result: FileResult }>
  /** Gives a stage of a Dockerfile the CUDA that its packages load; undefined where the text is no Dockerfile. */
  addCuda(path: string, text: string, wish: CudaWish): Promise<CudaAnswer | undefined>
  /** Gives a service of a compose file the GPUs that are wished for; every other byte stays. */
  addGpu(path: string, text: string, wish: GpuWish): Promise<GpuAnswer>
  /** Forgets what was read of these paths (all, when none is named): they changed on disk or in an editor. */
  invalidate(paths?: readonly string[]): void
}

/** What an editor asks for besides. */
export interface EditorLinter extends Linter {
  /** Other ways to write the GPU request that a stretch of the text touches; each title says what gets lost. */
  refactorings(path: string, text: string, at: Span): Promise<readonly Fix[]>
  /** What a rule would say of the text after a fix that it does not say now; undefined where nothing is new. */
  harmIn(path: string, text: string, fix: Pick<Fix, 'edits'>): Promise<string | undefined>
  /** The services of a compose file that could be given a GPU, and those that could not, with the reason. */
  gpuServices(path: string, text: string): Promise<readonly GpuService[]>
  /** The wirings by which a service could be given GPUs; `addGpu` gives them by one. */
  gpuWays(path: string, text: string, wish: WayWish): Promise<readonly GpuWay[]>
  /** The comment that hides a finding of this text. */
  ignoreEdit(path: string, text: string, finding: Pick<Finding, 'rule' | 'span'>): Promise<IgnoreEdit | undefined>
  /** Where the names of a text lead; undefined when it is of none of our kinds. */
  navigator(path: string, text: string): Promise<Navigator | undefined>
  /** What is known of a text, for its writer; undefined when it is of none of our kinds. */
  assistant(path: string, text: string): Promise<Assistant | undefined>
}
