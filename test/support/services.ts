/** A compose file with one service; the lines are the service's, without indentation. */
export const serviceOf = (lines: string, name = 'app'): string => `services:\n${entryOf(lines, name)}`

/** One more service for such a file. */
export const entryOf = (lines: string, name: string): string =>
  `  ${name}:\n${lines
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n')}\n`

/** A reservation of every GPU; other keys of the request go in front. */
export const reserve = (request = 'count: all'): string =>
  `deploy:\n  resources:\n    reservations:\n      devices:\n        - driver: nvidia\n          ${request.replaceAll('\n', '\n          ')}\n          capabilities: [gpu]`
