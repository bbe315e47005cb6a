import type { Config } from '../../service'

/** The `gpuCompose.*` settings of one workspace folder. */
export interface Settings {
  readonly enable: boolean
  readonly codeLens: boolean
  readonly inlayHints: boolean
  readonly schema: Config['schema']
  readonly rules: Config['rules']
  readonly target: Config['target']
}

export const defaultSettings: Settings = {
  enable: true,
  codeLens: true,
  inlayHints: true,
  schema: 'auto',
  rules: {},
  target: {},
}

const levels: readonly unknown[] = ['off', 'info', 'warning', 'error'] satisfies readonly Config['rules'][string][]
const schemas: readonly unknown[] = ['auto', 'always', 'never'] satisfies readonly Config['schema'][]

/** Takes what has the right shape; the editor itself marks the rest in its settings. */
export function readSettings(value: unknown): Settings {
  const given = asObject(value)
  return {
    enable: given.enable !== false,
    codeLens: asObject(given.codeLens).enable !== false,
    inlayHints: asObject(given.inlayHints).enable !== false,
    schema: schemas.includes(given.schema) ? (given.schema as Settings['schema']) : 'auto',
    rules: keep(asObject(given.rules), (level) => levels.includes(level)) as Settings['rules'],
    target: keep(asObject(given.target), isTargetValue) as Settings['target'],
  }
}

const isTargetValue = (value: unknown, key: string): boolean =>
  key === 'gpus'
    ? Array.isArray(value) && value.every((gpu) => typeof gpu === 'string')
    : typeof value === 'string' && value !== '' && targetKeys.has(key)

const targetKeys: ReadonlySet<string> = new Set(['driver', 'engine', 'compose', 'toolkit', 'platform'])

const asObject = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}

const keep = (object: Readonly<Record<string, unknown>>, fits: (value: unknown, key: string) => boolean) =>
  Object.fromEntries(Object.entries(object).filter(([key, value]) => fits(value, key)))
