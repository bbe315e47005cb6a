import { dirname } from 'node:path'
import { type CudaWish, type GpuWish, type Problem, registry } from '../../../service'
import { pathFrom } from '../../node/paths'
import { stopped } from '../asks'
import { readCall } from '../call'
import { colorFlags, type Flags, type Parsed, parseFlags } from '../flags'
import { readHost } from '../host'
import { type Input, inputs } from '../inputs'
import { say } from '../output'
import { Session } from '../session'
import { UsageError } from '../usage'
import { chosen, refuse } from './outcome'
import { finishService, gpuWish, serviceFlags } from './service'
import { cudaWish, finishStage, stageFlags } from './stage'

const flags: Flags = {
  ...colorFlags,
  service: { type: 'string', short: 's' },
  vendor: { type: 'string' },
  wiring: { type: 'string', short: 'w' },
  gpus: { type: 'string', short: 'g' },
  stage: { type: 'string' },
  cuda: { type: 'string' },
  move: { type: 'boolean' },
  diff: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  config: { type: 'string', short: 'c' },
  'no-config': { type: 'boolean' },
  host: { type: 'string' },
}

/** Gives a service of a compose file a GPU, or a stage of a Dockerfile its CUDA. @returns the exit code @throws UsageError */
export async function addGpu(args: readonly string[]): Promise<number> {
  const parsed = parseFlags(args, flags)
  const [file, more] = parsed.words
  if (file === undefined || more !== undefined || file === '-')
    throw new UsageError('add-gpu takes one file: gpu-compose add-gpu docker-compose.yml')
  if (parsed.has('diff') && parsed.has('dry-run')) throw new UsageError('--diff and --dry-run exclude each other.')
  const wishes: Wishes = { gpu: gpuWish(parsed), cuda: cudaWish(parsed) }
  const call = readCall([file, ...passedOn(parsed)], false, registry.ids)
  const host = readHost(call.host, process.cwd())
  const session = new Session(process.cwd(), call, host.target)
  const problems: Problem[] = [...host.problems]
  const [input] = inputs(session, (path, message, fatal) => problems.push({ path: session.show(path), message, fatal }))
  const finish = input?.named ? await finisherOf(input, session.show(input.path), wishes, parsed) : undefined
  const told = [...problems, ...session.problems]
  for (const { path, message } of told) say(`problem: ${path}: ${message}`)
  if (!input?.named && told.length === 0) return refuse(file, 'It is a folder; add-gpu takes one file.')
  return finish && !told.some(({ fatal }) => fatal) ? finish() : 2
}

interface Wishes {
  readonly gpu: GpuWish
  readonly cuda: CudaWish
}

/** What is left to do when all problems are told. */
async function finisherOf(input: Input, shown: string, wishes: Wishes, parsed: Parsed): Promise<() => number> {
  const { room, text } = input
  const linter = room.linterFor(room.configs.for(dirname(input.path)))
  const path = pathFrom(room.root, input.path)
  const first = await linter.addCuda(path, text, wishes.cuda)
  const other = (first ? serviceFlags : stageFlags).find((flag) => parsed.has(flag))
  if (other) return () => refuse(shown, `--${other} ${first ? OF_COMPOSE : OF_DOCKERFILE}`)
  if (first) {
    const names = first.kind === 'choose' ? first.names : []
    const inStage = (stage: string) => linter.addCuda(path, text, { ...wishes.cuda, stage })
    const answer = await chosen(first, 'Which stage gets CUDA?', names, inStage)
    return answer ? () => finishStage(answer, input, shown, parsed) : stopped
  }
  const given = await linter.addGpu(path, text, wishes.gpu)
  const names = given.kind === 'choose' ? given.names : []
  const inService = (service: string) => linter.addGpu(path, text, { ...wishes.gpu, service })
  const answer = await chosen(given, 'Which service gets the GPU?', names, inService)
  return answer ? () => finishService(answer, input, shown, parsed) : stopped
}

const OF_COMPOSE = 'is for compose files; a Dockerfile takes --stage, --cuda and --move.'
const OF_DOCKERFILE = 'is for Dockerfiles; a compose file takes --service, --vendor, --wiring and --gpus.'

const passedOn = (parsed: Parsed): readonly string[] => [
  ...['config', 'host'].flatMap((name) => {
    const value = parsed.value(name)
    return value === undefined ? [] : [`--${name}=${value}`]
  }),
  ...(parsed.has('no-config') ? ['--no-config'] : []),
]
