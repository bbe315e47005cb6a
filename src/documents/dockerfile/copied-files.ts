import type { Span } from '../../text'
import { matchesPattern } from './pattern'
import { packageInstalls, projectInstalls } from './pip'
import type { PackageInstall } from './pip-types'
import { baseName } from './shell-kinds'
import type { CopyInstruction, Instruction, RunInstruction, Stage } from './types'

/** A file of packages of the build context that an install reads. */
export interface CopiedRequirements {
  /** Relative to the build context, with `/`. */
  readonly path: string
  readonly install: PackageInstall
  /** What names the file in the Dockerfile, or the project that it belongs to. */
  readonly at: Span
  /** What is asked for behind a project's folder: `.[gpu]`. */
  readonly extras: readonly string[]
}

/** A file or folder that came to `target`; `source` undefined: not from the build context, or not known from where. */
interface Arrival {
  /** The last part of what was copied, perhaps a pattern. */
  readonly name: string
  readonly source: string | undefined
  readonly target: string
  /** True where `target` is surely a folder that files are put into. */
  readonly intoFolder: boolean
}

interface Place {
  folder: string | undefined
  readonly arrivals: Arrival[]
}

/** The base image's own working directory: not known, yet the same for COPY and RUN. */
const BASE = '/<workdir of the base image>'

/** The files of `-r` that were copied or mounted from the build context before, in the stage or its parents; only the certain ones. */
export function requirementFilesOf(stage: Stage): readonly CopiedRequirements[] {
  const place: Place = { folder: BASE, arrivals: [] }
  return stage.lineage.flatMap((instruction) => follow(instruction, place))
}

function follow(instruction: Instruction, place: Place): readonly CopiedRequirements[] {
  if (instruction.keyword === 'WORKDIR' && 'other' in instruction) {
    const words = instruction.words
    place.folder = words.length === 1 ? resolve(place.folder, words[0]?.value) : undefined
  }
  if ('sources' in instruction) place.arrivals.push(...arrivalsOf(instruction, place.folder))
  return instruction.keyword === 'RUN' && 'commands' in instruction ? filesOf(instruction, place) : []
}

function filesOf(run: RunInstruction, place: Place): readonly CopiedRequirements[] {
  const installs = [...packageInstalls(run), ...projectInstalls(run)].filter((one) => namedFiles(one).length > 0)
  if (installs.length === 0) return []
  const arrivals = [...place.arrivals, ...mountsOf(run, place.folder)]
  return installs.flatMap((install) => {
    const folder = folderAt(install, place.folder)
    return namedFiles(install).flatMap(({ value, at, extras }) => {
      const path = originOf(resolve(folder, value), arrivals)
      return path === undefined ? [] : [{ path, install, at, extras }]
    })
  })
}

/** The files of `-r`, and the pyproject.toml of `pip install .`. */
function namedFiles({ requirementFiles, requirements }: PackageInstall) {
  const files = requirementFiles.map(({ value, span }) => ({ value, at: span, extras: [] as readonly string[] }))
  const projects = requirements.flatMap(({ name, url, span }) => {
    const [, folder = '', extras = ''] = (name === '' && /^(\.[^[\]]*|\/[^[\]]*)(?:\[(.*)\])?$/.exec(url ?? '')) || []
    if (folder === '' || /\.\w+$/.test(folder)) return []
    const asked = extras.split(',').flatMap((extra) => extra.trim() || [])
    return [{ value: `${folder.replace(/\/$/, '')}/pyproject.toml`, at: span, extras: asked }]
  })
  return [...files, ...projects]
}

/** Where `cd` has led by then. */
function folderAt(install: PackageInstall, start: string | undefined): string | undefined {
  let folder = start
  for (const command of install.instruction.commands) {
    if (command === install.command) break
    if (command.name === 'cd') folder = command.conditional ? undefined : resolve(folder, command.args[0]?.value)
    if (command.name === 'pushd' || command.name === 'popd') folder = undefined
  }
  return folder
}

function arrivalsOf(copy: CopyInstruction, folder: string | undefined): readonly Arrival[] {
  const written = copy.destination?.value
  const target = resolve(folder, written)
  if (target === undefined) return []
  const intoFolder = copy.sources.length > 1 || /(?:^|\/)\.{0,2}$/.test(written ?? '') || target === folder
  const fromContext = !copy.from && !copy.flags.some(({ name }) => name === 'parents')
  return copy.sources.map(({ value }) => ({
    name: baseName(value ?? ''),
    source: fromContext ? contextPath(value) : undefined,
    target,
    intoFolder,
  }))
}

function mountsOf(run: RunInstruction, folder: string | undefined): readonly Arrival[] {
  return run.mounts.flatMap(({ type, from, source, target: written }) => {
    const target = type === 'bind' ? resolve(folder, written) : undefined
    if (target === undefined) return []
    return [
      {
        name: baseName(source ?? ''),
        source: from === undefined ? contextPath(source ?? '.') : undefined,
        target,
        intoFolder: false,
      },
    ]
  })
}

/** `./a/b/` → `a/b`, `.` → ``; undefined for URLs, heredocs and what leads out of the context. */
function contextPath(value: string | undefined): string | undefined {
  if (value === undefined || /^[a-z+]+:\/\/|^git@|^<</i.test(value)) return undefined
  return resolve('/', `./${value}`)?.slice(1)
}

/** An exact file first, the latest copy winning; else the one folder that can have brought it. */
function originOf(file: string | undefined, arrivals: readonly Arrival[]): string | undefined {
  if (file === undefined) return undefined
  for (const arrival of [...arrivals].reverse()) if (isFile(arrival, file)) return fileSource(arrival, file)
  const folders = arrivals.filter(({ target }) => file.startsWith(target === '/' ? '/' : `${target}/`))
  const paths = new Set(folders.map((arrival) => folderSource(arrival, file)))
  return paths.size === 1 ? [...paths][0] : undefined
}

function isFile({ name, target, intoFolder }: Arrival, file: string): boolean {
  if (target === file && !intoFolder) return true
  return join(target, baseName(file)) === file && matchesPattern(baseName(file), name)
}

function fileSource({ source, target }: Arrival, file: string): string | undefined {
  if (source === undefined) return undefined
  const folder = source.slice(0, source.length - baseName(source).length)
  if (/[*?[]/.test(folder)) return undefined
  if (!/[*?[]/.test(source)) return source
  return target === file ? undefined : folder + baseName(file)
}

function folderSource({ source, target }: Arrival, file: string): string | undefined {
  if (source === undefined || /[*?[]/.test(source)) return undefined
  const rest = file.slice(target === '/' ? 1 : target.length + 1)
  return source === '' ? rest : `${source}/${rest}`
}

const join = (folder: string, name: string): string => (folder === '/' ? `/${name}` : `${folder}/${name}`)

/** An absolute path without `.` and `..`; undefined where a part is not known or it leads above the start. */
function resolve(folder: string | undefined, path: string | undefined): string | undefined {
  if (path === undefined || path.includes('$')) return undefined
  if (path.startsWith('/')) return normal(path)
  return folder === undefined ? undefined : normal(`${folder}/${path}`)
}

function normal(path: string): string | undefined {
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '..' && (parts.length === 0 || `/${parts.join('/')}` === BASE)) return undefined
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return `/${parts.join('/')}`
}
