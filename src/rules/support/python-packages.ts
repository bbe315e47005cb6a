import { packageInstalls } from '../../documents/dockerfile/pip'
import type { PackageInstall, Requirement } from '../../documents/dockerfile/pip-types'
import { type CopiedRequirements, readRequirements, requirementFilesOf } from '../../documents/dockerfile/requirements'
import type { CopyInstruction, DockerfileDocument, RunInstruction, Stage } from '../../documents/dockerfile/types'
import { SourceFile } from '../../documents/source'
import { dirname, resolvePath } from '../../documents/workspace'
import type { Report, RuleContext } from '../../lint/rule'
import type { Span } from '../../text'
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

const memo = new WeakMap<RuleContext, Map<Stage, Packages>>()

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
  const parts = packageInstalls(run).map((install) => {
    const environment = trail.keyOf(install)
    const own = install.requirements.map((requirement) =>
      made({ requirement, install, environment, at: requirement.span, file: undefined }),
    )
    return joined([
      { installed: own, complete: own.every(isNamed) },
      ...fromFiles(install, files, environment, context),
    ])
  })
  return joined([...parts, { installed: [], complete: !run.commands.some(isUnreadInstall) }])
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
  if (name === 'uv') return verb === 'sync' || args.some(({ value }) => value === 'sync')
  return /^(?:conda|mamba|micromamba)$/.test(name ?? '') && verb === 'env'
}

function fromFiles(
  install: PackageInstall,
  files: readonly CopiedRequirements[],
  environment: string,
  context: RuleContext,
): readonly Packages[] {
  const own = files.filter((file) => file.install === install)
  return install.requirementFiles.map((word) => {
    const name = baseOf(word.value)
    const copied = own.find(({ path }) => baseOf(path) === name)
    const file = copied && requirementsFile(copied.path, context)
    if (!file) return { installed: [], complete: false }
    const read = readRequirements(file.text, file.path)
    const installed = read.map((requirement) => made({ requirement, install, environment, at: word.span, file }))
    return { installed, complete: installed.every(isNamed) && !/^\s*(?:-r|--requirement)/m.test(file.text) }
  })
}

const baseOf = (path: string | undefined): string => (path ?? '').slice((path ?? '').lastIndexOf('/') + 1)

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

/** Cheap to ask: false where the file installs nothing of that name, nor a requirements file. */
export function mayInstall({ file }: { readonly file: SourceFile }, names: RegExp): boolean {
  return (
    /pip|\buv\b|conda|mamba|poetry/.test(file.text) &&
    (names.test(file.text) || /\s(?:-r|--requirement)/.test(file.text))
  )
}
