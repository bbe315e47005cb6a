import { readEnvironment } from './conda-environment'
import type { PackageInstall, Requirement } from './pip-types'
import { readProject } from './pyproject'
import { readOptions, readRequirements } from './requirements'

/** An option that stands in the file: `--extra-index-url` and its word. */
export interface ListOption {
  readonly name: string
  readonly value: string | undefined
}

/** What a file says that an install reads: requirements.txt, environment.yml, pyproject.toml. */
export interface PackageList {
  /** For the tool that reads the file; a Conda environment lists Conda's packages here. */
  readonly requirements: readonly Requirement[]
  /** Those that a Conda environment leaves to pip. */
  readonly pip: readonly Requirement[]
  /** Options of pip: they hold for the whole command. */
  readonly options: readonly ListOption[]
  /** False where it names other files, or what cannot be read. */
  readonly complete: boolean
}

export const UNREAD: PackageList = { requirements: [], pip: [], options: [], complete: false }

/** @param extras what is asked for behind the folder of a project: `.[gpu]` */
export function readPackageList(
  tool: PackageInstall['tool'],
  text: string,
  path: string,
  extras: readonly string[],
): PackageList {
  if (/\.toml$/i.test(path)) return readProject(text, path, extras)
  if (/\.ya?ml$/i.test(path)) return readEnvironment(text, path)
  if (tool === 'conda') return UNREAD
  const options = readOptions(text)
  const complete = !options.some(({ name }) => name === '-r')
  return { requirements: readRequirements(text, path), pip: [], options, complete }
}
