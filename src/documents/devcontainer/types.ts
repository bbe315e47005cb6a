import type { SourceFile, SyntaxProblem } from '../source'
import type { Text } from '../text'
import type { MapValue, Value } from '../tree'

export interface DevcontainerDocument {
  readonly kind: 'devcontainer'
  readonly file: SourceFile
  readonly root: MapValue | undefined
  readonly image: Text | undefined
  readonly runArgs: readonly Text[]
  /** `hostRequirements.gpu` as written. */
  readonly gpu: Value | undefined
  readonly dockerComposeFiles: readonly Text[]
  readonly dockerfile: Text | undefined
  /** The same from the root; undefined: not known, or none. */
  readonly dockerfilePath: string | undefined
  /** `build.args`; undefined: the value is not known. */
  readonly args: ReadonlyMap<string, string | undefined>
  /** The stage that it builds. */
  readonly target: Text | undefined
  readonly problems: readonly SyntaxProblem[]
}
