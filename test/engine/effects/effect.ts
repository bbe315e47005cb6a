import type { Target } from '../../../src/host/target'
import type { EngineName, Files } from '../support/compose'

/** What a container sees, by name: see `OBSERVE`. undefined: not set at all. */
export type Seen = Readonly<Record<string, string | undefined>>

/** What the engine does with a project. */
export type Effect =
  /** `docker compose config` refuses it. */
  | { readonly refused: RegExp }
  /** The file is accepted, and `docker compose up` stops. */
  | { readonly stops: RegExp }
  /** It starts, and the containers of the service `a` see this. */
  | { readonly sees: Seen }
  /** `docker stack config` refuses it. */
  | { readonly stackRefused: RegExp }
  /** `docker stack config` accepts it. */
  | { readonly stackAccepted: true }

export interface EffectCase {
  readonly rule: string
  /** The project; a text alone is its compose.yaml. */
  readonly files: Files
  /** The file with the finding; compose.yaml where not said. */
  readonly path?: string
  readonly target?: Target
  /** The engine that is asked; that of today where not said. */
  readonly engine?: EngineName
  readonly claimed: Effect
  /** The repair that is applied; the first one where not said. */
  readonly fix?: string
  /** What the repaired project does; left out where the rule offers no repair. */
  readonly fixed?: Effect
}

/** The service `a`; the lines are its own, without indentation. */
export const a = (lines: string, image = 'stub'): string =>
  `services:\n  a:\n    image: ${image}\n${lines.replace(/^/gm, '    ')}\n`

/** A service with one request; the text is the item's, in flow style. */
export const reserving = (item: string, more = ''): string =>
  a(`${more}deploy:\n  resources:\n    reservations:\n      devices:\n        - ${item}`)

export const one = (text: string): Files => ({ 'compose.yaml': text })

/** All GPUs, the driver capabilities left to the image. */
export const ALL: Effect = { sees: { NVIDIA_VISIBLE_DEVICES: 'all', NVIDIA_DRIVER_CAPABILITIES: undefined } }

export const gpus = (visible: string | undefined): Effect => ({ sees: { NVIDIA_VISIBLE_DEVICES: visible } })
