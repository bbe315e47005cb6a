/** The text of a snippet's body, as an editor inserts it when nobody types: of every choice the `nth` (the first: its default); a variable is nothing. */
export function expand(body: readonly string[], nth = 0): string {
  const values = new Map<string, string>()
  const stop = /\\([\\$}])|\$[A-Za-z_]\w*|\$\{(\d+)(?::((?:\\.|[^}\\])*)|\|((?:\\.|[^|\\])*)\|)?\}/g
  return body.join('\n').replace(stop, (_, plain?: string, number = '', given?: string, choices?: string) => {
    if (plain) return plain
    const value = choices === undefined ? given : nthOf(choices, nth)
    if (value !== undefined) values.set(number, value.replace(/\\(.)/g, '$1'))
    return values.get(number) ?? ''
  })
}

function nthOf(choices: string, nth: number): string {
  const all = choices.split(/(?<!\\),/)
  return all[nth] ?? all.at(-1) ?? ''
}
