import type { Span } from '../../text'
import type { RunInstruction, ShellCommand, ShellWord } from './types'

/** One `pip install`, `uv pip install`, `python -m pip install`, `conda install`, `mamba install`, `poetry add` or `pipenv install`. */
export interface PackageInstall {
  /** `poetry` and `pipenv` install with pip, into environments of their own. */
  readonly tool: 'pip' | 'uv' | 'conda' | 'poetry' | 'pipenv'
  readonly command: ShellCommand
  readonly instruction: RunInstruction
  readonly requirements: readonly Requirement[]
  readonly indexUrl: ShellWord | undefined
  readonly extraIndexUrls: readonly ShellWord[]
  readonly findLinks: readonly ShellWord[]
  /** Files of `-r`, as written. */
  readonly requirementFiles: readonly ShellWord[]
  /** `--target`, `--prefix`, `--root`: the packages do not land in the image's own site-packages. */
  readonly elsewhere: boolean
  readonly flags: readonly string[]
}

/** `torch[opt]==2.1.0 ; python_version<"3.12"`, from a command line or a requirements file. */
export interface Requirement {
  /** Normalised by PEP 503: lower case, runs of `-_.` become one `-`. */
  readonly name: string
  readonly extras: readonly string[]
  /** As written: `==2.1.0`, `>=1.19,<2`, '' when there is none. For conda `=2.1` is kept as written. */
  readonly specifier: string
  /** The version when it is pinned by `==` (or conda `=`) without a wildcard; local version kept (`2.1.0+cu118`). */
  readonly pinned: string | undefined
  readonly marker: string | undefined
  readonly url: string | undefined
  readonly span: Span
  /** Path of the file that holds it: the Dockerfile, or a requirements file. */
  readonly path: string
}
