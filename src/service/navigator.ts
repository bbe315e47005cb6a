import { type DockerRun, type RunOptions, toDockerRun } from '../convert/docker-run'
import { serviceAt } from '../documents/compose/service-at'
import type { DockerfileDocument, Stage } from '../documents/dockerfile/types'
import type { ProjectLoader } from '../documents/load'
import { SourceFile } from '../documents/source'
import type { FileEdit } from '../edits'
import type { Finding, Fix } from '../lint/finding'
import type { RuleContext } from '../lint/rule'
import { changesAt, type Lens, lensesOf } from '../navigate/lenses'
import { type Link, linksOf } from '../navigate/links'
import { type Refusal, renameStage, whyFixed } from '../navigate/rename'
import { contextDefinition, serviceDefinition } from '../navigate/services'
import { isAt, type Spot, touches } from '../navigate/spot'
import { type StageUse, stageUses } from '../navigate/stage-uses'
import { type Span, span } from '../text'
import { buildsAt } from './builds'

/** A stage that an offset of a file names, with all places that do. */
interface StageHere {
  readonly here: StageUse
  readonly stage: Stage
  readonly uses: readonly StageUse[]
  readonly dockerfile: DockerfileDocument
}

/** Answers where the names of one text lead. Made for one version of it. */
export class Navigator {
  constructor(
    readonly loader: ProjectLoader,
    readonly context: RuleContext,
  ) {}

  /** @param findings those of this very text */
  lenses(findings: readonly Finding[]): readonly Lens[] {
    return lensesOf(this.context, findings)
  }

  /** Other ways in which the service under the cursor can ask for its GPUs. */
  changes(offset: number, findings: readonly Finding[]): readonly Fix[] {
    return changesAt(this.context, offset, findings)
  }

  links(): readonly Link[] {
    return linksOf(this.context.document, this.context.project)
  }

  async definition(offset: number): Promise<Spot | undefined> {
    const { document, project } = this.context
    const found = await this.#stageAt(offset)
    if (found) return declarationOf(found.stage, found.dockerfile)
    if (document.kind === 'compose') return serviceDefinition(document, project, offset) ?? this.#linked(offset)
    const context = document.kind === 'dockerfile' ? contextDefinition(document, project, offset) : undefined
    return context ?? this.#linked(offset)
  }

  /** The start of a file that is named under the cursor, for editors that follow no links. */
  #linked(offset: number): Spot | undefined {
    const link = this.links().find((one) => touches(one, offset))
    const text = link && this.context.project.text(link.path)
    return link && text !== undefined ? { file: new SourceFile(link.path, text), span: span(0, 0) } : undefined
  }

  async references(offset: number, withDeclaration: boolean): Promise<readonly Spot[]> {
    const { uses = [] } = (await this.#stageAt(offset)) ?? {}
    return uses.filter(({ form }) => withDeclaration || form !== 'name')
  }

  /** The name under the cursor that `rename` would change; undefined where there is none. */
  async nameAt(offset: number): Promise<Span | Refusal | undefined> {
    const found = await this.#stageAt(offset)
    if (!found?.stage.name) return undefined
    if (found.here.form === 'number') return undefined
    return whyFixed(found.uses) ?? found.here.span
  }

  async rename(offset: number, to: string): Promise<readonly FileEdit[] | Refusal | undefined> {
    const found = await this.#stageAt(offset)
    return found && renameStage(found.stage, to, found.uses, found.dockerfile)
  }

  /** The service of a compose file under the cursor as one command; undefined where there is none that can be run. */
  dockerRun(offset: number, options: RunOptions = {}): (DockerRun & { readonly service: string }) | undefined {
    const { document, project } = this.context
    // What can be read of a broken text is not the whole service.
    if (document.kind !== 'compose' || document.problems.length > 0) return undefined
    const service = serviceAt(document, span(offset, offset))
    const run = service && toDockerRun(service, project, options)
    return run && { ...run, service: service.name }
  }

  async #stageAt(offset: number): Promise<StageHere | undefined> {
    const { path } = this.context.file
    const builds = await buildsAt(this.context, offset, this.loader)
    const all = builds ? stageUses(builds.dockerfile, builds.targets) : []
    const here = all.find((use) => isAt(use, path, offset))
    if (!builds || !here) return undefined
    const uses = all.filter(({ stage }) => stage === here.stage)
    return { here, stage: here.stage, uses, dockerfile: builds.dockerfile }
  }
}

function declarationOf({ name, from }: Stage, { file }: DockerfileDocument): Spot {
  return { file, span: name?.span ?? from.image.span }
}
