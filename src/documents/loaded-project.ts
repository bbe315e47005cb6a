import { stageOf } from './build-stage'
import type { ComposeProject } from './compose/project'
import type { ComposeDocument, Service } from './compose/types'
import type { DockerfileDocument } from './dockerfile/types'
import type { Document } from './document'
import type { Project } from './project'
import type { Session } from './session'
import { Texts } from './texts'

/** What was read around one file. Dockerfiles are parsed when they are first asked for. */
export class LoadedProject implements Project {
  #builders: ReadonlyMap<string, readonly Service[]> | undefined
  #texts: Texts | undefined

  constructor(
    readonly session: Session,
    readonly main: Document,
    readonly composeProjects: readonly ComposeProject[],
    readonly beside: readonly ComposeDocument[] = [],
  ) {}

  document(path: string): Document | undefined {
    if (path === this.main.file.path) return this.main
    return this.#compose.find(({ file }) => file.path === path) ?? this.#dockerfile(path)
  }

  text(path: string): string | undefined {
    return this.session.files.get(path)?.text
  }

  mentions(word: string): boolean {
    this.#texts ??= new Texts([...this.session.files.values()].map(({ text }) => text))
    return this.#texts.includes(word)
  }

  buildOf(service: Service): ReturnType<Project['buildOf']> {
    const build = service.build
    const dockerfile = build?.dockerfilePath === undefined ? undefined : this.#dockerfile(build.dockerfilePath)
    if (!build || !dockerfile) return undefined
    return { dockerfile, stage: stageOf(dockerfile, build) }
  }

  buildersOf(dockerfile: DockerfileDocument): readonly Service[] {
    this.#builders ??= this.#findBuilders()
    return this.#builders.get(dockerfile.file.path) ?? []
  }

  siblingsOf(document: ComposeDocument): readonly ComposeDocument[] {
    const projects = this.composeProjects.flatMap((project) => project.all)
    const own = projects.find(({ merged }) => merged.some(({ file }) => file === document.file))
    return own?.merged.filter(({ file }) => file !== document.file) ?? []
  }

  besideOf(document: ComposeDocument): readonly ComposeDocument[] {
    return document.file === this.main.file ? this.beside : []
  }

  get #compose(): readonly ComposeDocument[] {
    return this.composeProjects.flatMap((project) => project.all).flatMap((project) => project.merged)
  }

  #findBuilders(): ReadonlyMap<string, readonly Service[]> {
    const found = new Map<string, Service[]>()
    for (const service of this.#compose.flatMap((document) => document.services)) {
      const path = service.build?.dockerfilePath
      if (path !== undefined) found.set(path, [...(found.get(path) ?? []), service])
    }
    return found
  }

  #dockerfile(path: string): DockerfileDocument | undefined {
    const file = this.session.dockerfiles.has(path) ? this.session.files.get(path) : undefined
    return file && this.session.dockerfile(file)
  }
}
