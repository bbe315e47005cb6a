import { gpusOf } from '../../../workload'
import { colorFlag, colorFlags, type Flags, type Parsed, parseFlags } from '../flags'
import { UsageError } from '../usage'

/** A `new` as the user called it. */
export interface NewCall {
  /** What the flags say of the workload, not yet validated. */
  readonly wishes: Readonly<Record<string, unknown>>
  /** A path, or `-` for stdin. */
  readonly spec: string | undefined
  readonly out: string
  readonly host: string
  readonly dryRun: boolean
  readonly force: boolean
  /** Asks nothing, not even on a terminal. */
  readonly yes: boolean
  readonly color: boolean | undefined
}

const boolean = { type: 'boolean' } as const
const string = { type: 'string' } as const
const TEXTS = ['mode', 'cuda', 'python', 'os', 'image', 'vendor', 'wiring', 'name'] as const
/** With commas between their items. */
const LISTS = ['backends', 'repoagents'] as const

const flags: Flags = {
  ...colorFlags,
  ...Object.fromEntries(TEXTS.map((name) => [name, string])),
  ...Object.fromEntries(LISTS.map((name) => [name, string])),
  gpus: { type: 'string', short: 'g' },
  port: { type: 'string', multiple: true, short: 'p' },
  mount: { type: 'string', multiple: true },
  root: boolean,
  'non-root': boolean,
  'cpu-fallback': boolean,
  devcontainer: boolean,
  kubernetes: boolean,
  spec: string,
  out: { type: 'string', short: 'o' },
  host: string,
  'dry-run': boolean,
  force: boolean,
  yes: { type: 'boolean', short: 'y' },
}

/** @throws UsageError */
export function readNewCall(args: readonly string[]): NewCall {
  const [own, command] = split(args)
  const parsed = parseFlags(own, flags)
  const [framework, more] = parsed.words
  if (more !== undefined)
    throw new UsageError(`new takes one framework, and "${more}" stands behind it. A folder goes behind --out.`)
  return {
    wishes: { ...frameworkOf(framework), ...wishesOf(parsed), ...(command && { command }) },
    spec: parsed.value('spec'),
    out: parsed.value('out') ?? '.',
    host: parsed.value('host') ?? 'none',
    dryRun: parsed.has('dry-run'),
    force: parsed.has('force'),
    yes: parsed.has('yes'),
    color: colorFlag(parsed),
  }
}

/** Behind `--` stands the command of the container, as with `docker run` behind the image. */
function split(args: readonly string[]): readonly [readonly string[], readonly string[] | undefined] {
  const at = args.indexOf('--')
  return at < 0 ? [args, undefined] : [args.slice(0, at), args.slice(at + 1)]
}

/** `pytorch`, `pytorch==2.5.1`. */
function frameworkOf(word: string | undefined): NewCall['wishes'] {
  if (word === undefined) return {}
  const [framework, version] = word.split(/==?|@/)
  return { framework, ...(version !== undefined && { version }) }
}

function wishesOf(parsed: Parsed): NewCall['wishes'] {
  const extras = ['devcontainer', 'kubernetes'].filter((name) => parsed.has(name))
  const gpus = parsed.value('gpus')
  return {
    ...Object.fromEntries(TEXTS.flatMap((name) => (parsed.has(name) ? [[name, parsed.value(name)]] : []))),
    ...Object.fromEntries(
      LISTS.flatMap((name) => (parsed.has(name) ? [[name, (parsed.value(name) ?? '').split(',')]] : [])),
    ),
    ...(gpus !== undefined && { gpus: gpusOf(gpus) }),
    ...(parsed.has('port') && { ports: parsed.values('port') }),
    ...(parsed.has('mount') && { mounts: parsed.values('mount') }),
    ...(parsed.has('root') && { nonRoot: false }),
    ...(parsed.has('non-root') && { nonRoot: true }),
    ...(parsed.has('cpu-fallback') && { cpuFallback: true }),
    ...(extras.length > 0 && { extras }),
  }
}
