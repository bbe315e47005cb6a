import type { Kind } from '../documents/source'
import type { Target } from '../host/target'
import type { Severity } from './rule'

export type RuleLevel = Severity | 'off'

/** A configuration as the engine uses it: read and validated, patterns not yet compiled. */
export interface Config {
  readonly rules: Readonly<Record<string, RuleLevel>>
  readonly ignore: readonly string[]
  readonly files: Readonly<Partial<Record<Kind, readonly string[]>>>
  readonly projects: readonly (readonly string[])[]
  readonly target: Target
  /** Schema findings: 'never' reports none, 'auto' leaves those on Compose files to another extension. */
  readonly schema: 'auto' | 'always' | 'never'
}

export const defaultConfig: Config = { rules: {}, ignore: [], files: {}, projects: [], target: {}, schema: 'always' }
