import { MAY_NAME_PACKAGES } from '../../documents/build-stage'
import { type PackageList, readPackageList } from '../../documents/dockerfile/package-list'
import { LOCKED, packageInstalls, projectInstalls } from '../../documents/dockerfile/pip'
import type { PackageInstall, Requirement } from '../../documents/dockerfile/pip-types'
import { type CopiedRequirements, requirementFilesOf } from '../../documents/dockerfile/requirements'
import type {
  CopyInstruction,
  DockerfileDocument,
  RunInstruction,
  ShellWord,
  Stage,
} from '../../documents/dockerfile/types'
import { SourceFile } from '../../documents/source'
import { dirname, resolvePath } from '../../documents/workspace'
import type { Report, RuleContext } from '../../lint/rule'
import type { Span } from '../../text'
import { Kept } from '../../text'
import { appliesOnLinux } from './markers'
import { EnvironmentTrail } from './python-environment'
import { isRun } from './runs'

/** One package that a stage installs. */
export interface Installed {
  readonly requirement: Requirement
  readonly install: PackageInstall
  /** Where it is asked for in the Dockerfile: its word, or the word of the `-r` that brings it. */
  readonly at: Span
  /** The requirements file that holds it; undefined: it stands in the Dockerfile. */
  readonly file: SourceFile | undefined
  /** Equal for packages that surely share an environment. */
  readonly environment: string
  /** Whether its marker holds; undefined: not known. */
  readonly applies: boolean | undefined
}

export interface Packages {
  readonly installed: readonly Installed[]
  /** False where more may be installed than can be read: `pip install .`, an unread requirements file, `poetry install`. */
  readonly complete: boolean
}

const memo = new Kept<RuleContext, Map<Stage, Packages>>()

/** The Python packages of a stage, its parents' and those of copied environments included, in the order of the file. */
export function packagesOf(stage: Stage, context: RuleContext): Packages {
  const known = memo.get(context) ?? new Map<Stage, Packages>()
  memo.set(context, known)
  const found = known.get(stage) ?? collect(stage, context)
  known.set(stage, found)
  return found
}

function collect(stage: Stage, context: RuleContext): Packages {
  const trail = new EnvironmentTrail()
  const files = requirementFilesOf(stage)
  const parts = stage.lineage.map((instruction): Packages => {
    trail.follow(instruction)
    if (isRun(instruction)) return ofRun(instruction, files, trail, context)
    return 'sources' in instruction ? ofCopy(instruction, context) : NONE
  })
  return joined(parts)
}

const NONE: Packages = { installed: [], complete: true }

const joined = (parts: readonly Packages[]): Packages => ({
  installed: parts.flatMap(({ installed }) => installed),
  complete: parts.every(({ complete }) => complete),
})

function ofRun(
  run: RunInstruction,
  files: readonly CopiedRequirements[],
  trail: EnvironmentTrail,
  context: RuleContext,
): Packages {
  const direct = packageInstalls(run).map((install) => ofInstall(install, files, trail.keyOf(install), context))
  const projects = projectInstalls(run)
  const locked = projects.map((install) => ofInstall(install, files, trail.keyOf(install), context))
  const unread = run.commands.some((one) => isUnreadInstall(one) && !projects.some(({ command }) => command === one))
  return joined([...direct, ...locked, { installed: [], complete: !unread }])
}

function ofInstall(
  given: PackageInstall,
  files: readonly CopiedRequirements[],
  environment: string,
  context: RuleContext,
): Packages {
  const lists = files.filter(({ install }) => install === given).flatMap((one) => listOf(one, context) ?? [])
  const install = withOptions(given, lists)
  const pip = { ...install, tool: 'pip' } as const
  // A lock file may hold an older version than the newest that the project allows.
  const locked = { ...install, flags: [...install.flags, '--constraint'] }
  const asRead = ({ pinned }: Requirement) =>
    pinned === undefined && install.flags.includes(LOCKED) ? locked : install
  const own = given.requirements.filter(({ span }) => !lists.some(({ at }) => at === span))
  const installed = [
    ...own.map((requirement) => made({ requirement, install, environment, at: requirement.span, file: undefined })),
    ...lists.flatMap(({ at, file, list }) => [
      ...list.requirements.map((requirement) =>
        made({ requirement, install: asRead(requirement), environment, at, file }),
      ),
      ...list.pip.map((requirement) => made({ requirement, install: pip, environment, at, file })),
    ]),
  ]
  const read = given.requirementFiles.every(({ span }) => lists.some(({ at }) => at === span))
  return { installed, complete: read && lists.every(({ list }) => list.complete) && installed.every(isNamed) }
}

