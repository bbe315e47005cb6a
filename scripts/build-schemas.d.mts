import type { Ajv } from 'ajv'

/** The Compose schema with our overlay, as plain JSON. */
export function composeSchema(): {
  readonly definitions: Readonly<Record<string, { readonly properties: Readonly<Record<string, unknown>> }>>
}
/** What each validator checks, and the ajv that knows its draft. */
export function schemas(): Promise<
  Record<
    'compose' | 'kubernetes' | 'devcontainer' | 'bentofile' | 'workload',
    { readonly schema: Readonly<Record<string, unknown>>; readonly ajv: Ajv }
  >
>
/** Writes the validators where an input has changed; false when they were up to date. */
export function buildSchemas(): Promise<boolean>
