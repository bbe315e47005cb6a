import type { RuleLevel } from '../../lint/config'
import { levels } from '../../lint/config-read'
import { type Format, formats } from '../../report'
import { colorFlag, colorFlags, type Flags, oneOf, type Parsed, parseFlags } from './flags'
import { didYouMean, UsageError } from './usage'

export const failLevels = ['error', 'warning', 'info', 'never'] as const

/** A `check` or `fix` as the user called it. */
export interface Call {
  readonly paths: readonly string[]
  readonly fix: boolean
  readonly unsafe: boolean
  readonly diff: boolean
  readonly format: Format
  readonly outputFile: string | undefined
  readonly failOn: (typeof failLevels)[number]
  readonly maxWarnings: number
  readonly rules: Readonly<Record<string, RuleLevel>>
  /** A path; false: no configuration is read; undefined: the nearest one. */
  readonly config: string | false | undefined
  readonly host: string
  readonly ignore: boolean
  readonly quiet: boolean
  readonly stdinFilename: string | undefined
  readonly color: boolean | undefined
}

const boolean = { type: 'boolean' } as const
const string = { type: 'string' } as const

const checkFlags: Flags = {
  ...colorFlags,
  fix: boolean,
  unsafe: boolean,
  diff: boolean,
  format: { type: 'string', short: 'f' },
  'output-file': { type: 'string', short: 'o' },
  'fail-on': string,
  'max-warnings': string,
  rule: { type: 'string', multiple: true },
  config: { type: 'string', short: 'c' },
  'no-config': boolean,
  host: string,
  'no-ignore': boolean,
  quiet: { type: 'boolean', short: 'q' },
  'stdin-filename': string,
}

/** @throws UsageError */
export function readCall(args: readonly string[], fix: boolean, ids: ReadonlySet<string>): Call {
  const flags = parseFlags(args, checkFlags)
  const call: Call = {
    paths: flags.words.length > 0 ? flags.words : ['.'],
    fix: fix || flags.has('fix'),
    unsafe: flags.has('unsafe'),
    diff: flags.has('diff'),
    format: oneOf('--format', flags.value('format') ?? 'pretty', formats),
    outputFile: flags.value('output-file'),
    failOn: oneOf('--fail-on', flags.value('fail-on') ?? 'error', failLevels),
    maxWarnings: maxWarnings(flags.value('max-warnings')),
    rules: Object.fromEntries(flags.values('rule').map((word) => ruleLevel(word, ids))),
    config: flags.has('no-config') ? false : flags.value('config'),
    host: flags.value('host') ?? 'none',
    ignore: !flags.has('no-ignore'),
    quiet: flags.has('quiet'),
    stdinFilename: flags.value('stdin-filename'),
    color: colorFlag(flags),
  }
  refuse(call, flags)
  return call
}

function refuse(call: Call, flags: Parsed): void {
  const [flag] = ['unsafe', 'diff'].filter((name) => flags.has(name))
  if (flag && !call.fix) throw new UsageError(`--${flag} goes with fix: gpu-compose fix --${flag}`)
  if (flags.has('config') && flags.has('no-config'))
    throw new UsageError('--config and --no-config exclude each other.')
  if (call.diff && call.format !== 'pretty' && !call.outputFile)
    throw new UsageError(`--diff and --format ${call.format} would share stdout: give the report an --output-file.`)
  const stdin = call.paths.includes('-')
  if (stdin && call.stdinFilename === undefined)
    throw new UsageError('"-" needs --stdin-filename NAME, such as --stdin-filename docker-compose.yml')
  if (!stdin && call.stdinFilename !== undefined) throw new UsageError('--stdin-filename goes with the path "-".')
  if (stdin && call.paths.length > 1)
    throw new UsageError('"-" stands alone: stdin and other paths exclude each other.')
}

function maxWarnings(word: string | undefined): number {
  if (word === undefined) return Number.POSITIVE_INFINITY
  if (/^\d+$/.test(word)) return Number(word)
  throw new UsageError(`--max-warnings takes a number from 0, not "${word}".`)
}

function ruleLevel(word: string, ids: ReadonlySet<string>): readonly [string, RuleLevel] {
  const at = word.indexOf('=')
  if (at < 0) throw new UsageError(`--rule takes ID=LEVEL, such as ${word}=off`)
  const id = word.slice(0, at)
  if (!ids.has(id)) throw new UsageError(`--rule: no rule is called "${id}".${didYouMean(id, [...ids])}`)
  return [id, oneOf(`--rule ${id}=`, word.slice(at + 1), levels)]
}
