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
  readonly pythonPackages: readonly Text[]
  /** `python.requirements_txt`: BentoML ignores `python.packages` beside it. */
  readonly requirementsFile: Text | undefined
  readonly problems: readonly SyntaxProblem[]
}
