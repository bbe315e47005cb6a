import { readDockerfileOf } from '../build-stage'
import type { Session } from '../session'
import type { SourceFile } from '../source'
import { dirname, resolvePath } from '../workspace'
import type { ComposeContext } from './context'
import { readEnvFile } from './env-file'
import { type Include, readIncludes } from './include'
import type { Lookup } from './interpolate'
import type { ComposeModel } from './model'
import { readCompose } from './read'

interface Opening {
  /** The project's folder; that of the first file when not said. */
  readonly folder?: string | undefined
  /** `.env` in the folder when none is named. */
  readonly envFiles?: readonly string[]
  /** The variables of the project that includes this one: they win. */
  readonly outer?: Lookup
  /** Files being included: one of them again is a cycle. */
  readonly open?: ReadonlySet<string>
}

/** The compose files that are merged, with all that they extend and include, in memory. */
export class ComposeProject implements ComposeContext {
  incomplete = false
  readonly included: ComposeProject[] = []
  readonly #documents = new Map<string, ComposeModel>()
  readonly #variables = new Map<string, string | undefined>()

  private constructor(
    readonly session: Session,
    /** Paths of the merged files, base first. */
    readonly paths: readonly string[],
    readonly folder: string,
    readonly opening: Opening,
  ) {}

  static async open(session: Session, paths: readonly string[], opening: Opening = {}): Promise<ComposeProject> {
    const folder = opening.folder ?? dirname(paths[0] ?? '')
    const project = new ComposeProject(session, paths, folder, opening)
    await project.#readVariables()
    for (const path of paths) await project.#add(path)
    for (const document of project.merged) await project.#include(document)
    for (const document of project.merged) await project.#readFilesOf(document)
    return project
  }

  readonly lookup: Lookup = (name) => this.opening.outer?.(name) ?? this.#variables.get(name)

  /** The merged files that could be read, base first. */
  get merged(): readonly ComposeModel[] {
    return this.paths.flatMap((path) => this.#documents.get(path) ?? [])
  }

  /** This project and those it includes, however deep. */
  get all(): readonly ComposeProject[] {
    return [this, ...this.included.flatMap((project) => project.all)]
  }

  folderOf(file: SourceFile): string {
    return this.paths.includes(file.path) ? this.folder : dirname(file.path)
  }

  compose(path: string): ComposeModel | undefined {
    return this.#documents.get(path)
  }

  file(path: string): SourceFile | undefined {
    return this.session.files.get(path)
  }

  overridesOf(document: ComposeModel): readonly ComposeModel[] {
    const at = this.paths.indexOf(document.file.path)
    return at < 0 ? [] : this.paths.slice(at + 1).flatMap((path) => this.#documents.get(path) ?? [])
  }

  includedBy(document: ComposeModel): readonly ComposeModel[] {
    return this.paths.includes(document.file.path) ? this.included.flatMap((project) => project.merged) : []
  }

  async #readVariables(): Promise<void> {
    const standard = resolvePath(this.folder, '.env')
    const named = this.opening.envFiles ?? []
    const files = named.length > 0 ? named : standard === undefined ? [] : [standard]
    for (const path of files) {
      const file = await this.session.readIfListed(path)
      const { variables, broken } = file ? readEnvFile(file, this.lookup) : { variables: [], broken: named.length > 0 }
      if (broken) this.incomplete = true
      for (const { name, value } of variables) this.#variables.set(name, value)
    }
  }

  /** Reads a file and those that its services extend. */
  async #add(start: string): Promise<void> {
    const waiting = [start]
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      if (this.#documents.has(path)) continue
      const file = await this.session.read(path)
      if (!file) {
        if (path === start) this.incomplete = true
        continue
      }
      const document = readCompose(file, this, this.session.yaml(file))
      this.#documents.set(path, document)
      const named = new Set(document.services.flatMap((service) => service.extended?.file ?? []))
      for (const name of named) waiting.push(...within(this.folderOf(file), name))
    }
  }

  async #include(document: ComposeModel): Promise<void> {
    const open = new Set([...(this.opening.open ?? []), document.file.path])
    for (const include of readIncludes(document.root?.get('include'), this.lookup)) {
      const paths = include.paths.flatMap((path) => (path === undefined ? [] : within(this.folder, path)))
      const known = paths.length === include.paths.length && paths.length > 0 && !paths.some((path) => open.has(path))
      const project = known && (await this.#openIncluded(include, paths, open))
      if (project) this.included.push(project)
      if (!project || project.incomplete) this.incomplete = true
    }
  }

  #openIncluded(include: Include, paths: readonly string[], open: ReadonlySet<string>): Promise<ComposeProject> {
    const { projectDirectory, envFiles } = include
    return ComposeProject.open(this.session, paths, {
      folder: projectDirectory === undefined ? undefined : resolvePath(this.folder, projectDirectory),
      envFiles: envFiles.flatMap((path) => (path === undefined ? [] : within(this.folder, path))),
      outer: this.lookup,
      open: new Set([...open, ...paths]),
    })
  }

  /** The other files that the services name: `env_file` and Dockerfiles. */
  async #readFilesOf(document: ComposeModel): Promise<void> {
    for (const { envFiles, build } of document.services) {
      for (const { path } of envFiles) if (path !== undefined) await this.session.read(path)
      if (build?.dockerfilePath === undefined) continue
      if (build.inline) this.session.add(build.inline.path, build.inline.text)
      await readDockerfileOf(this.session, build.dockerfilePath, [build.contextPath ?? ''])
    }
  }
}

/** The path below the root, if it is one: addresses of other machines are not. */
function within(folder: string, path: string): readonly string[] {
  const resolved = path.includes('://') ? undefined : resolvePath(folder, path)
  return resolved === undefined ? [] : [resolved]
}
