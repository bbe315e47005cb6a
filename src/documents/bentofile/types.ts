import type { SourceFile, SyntaxProblem } from '../source'
import type { Text } from '../text'
import type { MapValue } from '../tree'

export interface BentofileDocument {
  readonly kind: 'bentofile'
  readonly file: SourceFile
  readonly root: MapValue | undefined
  readonly cudaVersion: Text | undefined
  readonly distro: Text | undefined
  readonly baseImage: Text | undefined
  /** `python.packages`; nothing where `requirements_txt` stands beside it, for BentoML ignores it then. */
  readonly pythonPackages: readonly Text[]
  /** `python.requirements_txt`. */
  readonly requirementsFile: Text | undefined
  readonly problems: readonly SyntaxProblem[]
}
