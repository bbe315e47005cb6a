import { type Loaded, ProjectLoader } from '../documents/load'
import type { Workspace } from '../documents/workspace'
import { facts } from '../facts'
import type { Config } from '../lint/config'
import { fileKinds } from '../lint/file-kinds'
import type { Finding, Problem } from '../lint/finding'
import type { Registry } from '../lint/registry'
import { isBroken, repairOnce } from '../lint/repair'
import type { RuleContext } from '../lint/rule'
import { lint } from '../lint/run'
import { applyEdits } from '../text'
import { addCuda, type CudaAnswer, type CudaWish } from './add-cuda'
import { addGpu, type GpuAnswer, type GpuEdits, type GpuWish } from './add-gpu'
import type { FileResult, Linter } from './types'

/** Rounds of fix and re-lint: fixes may uncover others, and two that touch the same text take turns. */
const ROUNDS = 10

export interface LinterOptions {
  readonly workspace: Workspace
  readonly config: Config
  readonly registry: Registry
  /** Characters of the texts whose trees are kept, for what reads them next. */
  readonly trees?: number
}

export class ProjectLinter implements Linter {
  protected readonly loader: ProjectLoader
  /** What was found last in a text of a caller: what judges a change of it, or repairs it, asks again. */
  #last: FileResult | undefined
  /** Counts how often files became others: what a check read before is not kept. */
  #changes = 0

  constructor(readonly options: LinterOptions) {
    const { config, workspace, trees } = options
    const loading = { projects: config.projects, kindOf: fileKinds(config), ...(trees !== undefined && { trees }) }
    this.loader = new ProjectLoader(workspace, loading)
  }

  async check(path: string, text?: string): Promise<FileResult | undefined> {
    const changes = this.#changes
    const result = await this.#find(path, text)
    if (text !== undefined && changes === this.#changes) this.#last = result
    return result
  }

  async #find(path: string, text?: string): Promise<FileResult | undefined> {
    if (this.#last?.path === path && this.#last.text === text) return this.#last
    const loaded = await this.loader.load(path, text)
    if (!loaded) return undefined
    const { document, dependencies } = loaded
    const { config, registry } = this.options
    const { findings, problems } = lint(this.contextOf(loaded), registry, config)
    const broken = document.problems.map(
      ({ message, start, end }): Problem => ({ path, message, span: { start, end }, fatal: BUILDS.has(document.kind) }),
    )
    return {
      path,
      kind: document.kind,
      text: document.file.text,
      findings,
      problems: [...broken, ...problems],
      dependencies,
    }
  }

  async fix(path: string, text: string, { unsafe }: { readonly unsafe: boolean }) {
    let now = text
    let applied = 0
    let result = await this.checkKnown(path, now)
    for (let round = 0; round < ROUNDS; round++) {
      if (isBroken(result)) break
      const repair = repairOnce(now, result.findings, unsafe)
      if (repair.applied === 0 || repair.text === now) break
      const repaired = await this.checkKnown(path, repair.text)
      // A repair never leaves a text worse than it was.
      if (isBroken(repaired)) break
      now = repair.text
      applied += repair.applied
      result = repaired
    }
    return { text: now, applied, result }
  }

  async addGpu(path: string, text: string, wish: GpuWish): Promise<GpuAnswer> {
    const answer = await this.gpuEdits(path, text, wish)
    if (answer.kind !== 'changed') return answer
    return this.#judged(path, text, { ...answer, text: applyEdits(text, answer.edits) })
  }

  /** The same before the text that it makes is checked. */
  protected async gpuEdits(path: string, text: string, wish: GpuWish): Promise<GpuEdits> {
    const loaded = await this.loader.load(path, text)
    if (loaded?.document.kind !== 'compose')
      return { kind: 'refused', message: 'It is no compose file and no Dockerfile.' }
    const { document } = loaded
    const [broken] = document.problems
    if (broken) return { kind: 'refused', message: `It cannot be read whole: ${broken.message}` }
    return addGpu(document, wish, this.contextOf(loaded))
  }

  async addCuda(path: string, text: string, wish: CudaWish): Promise<CudaAnswer | undefined> {
    const loaded = await this.loader.load(path, text)
    if (loaded?.document.kind !== 'dockerfile') return undefined
    const [broken] = loaded.document.problems
    if (broken) return { kind: 'refused', message: `It cannot be read whole: ${broken.message}` }
    const answer = addCuda(loaded.document, wish, this.contextOf(loaded))
    if (answer.kind !== 'changed') return answer
    return this.#judged(path, text, { ...answer, text: applyEdits(text, answer.edits) })
  }

  /** A change that makes an error is none; of other findings that are new, the user is told. */
  async #judged<T extends Judged>(
    path: string,
    before: string,
    answer: T,
  ): Promise<T | { readonly kind: 'refused'; readonly message: string }> {
    const known = await this.checkKnown(path, before)
    const now = await this.checkKnown(path, answer.text)
    const told = new Set(known.findings.map(said))
    const found = now.findings.filter((finding) => !told.has(said(finding)))
    const error = now.problems.find(({ span }) => span) ?? found.find(({ severity }) => severity === 'error')
    if (error) return { kind: 'refused', message: error.message }
    return { ...answer, notes: [...answer.notes, ...found.map(({ message }) => message)] }
  }

  invalidate(paths?: readonly string[]): void {
    this.#last = undefined
    this.#changes++
    this.loader.invalidate(paths)
  }

  protected contextOf({ document, project }: Loaded): RuleContext {
    return { file: document.file, document, project, facts, target: this.options.config.target }
  }

  protected async checkKnown(path: string, text: string): Promise<FileResult> {
    const result = await this.#find(path, text)
    return result ?? { path, kind: 'compose', text, findings: [], problems: [], dependencies: [] }
  }
}

interface Judged {
  readonly text: string
  readonly notes: readonly string[]
}

const said = ({ rule, message }: Finding): string => `${rule} ${message}`

/** Kinds whose broken text certainly stops the tool that reads it; a broken manifest may be a template. */
const BUILDS: ReadonlySet<string> = new Set(['compose', 'dockerfile'])
