import { expandWord } from './expand'
import type { Line } from './line-words'
import { sourceStage } from './stages'
import type { Flag, Mount } from './types'

/** `RUN --mount=type=bind,from=build,source=/x,target=/y`; without a type it is a bind. */
export function readMounts(line: Line): readonly Mount[] {
  return line.flags.filter(({ name, value }) => name === 'mount' && value).map((flag) => readMount(line, flag))
}

function readMount(line: Line, flag: Flag): Mount {
  const options = new Map<string, string | undefined>()
  for (const part of (flag.value ?? '').split(',')) {
    const [, key = '', value] = /^([^=]*)(?:=([\s\S]*))?$/.exec(part) ?? []
    options.set(key.trim().toLowerCase(), value && expandWord(value, line.reading.escape, line.lookup).value)
  }
  const from = options.get('from')
  sourceStage(line.reading, from)
  return {
    type: options.get('type') ?? 'bind',
    from,
    source: options.get('source') ?? options.get('src'),
    target: options.get('target') ?? options.get('dst') ?? options.get('destination'),
    span: flag.span,
  }
}
