import type { SourceFile, SyntaxProblem } from '../source'
import type { Text } from '../text'
import type { Entry, MapValue } from '../tree'

export interface KubernetesDocument {
  readonly kind: 'kubernetes'
  readonly file: SourceFile
  readonly resources: readonly Resource[]
  readonly problems: readonly SyntaxProblem[]
}
/** One YAML document with `apiVersion` and `kind`. */
export interface Resource {
  readonly apiVersion: string
  readonly resourceKind: string
  readonly name: string | undefined
  readonly node: MapValue
  readonly pods: readonly PodTemplate[]
}
export interface PodTemplate {
  /** The pod spec's map. */
  readonly node: MapValue
  readonly containers: readonly Container[]
}
export interface Container {
  readonly name: string | undefined
  readonly init: boolean
  readonly node: MapValue
  readonly image: Text | undefined
  /** Entries of `resources.limits` and `resources.requests` whose key names a GPU resource. */
  readonly gpuLimits: readonly Entry[]
  readonly gpuRequests: readonly Entry[]
}
