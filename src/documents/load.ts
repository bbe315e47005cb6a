import type { BentofileDocument } from './bentofile/types'
import { readDockerfileOf } from './build-stage'
import { readBeside } from './compose/beside'
import { mergeListOf } from './compose/merge-list'
import { ComposeProject } from './compose/project'
import type { ComposeDocument } from './compose/types'
import { detectKind, isComposeName, looksLikeCompose } from './detect'
import { readDevcontainer } from './devcontainer/read'
import type { DevcontainerDocument } from './devcontainer/types'
import type { Document } from './document'
import { FileCache } from './file-cache'
import { LoadedProject } from './loaded-project'
import type { Project } from './project'
import { readDocument } from './read'
import { Session } from './session'
import type { Kind, SourceFile } from './source'
import { basename, below, dirname, resolvePath, type Workspace } from './workspace'

export interface LoadOptions {
  /** Compose files that belong together, as in the configuration. */
  readonly projects?: readonly (readonly string[])[]
  /** The kind that the configuration gives a path, by its patterns or by those projects. */
  readonly kindOf?: (path: string) => Kind | undefined
  /** Characters of the texts whose trees are kept, for what reads them next. */
  readonly trees?: number
}

export interface Loaded {
  readonly document: Document
  readonly project: Project
  /** Paths of the other files that were read or looked for, those that do not exist included. */
  readonly dependencies: readonly string[]
}

/** Reads a file with what it names and what names it. Files are read and parsed once, until they are invalidated. */
export class ProjectLoader {
  readonly #cache: FileCache

  constructor(
    workspace: Workspace,
    readonly options: LoadOptions = {},
  ) {
    this.#cache = new FileCache(workspace, options.trees)
  }

  /**
   * @param text what to take for the file in place of what the workspace holds
   * @param asked true where a user named this very file: any YAML with services counts as a compose file then
   * @returns undefined for a file that is not there, or none of ours
   */
  async load(path: string, text?: string, asked = false): Promise<Loaded | undefined> {
    const session = new Session(this.#cache)
    const file = text === undefined ? await session.read(path) : session.add(path, text)
    const kind = file && this.#kindOf(file, asked)
    if (!file || !kind) return undefined
    const { document, composeProjects, beside, containers } = await this.#read(kind, file, session)
    const project = new LoadedProject(session, document, composeProjects, beside, containers)
    return { document: project.main, project, dependencies: [...session.asked].filter((other) => other !== path) }
  }

  /** Forgets what was read of these paths (all, when none is named). */
  invalidate(paths?: readonly string[]): void {
    this.#cache.forget(paths)
  }

  #kindOf({ path, text }: SourceFile, asked: boolean): Kind | undefined {
    return (
      detectKind(path, () => text, this.options.kindOf?.(path)) ??
      (asked && looksLikeCompose(text) ? 'compose' : undefined)
    )
  }

