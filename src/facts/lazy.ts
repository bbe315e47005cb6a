/** Builds an index on its first use: the command line must start fast, and most runs ask few tables. */
export function lazy<T>(build: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: build() }
    return made.value
  }
}
