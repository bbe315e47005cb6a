import { flag } from './flags'
import type { Reader } from './reader'
import { quote } from './shell'

const HEALTH: Readonly<Record<string, string>> = {
  interval: '--health-interval',
  timeout: '--health-timeout',
  retries: '--health-retries',
  start_period: '--health-start-period',
  start_interval: '--health-start-interval',
}

export function healthFlags(reader: Reader): readonly string[] {
  const test = reader.field('healthcheck', 'test')
  const [kind, ...words] = test?.kind === 'seq' ? reader.texts(test) : ['CMD-SHELL', ...reader.texts(test)]
  if (kind === 'NONE' || reader.isTrue('healthcheck', 'disable')) return ['--no-healthcheck']
  // The flag knows the form for a shell alone.
  const command = kind === 'CMD' ? words.map(quote).join(' ') : words[0]
  const others = Object.entries(HEALTH).flatMap(([key, name]) => flag(name, reader.at('healthcheck', key)))
  return [...flag('--health-cmd', command), ...others]
}
