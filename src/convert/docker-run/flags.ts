/** A flag with its value; none without one. */
export const flag = (name: string, value: string | undefined): readonly string[] =>
  value === undefined ? [] : [name, value]

/** A flag for each value. */
export const each = (name: string, values: readonly string[]): readonly string[] =>
  values.flatMap((value) => [name, value])
