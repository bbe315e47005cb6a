import type { Range, TextDocumentIdentifier, WorkspaceEdit } from 'vscode-languageserver'
import type { Wiring } from '../../service'
import type { Draft, Impossible, ProjectFile, QuestionId } from '../../service/scaffold'

/** What the server and its client say to each other beyond the protocol. All addresses are URIs. */
export const methods = {
  /** Server to client: `{ uri }` → the text, null where there is none. */
  readFile: 'gpuCompose/readFile',
  /** Server to client: `{ uri }` → the names of the files of a folder. */
  listFolder: 'gpuCompose/listFolder',
  /** Server to client: `{ uri }` → the addresses of all files below a folder that may be ours. */
  findFiles: 'gpuCompose/findFiles',
  /** Client to server: nothing → `WorkspaceSummary`. */
  checkWorkspace: 'gpuCompose/checkWorkspace',
  /** Client to server: a document and a position → `Change[]`. */
  changes: 'gpuCompose/changes',
  /** Client to server: a document and a position → `RunLine`, null where there is no service that can be run. */
  dockerRun: 'gpuCompose/dockerRun',
  /** Client to server: a document → `GpuService[]`, those of a compose file. */
  gpuServices: 'gpuCompose/gpuServices',
  /** Client to server: `WayParams` → `Way[]`, the usual one first, or `Refused`. */
  gpuWays: 'gpuCompose/gpuWays',
  /** Client to server: `GiveParams` → `Given`, or `Refused`. Nothing is written. */
  giveGpu: 'gpuCompose/giveGpu',
  /** Client to server: `QuestionsParams` → `Question[]`, what is still to be asked, or `Impossible`. */
  questions: 'gpuCompose/questions',
  /** Client to server: `TypedParams` → `Draft` with what was typed, or `Impossible`. */
  typed: 'gpuCompose/typed',
  /** Client to server: `ProjectParams` → `Project`. Nothing is written. */
  project: 'gpuCompose/project',
  /** Server to client, a notification: `Checked`. */
  checked: 'gpuCompose/checked',
  /** Server to client, a notification: `{ message }`, why what was chosen is not done. Other editors get it as a message. */
  refused: 'gpuCompose/refused',
} as const

/** Commands that the server's answers name. Our own client has them; for others the server carries them out. */
export const clientCommands = {
  /** `(uri, range)`: selects a stretch of a text that an action has just written. */
  select: 'gpuCompose.select',
  /** `(uri, position)`: lets the user choose another form for the GPU request of the service there. */
  change: 'gpuCompose.changeGpu',
  /** `(uri, position)`: copies the service there as a `docker run` line. */
  copyRun: 'gpuCompose.copyAsDockerRun',
} as const

export interface At {
  readonly uri: string
}

/** What the client hands over at the start (`initializationOptions`); another editor hands over nothing. */
export interface ClientFacts {
  /** It answers `readFile`, `listFolder` and `findFiles`. */
  readonly files?: boolean
  /** It has the commands of `clientCommands`. */
  readonly commands?: boolean
  /** Ids of other extensions, present and enabled, that validate the same files. */
  readonly neighbours?: readonly string[]
  /** Settings for a client that cannot be asked for them. */
  readonly settings?: unknown
}

/** Another way in which a service can ask for its GPUs. */
export interface Change {
  readonly title: string
  readonly edit: WorkspaceEdit
}

/** A service as a line for a shell. */
export interface RunLine {
  readonly service: string
  readonly line: string
  /** What the line does not carry, and why or what to do. */
  readonly lost: readonly { readonly key: string; readonly why: string }[]
  /** Variables that the shell must have. */
  readonly variables: readonly string[]
}

/** A service that could be given a GPU; `not` is the sentence where it could not. */
export interface GpuService {
  readonly name: string
  readonly range: Range
  readonly not?: string
}

export interface WayParams {
  readonly textDocument: TextDocumentIdentifier
  readonly service: string
  /** As `add-gpu --gpus` takes it: `all`, `2`, `0,1`, CDI names. */
  readonly gpus: string
}

export interface GiveParams extends WayParams {
  readonly wiring: Wiring
}

/** The edit that gives a GPU, and what else changes with it. */
export interface Given {
  readonly edit: WorkspaceEdit
  readonly notes: readonly string[]
}

/** A wish that is refused, in a sentence. */
export interface Refused {
  readonly refused: string
}

/** A wiring and why one takes it, or why it cannot be had here. */
export interface Way {
  readonly wiring: Wiring
  readonly because: string
  readonly usual: boolean
  readonly refused?: string
}

/** What is said so far of a new project, and the address of the folder that it is for. */
export interface QuestionsParams {
  readonly folder: string
  readonly draft: Draft
}

export interface TypedParams extends QuestionsParams {
  readonly id: QuestionId
  readonly text: string
}

export interface ProjectParams extends QuestionsParams {
  /** What was said before the first question. */
  readonly given: Draft
}

/** The files, with paths below the folder, and the call of the command line that writes them too. */
export type Project = { readonly files: readonly ProjectFile[]; readonly command: string } | Impossible

export interface Counts {
  readonly errors: number
  readonly warnings: number
  readonly infos: number
}

/** One text was checked; `kind` is null when it is none of ours. */
export interface Checked extends Counts {
  readonly uri: string
  readonly kind: string | null
}

export interface WorkspaceSummary extends Counts {
  readonly files: number
  readonly fixable: number
}
