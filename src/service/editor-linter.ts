import type { Finding, Fix } from '../lint/finding'
import { compileFix } from '../lint/found'
import { ignoreEdit } from '../lint/ignore-edit'
import { refactoringsAt } from '../rules/refactorings'
import { applyEdits, type Span } from '../text'
import { Assistant } from './assistant'
import { type GpuService, type GpuWay, gpuServices, gpuWays, type WayWish } from './gpu-ways'
import { ProjectLinter } from './linter'
import { Navigator } from './navigator'
import type { EditorLinter, FileResult } from './types'

/** The linter with what only an editor asks for: the command line ships without it. */
export class ProjectEditorLinter extends ProjectLinter implements EditorLinter {
  async refactorings(path: string, text: string, at: Span): Promise<readonly Fix[]> {
    const loaded = await this.loader.load(path, text)
    if (!loaded) return []
    const found = refactoringsAt(loaded.document, at, this.contextOf(loaded))
    return found.flatMap((one) => compileFix(one, { fixable: 'unsafe' }))
  }

  /** The text as it is now is checked only where something is found in the other: most often nothing is. */
  async harmIn(path: string, text: string, { edits }: Pick<Fix, 'edits'>): Promise<string | undefined> {
    const now = await this.checkKnown(path, applyEdits(text, edits))
    const broken = now.problems.find(({ span }) => span)
    if (broken || now.findings.length === 0) return broken?.message
    const known = rulesIn(await this.checkKnown(path, text))
    return now.findings.find(({ rule }) => !known.has(rule))?.message
  }

  async gpuServices(path: string, text: string): Promise<readonly GpuService[]> {
    const loaded = await this.loader.load(path, text)
    return loaded?.document.kind === 'compose' ? gpuServices(loaded.document, this.contextOf(loaded)) : []
  }

  gpuWays(path: string, text: string, wish: WayWish): Promise<readonly GpuWay[]> {
    return gpuWays((wiring) => this.gpuEdits(path, text, { ...wish, wiring }))
  }

  async ignoreEdit(path: string, text: string, { rule, span }: Pick<Finding, 'rule' | 'span'>) {
    const loaded = await this.loader.load(path, text)
    return loaded && ignoreEdit(loaded.document, rule, span)
  }

  async navigator(path: string, text: string): Promise<Navigator | undefined> {
    const loaded = await this.loader.load(path, text)
    return loaded && new Navigator(this.loader, this.contextOf(loaded))
  }

  async assistant(path: string, text: string): Promise<Assistant | undefined> {
    const loaded = await this.loader.load(path, text)
    return loaded && new Assistant(this.contextOf(loaded), this.options.config.schema !== 'always')
  }
}

const rulesIn = ({ findings }: FileResult): ReadonlySet<string> => new Set(findings.map(({ rule }) => rule))