  async #read(kind: Kind, file: SourceFile, session: Session): Promise<ReadTogether> {
    if (kind === 'compose') return this.#readCompose(file, session)
    if (kind === 'dockerfile') return this.#readDockerfile(file, session)
    const document = readDocument(kind, file)
    if (document.kind === 'bentofile') await readRequirementsOf(document, session)
    if (document.kind !== 'devcontainer') return { document, composeProjects: [] }
    return { document, composeProjects: await readNamedBy(document, session) }
  }

  async #readCompose(file: SourceFile, session: Session): Promise<ReadTogether> {
    const merged = await mergeListOf(file.path, session, this.options.projects ?? [])
    const project = await ComposeProject.open(session, merged)
    const document = project.compose(file.path) ?? readDocument('compose', file)
    return { document, composeProjects: [project], beside: await readBeside(file.path, merged, session) }
  }

  async #readDockerfile(file: SourceFile, session: Session): Promise<ReadTogether> {
    const composeProjects = await this.#buildersOf(file.path, session)
    const builds = composeProjects.flatMap(({ merged }) => merged.flatMap((document) => document.services))
    const contexts = builds.flatMap(({ build }) => (build?.dockerfilePath === file.path ? build.contextPath : []) ?? [])
    await readDockerfileOf(session, file.path, contexts.length > 0 ? contexts : [dirname(file.path)])
    return { document: session.dockerfile(file), composeProjects, containers: await containersOf(file, session) }
  }

  /** The compose projects that build this Dockerfile: looked for beside it and in each folder above. */
  async #buildersOf(path: string, session: Session): Promise<readonly ComposeProject[]> {
    const found = new Map<string, ComposeProject>()
    for (const candidate of await candidatesFor(path, session)) {
      const project = await this.#builder(path, candidate, session)
      if (project) found.set(project.paths.join('\n'), project)
    }
    return [...found.values()]
  }

  async #builder(path: string, composePath: string, session: Session): Promise<ComposeProject | undefined> {
    const file = await session.read(composePath)
    const name = basename(path)
    if (!file?.text.includes('build') || (name !== 'Dockerfile' && !file.text.includes(name))) return undefined
    const merged = await mergeListOf(composePath, session, this.options.projects ?? [])
    const project = await ComposeProject.open(session, merged)
    const services = project.merged.flatMap((document) => document.services)
    return services.some(({ build }) => build?.dockerfilePath === path) ? project : undefined
  }
}

interface ReadTogether {
  readonly document: Document
  readonly composeProjects: readonly ComposeProject[]
  readonly beside?: readonly ComposeDocument[]
  readonly containers?: readonly DevcontainerDocument[]
}

/** The devcontainer.json files that build this Dockerfile; asked only where they can say something of it. */
async function containersOf({ path, text }: SourceFile, session: Session): Promise<readonly DevcontainerDocument[]> {
  if (!/^\s*ARG\s/im.test(text)) return []
  const names = foldersAbove(path).flatMap((folder) =>
    ['.devcontainer.json', '.devcontainer/devcontainer.json'].map((name) => below(folder, name)),
  )
  const files = await Promise.all(
    [below(dirname(path), 'devcontainer.json'), ...names].map((name) => session.readIfListed(name)),
  )
  return files.flatMap((file) => (file ? readDevcontainer(file) : [])).filter((one) => one.dockerfilePath === path)
}

const LIKELY_NAMES = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml']

/** Compose files that are looked at for one Dockerfile: some repositories keep hundreds in one folder. */
const CANDIDATE_LIMIT = 100

/** The compose files in the folder of a Dockerfile and in those above, nearest first. */
async function candidatesFor(path: string, session: Session): Promise<readonly string[]> {
  const found: string[] = []
  for (const folder of foldersAbove(path)) {
    for (const name of LIKELY_NAMES) session.asked.add(below(folder, name))
    const names = [...(await session.list(folder))].filter(isComposeName).sort()
    found.push(...names.map((name) => below(folder, name)))
  }
  return found.slice(0, CANDIDATE_LIMIT)
}

/** The path is relative to the build context, which is the folder of the bentofile unless a command says otherwise. */
async function readRequirementsOf({ file, requirementsFile }: BentofileDocument, session: Session): Promise<void> {
  const path = resolvePath(dirname(file.path), requirementsFile?.value ?? '')
  if (requirementsFile?.value && path !== undefined) await session.read(path)
}

/** What a devcontainer.json names: its compose files, merged in order, and its Dockerfile. */
async function readNamedBy(
  { file, dockerComposeFiles, dockerfilePath: path }: DevcontainerDocument,
  session: Session,
): Promise<readonly ComposeProject[]> {
  const folder = dirname(file.path)
  if (path !== undefined) await readDockerfileOf(session, path, [dirname(path)])
  const merged = dockerComposeFiles.flatMap(({ value }) => (value && resolvePath(folder, value)) || [])
  return merged.length > 0 ? [await ComposeProject.open(session, merged)] : []
}

/** The folder of a path and those above it, up to the root (the empty path). */
function foldersAbove(path: string): readonly string[] {
  const folder = dirname(path)
  return folder === '' ? [''] : [folder, ...foldersAbove(folder)]
}
