export interface SchemaError {
  readonly keyword: string
  readonly instancePath: string
  /** Errors of one schema have the same number. */
  readonly schema: number
  readonly params: Readonly<Record<string, unknown>>
}
export interface Validator {
  (data: unknown): boolean
  errors?: readonly SchemaError[] | null
}
export const compose: Validator
export const kubernetes: Validator
export const devcontainer: Validator
export const bentofile: Validator
export const allowedKeys: Readonly<Record<'compose' | 'kubernetes' | 'devcontainer' | 'bentofile', Readonly<Record<string, readonly string[]>>>>