const made = (one: Omit<Installed, 'applies'>): Installed => ({
  ...one,
  applies: appliesOnLinux(one.requirement.marker),
})

/** A path or a repository may bring anything along. */
const isNamed = ({ requirement }: Installed): boolean => requirement.name !== ''

function isUnreadInstall({ name, args }: RunInstruction['commands'][number]): boolean {
  const verb = args.find(({ value }) => value !== undefined && !value.startsWith('-'))?.value
  if (name === 'poetry' || name === 'pdm' || name === 'pipenv' || name === 'pixi')
    return /^(?:install|sync)$/.test(verb ?? '')
  return name === 'uv' && args.some(({ value }) => value === 'sync')
}

interface ReadList {
  readonly at: Span
  readonly file: SourceFile
  readonly list: PackageList
}

function listOf({ path, install, at, extras }: CopiedRequirements, context: RuleContext): ReadList | undefined {
  const file = requirementsFile(path, context)
  return file && { at, file, list: readPackageList(install.tool, file.text, file.path, extras) }
}

/** The options of a file hold for the whole command. */
function withOptions(install: PackageInstall, lists: readonly ReadList[]): PackageInstall {
  const options = lists.flatMap(({ list, at }) => list.options.map((option) => ({ ...option, at })))
  if (options.length === 0) return install
  const words = (wanted: string): readonly ShellWord[] =>
    options
      .filter(({ name }) => name === wanted)
      .map(({ value, at }) => ({ value, raw: value ?? '$', span: at, quoted: false }))
  return {
    ...install,
    indexUrl: words('--index-url').at(-1) ?? install.indexUrl,
    extraIndexUrls: [...install.extraIndexUrls, ...words('--extra-index-url')],
    findLinks: [...install.findLinks, ...words('--find-links')],
    flags: [...install.flags, ...options.map(({ name }) => name)],
  }
}

/** Paths in a Dockerfile are relative to the build context: a compose service names it, else it is the file's folder. */
function requirementsFile(path: string, { document, project, file }: RuleContext): SourceFile | undefined {
  const builders = project.buildersOf(document as DockerfileDocument)
  const contexts = builders.flatMap(({ build }) => build?.contextPath ?? [])
  for (const folder of contexts.length > 0 ? contexts : [dirname(file.path)]) {
    const full = resolvePath(folder, path)
    const text = full === undefined ? undefined : project.text(full)
    if (full !== undefined && text !== undefined) return new SourceFile(full, text)
  }
  return undefined
}

const ENVIRONMENT = /venv|site-packages|dist-packages|conda|\.local\b|\/python3|^\/usr\/local\/?$|^\/install\/?$/

/** `COPY --from=build /opt/venv /opt/venv` brings what was installed there. */
function ofCopy({ from, fromStage, sources }: CopyInstruction, context: RuleContext): Packages {
  if (!from || !sources.some(({ value }) => ENVIRONMENT.test(value ?? ''))) return NONE
  return fromStage ? packagesOf(fromStage, context) : { installed: [], complete: false }
}

/** What a finding says besides, of a package that a requirements file holds. */
export function relatedOf(...packages: readonly Installed[]): Required<Pick<Report, 'related'>> {
  return {
    related: packages.flatMap(({ requirement, file, at }) => {
      const message = `${requirement.name}${requirement.specifier} stands here.`
      return file ? [{ at: requirement.span, file, message }] : [{ at, message }]
    }),
  }
}

/** Cheap to ask: false where the file installs nothing of that name, nor a file of packages. */
export function mayInstall({ file }: { readonly file: SourceFile }, names: RegExp): boolean {
  return (
    /pip|\buv\b|conda|mamba|poetry|pdm/.test(file.text) && (names.test(file.text) || MAY_NAME_PACKAGES.test(file.text))
  )
}
