import type { EnvironmentVariable, Service } from '../../documents/compose/types'
import { type GpuImage, programOf } from './gpu-image'

const CPU = /(?:^|[^a-z])cpu(?:$|[^a-z])/i
const SWITCH = /(?:^|_)(?:USE|ENABLE|WITH|HAS)_?(?:GPU|CUDA)|(?:GPU|CUDA)_(?:ENABLED|SUPPORT)$/i
const OFF = /^(?:0|false|no|off|cpu|none)$/i

/** Programs that compile, fetch or show something and then end, or that no GPU serves. */
const IDLE =
  /\b(?:nvcc|c?make|ninja|gcc|g\+\+|tensorboard|mlflow|flower|celery beat|alembic|migrate|pytest|pip|uv|apt|apt-get|git|wget|curl|cp|mkdir|chown|chmod|rsync|unzip|tar|huggingface-cli|hf|redis-server|nginx|echo|exit|ls|cat)\b|^(?:\/bin\/)?(?:true|:)$/
const PROGRAM = /python|torchrun|nvidia-smi|vllm|accelerate|deepspeed|\bserve\b|tritonserver|launch|llama/i
const MONITOR = /\b(?:tensorboard|mlflow|flower)\b/

/** True where the service may well be meant to run without a GPU, as far as its names, variables and command tell. */
export function meansCpu(service: Service, image: GpuImage): boolean {
  const { name, profiles, environment, build, document } = service
  const container = service.field('container_name')
  const names = [
    name,
    ...profiles,
    image.reference.tag,
    document.file.path,
    container?.kind === 'scalar' && container.value,
  ]
  if (names.some((text) => typeof text === 'string' && CPU.test(text))) return true
  if (CPU.test(service.commandText) || environment.some(turnsOff)) return true
  if ([...(build?.args.values() ?? [])].some((text) => CPU.test(text?.value ?? ''))) return true
  return runsNothing(service) || commentedOut(service) || isIdle(programOf(service, image))
}

const GPU_COMMENT =
  /^[ \t]*#.*(?:capabilities\s*:|driver\s*:\s*nvidia|\bgpus\s*:|runtime\s*:\s*nvidia|nvidia\.com\/gpu|\/dev\/nvidia)/m

/** The rest of the line, and the lines of comments below it. */
const COMMENTS_BELOW = /[^\n]*(?:\n[ \t\r]*(?:#[^\n]*)?(?=\n|$))*/y

/** A request that stands in a comment was turned off. */
function commentedOut({ entry, document }: Service): boolean {
  const text = document.file.textWithLf
  COMMENTS_BELOW.lastIndex = entry.span.end
  COMMENTS_BELOW.test(text)
  return GPU_COMMENT.test(text.slice(entry.span.start, Math.max(entry.span.end, COMMENTS_BELOW.lastIndex)))
}

function turnsOff({ name, value }: EnvironmentVariable): boolean {
  if (name === 'NVIDIA_VISIBLE_DEVICES') return true
  if (value === undefined) return false
  if (/^(?:CUDA|HIP)_VISIBLE_DEVICES$/.test(name)) return /^(?:|-1|none|void)$/.test(value.replace(/["']/g, ''))
  if (/FORCE_?CPU|CPU_ONLY|USE_CPU|NO_CUDA|NO_GPU/i.test(name)) return !OFF.test(value)
  return CPU.test(value) || (SWITCH.test(name) && OFF.test(value))
}

const runsNothing = ({ name, replicas }: Service): boolean =>
  replicas?.value === 0 || /^x-|(?:^|[-_])(?:build(?:er)?|base|compile|lint|docs?|dev-?tools)(?:$|[-_])/i.test(name)

const isIdle = (program: string): boolean => IDLE.test(program) && (MONITOR.test(program) || !PROGRAM.test(program))

/** True where the program surely wants the GPU, whatever else runs from the same image. */
export const wantsGpu = (program: string): boolean =>
  /nvidia-smi|torchrun|cuda|\bgpu|vllm|deepspeed|accelerate launch/i.test(program)
