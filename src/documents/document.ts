import type { BentofileDocument } from './bentofile/types'
import type { ComposeDocument } from './compose/types'
import type { DevcontainerDocument } from './devcontainer/types'
import type { DockerfileDocument } from './dockerfile/types'
import type { KubernetesDocument } from './kubernetes/types'
import type { ScriptDocument } from './script/types'
import type { Kind } from './source'

export type Document =
  | ComposeDocument
  | DockerfileDocument
  | KubernetesDocument
  | DevcontainerDocument
  | BentofileDocument
  | ScriptDocument

export type DocumentOf<K extends Kind> = Extract<Document, { kind: K }>
