/** The Compose schema with our overlay, as plain JSON. */
export function composeSchema(): {
  readonly definitions: Readonly<Record<string, { readonly properties: Readonly<Record<string, unknown>> }>>
}
/** Writes the validators where an input has changed; false when they were up to date. */
export function buildSchemas(): Promise<boolean>
