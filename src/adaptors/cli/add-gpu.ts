import { dirname } from 'node:path'
import { unifiedDiff } from '../../report'
import { type GpuAnswer, type GpuWish, isRefusal, type Problem, readGpus, registry, wirings } from '../../service'
import { pathFrom } from '../node/paths'
import { replaceFile } from '../node/write'
import { readCall } from './call'
import { colorFlags, type Flags, oneOf, type Parsed, parseFlags } from './flags'
import { readHost } from './host'
import { type Input, inputs } from './inputs'
import { isTerminal, STDERR, STDOUT, say, write } from './output'
import { Session } from './session'
import { UsageError } from './usage'

const flags: Flags = {
  ...colorFlags,
  service: { type: 'string', short: 's' },
  wiring: { type: 'string', short: 'w' },
  gpus: { type: 'string', short: 'g' },
  diff: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  config: { type: 'string', short: 'c' },
  'no-config': { type: 'boolean' },
  host: { type: 'string' },
}

/** Gives a service of a compose file a GPU. @returns the exit code @throws UsageError */
export async function addGpu(args: readonly string[]): Promise<number> {
  const parsed = parseFlags(args, flags)
  const [file, more] = parsed.words
  if (file === undefined || more !== undefined || file === '-')
    throw new UsageError('add-gpu takes one file: gpu-compose add-gpu docker-compose.yml')
  if (parsed.has('diff') && parsed.has('dry-run')) throw new UsageError('--diff and --dry-run exclude each other.')
  const wish = wishOf(parsed)
  const call = readCall([file, ...passedOn(parsed)], false, registry.ids)
  const host = readHost(call.host, process.cwd())
  const session = new Session(process.cwd(), call, host.target)
  const problems: Problem[] = [...host.problems]
  const [input] = inputs(session, (path, message, fatal) => problems.push({ path: session.show(path), message, fatal }))
  const answer = input?.named ? await answerTo(input, wish) : undefined
  const told = [...problems, ...session.problems]
  for (const { path, message } of told) say(`problem: ${path}: ${message}`)
  if (!input?.named && told.length === 0) return refuse(file, 'It is a folder; add-gpu takes one file.')
  if (!input || !answer || told.some(({ fatal }) => fatal)) return 2
  return finish(answer, input, session.show(input.path), parsed)
}

function wishOf(parsed: Parsed): GpuWish {
  const read = readGpus(parsed.value('gpus') ?? 'all')
  if (isRefusal(read)) throw new UsageError(`--gpus: ${read.refused}`)
  const wiring = parsed.value('wiring')
  return {
    service: parsed.value('service'),
    wiring: wiring === undefined ? undefined : oneOf('--wiring', wiring, wirings),
    gpus: read.gpus,
  }
}

const passedOn = (parsed: Parsed): readonly string[] => [
  ...['config', 'host'].flatMap((name) => {
    const value = parsed.value(name)
    return value === undefined ? [] : [`--${name}=${value}`]
  }),
  ...(parsed.has('no-config') ? ['--no-config'] : []),
]

async function answerTo(input: Input, wish: GpuWish): Promise<GpuAnswer | undefined> {
  const { room, path, text } = input
  const linter = room.linterFor(room.configs.for(dirname(path)))
  const answer = await linter.addGpu(pathFrom(room.root, path), text, wish)
  if (answer.kind !== 'choose' || !asksHere()) return answer
  const { askOne } = await import('./ask')
  const service = await askOne('Which service gets the GPU?', answer.services)
  return service === undefined ? undefined : linter.addGpu(pathFrom(room.root, path), text, { ...wish, service })
}

const asksHere = (): boolean => isTerminal(0) && isTerminal(STDOUT) && !process.env.CI

function finish(answer: GpuAnswer, input: Input, shown: string, parsed: Parsed): number {
  if (answer.kind === 'choose')
    return refuse(
      shown,
      `several services could be meant: ${answer.services.join(', ')}. Name one: --service ${answer.services[0]}`,
    )
  if (answer.kind === 'refused') return refuse(shown, answer.message)
  if (answer.kind === 'present') return tell(`${shown}: ${answer.message} Nothing was changed.`)
  const { service, wiring, text, notes } = answer
  const written = deliver(input, shown, text, parsed)
  if (written !== undefined) return refuse(shown, written)
  const done = parsed.has('diff') || parsed.has('dry-run') ? 'would get' : 'got'
  tell(`${shown}: ${service} ${done} a GPU (${wiring}).`)
  for (const note of notes) say(`note: ${note}`)
  return 0
}

/** @returns why the text could not be written */
function deliver(
  { path, text: before, bytes }: Input,
  shown: string,
  text: string,
  parsed: Parsed,
): string | undefined {
  if (parsed.has('diff')) write(STDOUT, unifiedDiff(shown, before, text))
  else if (parsed.has('dry-run')) write(STDOUT, text)
  else if (bytes) return replaceFile(path, bytes, text)?.replace('not fixed', 'not changed')
  return undefined
}

function refuse(shown: string, message: string): number {
  say(`problem: ${shown}: ${message}`)
  return 2
}

function tell(message: string): number {
  write(STDERR, `${message}\n`)
  return 0
}
