import type { Span } from '../../text'
import type { SourceFile, SyntaxProblem } from '../source'
import type { Text } from '../text'
import type { Entry, MapValue, ScalarValue, Value } from '../tree'
import type { InlineDockerfile } from './inline'
import type { Lookup } from './interpolate'

/** One compose file. Broken text still gives what is whole of it. */
export interface ComposeDocument {
  readonly kind: 'compose'
  readonly file: SourceFile
  readonly root: MapValue | undefined
  readonly services: readonly Service[]
  readonly problems: readonly SyntaxProblem[]
  /** Keys that are no texts, wherever they are written in the file. */
  readonly oddKeys: readonly ScalarValue[]
  /** Compose's name for the project; undefined where only the folder above the workspace would tell it. */
  readonly projectName: string | undefined
  /**
   * The text of a value of this file, or of one that its services are read with, variables resolved.
   * @param unset what stands for variables that no file sets
   */
  textOf(value: Value | undefined, unset?: Lookup): Text | undefined
  /** The path in the workspace that such a text names; undefined where it is not known or leads outside. */
  pathOf(text: Text | undefined): string | undefined
}

/**
 * A service as this file writes it, and as the engine will see it.
 * The fields below hold the service after YAML merge keys, `extends` and override files found beside the file:
 * a value knows its own file (`node.file`), and rules report only on values of the file under check.
 */
export interface Service {
  readonly name: string
  readonly nameKey: ScalarValue
  /** The service's own map in this file (merge keys applied). */
  readonly node: MapValue
  readonly entry: Entry
  readonly document: ComposeDocument
  /** The service this one extends, when it could be read. */
  readonly base: Service | undefined
  /** The files of `env_file`, with their paths in the workspace. */
  readonly envFiles: readonly EnvFileUse[]
  /** True when `extends`, `include` or an override names something that could not be read: absence proves nothing then. */
  readonly partial: boolean
  /** True when neither the file nor its bases give an image or a build: an overlay or a template. */
  readonly overlay: boolean
  readonly image: Text | undefined
  readonly build: Build | undefined
  readonly profiles: readonly string[]
  readonly environment: readonly EnvironmentVariable[]
  /** Files of `env_file` are read when they lie in the workspace; true when one could not be. */
  readonly environmentUnknown: boolean
  readonly requests: readonly DeviceRequest[]
  readonly gpus: Entry | undefined
  readonly runtime: Text | undefined
  readonly devices: readonly DeviceMapping[]
  readonly privileged: boolean
  readonly privilegedEntry: Entry | undefined
  readonly shmSize: Text | undefined
  readonly ipc: Text | undefined
  readonly volumes: readonly Mount[]
  /** `deploy.replicas` or `scale`, when it is a known number. */
  readonly replicas: { readonly value: number; readonly node: Value } | undefined
  /** `command` and `entrypoint`, as one text for looking at (never for editing). */
  readonly commandText: string
  /** The service's effective value of a key: own first, then base, then override merge. */
  field(...path: string[]): Value | undefined
}

export interface Build {
  readonly context: Text | undefined
  readonly dockerfile: Text | undefined
  /** Folder of the build context in the workspace (empty for its root), or undefined where it is remote or unknown. */
  readonly contextPath: string | undefined
  /** Path of the Dockerfile in the workspace, or what its text in the compose file goes by; undefined where it is remote or unknown. */
  readonly dockerfilePath: string | undefined
  /** The Dockerfile in the compose file itself (`dockerfile_inline`), where it can be read. */
  readonly inline: InlineDockerfile | undefined
  readonly target: Text | undefined
  readonly args: ReadonlyMap<string, Text | undefined>
  readonly node: Value
}

export interface EnvironmentVariable {
  readonly name: string
  /** undefined: not known, or taken from the shell (`- NAME` or `NAME:`). */
  readonly value: string | undefined
  readonly nameSpan: Span
  readonly valueSpan: Span
  /** The scalar that holds the value (map form) or the whole `NAME=value` item (list form). */
  readonly node: ScalarValue
  readonly form: 'map' | 'list' | 'env_file'
  /** The map entry or list item to remove, to take the variable away. */
  readonly owner: Entry | ScalarValue
  readonly interpolated: boolean
}

/** One file that `env_file` names. */
export interface EnvFileUse {
  readonly node: Value
  /** As written, variables resolved; undefined where one is not known. */
  readonly path: string | undefined
  readonly required: boolean
  /** `format: raw`: values are taken letter by letter. */
  readonly raw: boolean
}

/** One item of `deploy.resources.reservations.devices`, or of `gpus` (`gpus: all` gives one without item). */
export interface DeviceRequest {
  readonly source: 'deploy' | 'gpus'
  /** The item's map; undefined for `gpus: all` and for items that are no map. */
  readonly node: MapValue | undefined
  readonly at: Value
  readonly driver: Text | undefined
  /** 'all' also for -1 and for a request with neither count nor ids; undefined: not known (a variable) or malformed. */
  readonly count: number | 'all' | undefined
  readonly countNode: Entry | undefined
  /** What stands at `count`, or as the whole of `gpus`, variables resolved; undefined where that is nothing, or no scalar. */
  readonly countText: Text | undefined
  /** The known ids; undefined when there is no `device_ids` list or one of them is not known. */
  readonly deviceIds: readonly string[] | undefined
  readonly deviceIdsNode: Entry | undefined
  /** The known capabilities of a well-formed list; undefined otherwise. */
  readonly capabilities: readonly string[] | undefined
  readonly capabilitiesNode: Entry | undefined
}

/** One item of `devices:`. */
export interface DeviceMapping {
  readonly node: Value
  /** The whole short form, or the source of the long form; undefined when a variable is not known. */
  readonly value: string | undefined
  readonly source: string | undefined
  readonly target: string | undefined
  readonly permissions: string | undefined
  readonly form: 'short' | 'long'
}

export interface Mount {
  readonly node: Value
  readonly type: string | undefined
  readonly source: string | undefined
  readonly target: string | undefined
}
