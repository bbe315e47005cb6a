import { givenArgs } from './build-args'
import { stageOf } from './build-stage'
import type { ComposeProject } from './compose/project'
import type { ComposeDocument, Service } from './compose/types'
import type { DevcontainerDocument } from './devcontainer/types'
import type { BuildArgs } from './dockerfile/read'
import { readDockerfile } from './dockerfile/read'
import type { DockerfileDocument } from './dockerfile/types'
import type { Document } from './document'
import type { Project } from './project'
import type { Session } from './session'
import { Texts } from './texts'

/** What was read around one file. Dockerfiles are parsed when they are first asked for. */
export class LoadedProject implements Project {
  #builders: ReadonlyMap<string, readonly Service[]> | undefined
  readonly #dockerfiles = new Map<string, DockerfileDocument>()
  #texts: Texts | undefined
  readonly main: Document

  constructor(
    readonly session: Session,
    main: Document,
    readonly composeProjects: readonly ComposeProject[],
    readonly beside: readonly ComposeDocument[] = [],
    readonly containers: readonly DevcontainerDocument[] = [],
  ) {
    this.main = main.kind === 'dockerfile' ? this.#asBuilt(main) : main
  }

  document(path: string): Document | undefined {
    if (path === this.main.file.path) return this.main
    const extended = () =>
      this.composeProjects.flatMap(({ all }) => all).flatMap((project) => project.compose(path) ?? [])
    return this.#compose.find(({ file }) => file.path === path) ?? extended()[0] ?? this.#dockerfile(path)
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

  buildersOf({ file }: DockerfileDocument): readonly Service[] {
    this.#builders ??= this.#findBuilders()
    return this.#builders.get(file.path) ?? []
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
    return file && this.#asBuilt(this.session.dockerfile(file))
  }

  /** With the arguments that the services and dev containers that build it give, where it declares them. */
  #asBuilt(dockerfile: DockerfileDocument): DockerfileDocument {
    const known = this.#dockerfiles.get(dockerfile.file.path)
    if (known) return known
    const given = givenArgs(dockerfile, [...this.#servicesArgs(dockerfile), ...this.#containersArgs(dockerfile)])
    const built = given.size > 0 ? readDockerfile(dockerfile.file, given) : dockerfile
    this.#dockerfiles.set(dockerfile.file.path, built)
    return built
  }

  #servicesArgs(dockerfile: DockerfileDocument): readonly BuildArgs[] {
    return this.buildersOf(dockerfile).map(
      ({ build }) => new Map([...(build?.args ?? [])].map(([name, text]) => [name, text?.value])),
    )
  }

  #containersArgs({ file }: DockerfileDocument): readonly BuildArgs[] {
    const { main } = this
    const containers = main?.kind === 'devcontainer' ? [main] : this.containers
    return containers.filter(({ dockerfilePath }) => dockerfilePath === file.path).map(({ args }) => args)
  }
}
