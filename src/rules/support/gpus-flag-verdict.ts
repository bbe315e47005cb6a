import type { Data } from '../../lint/rule'
import { meantGpusFlag, readGpusFlag } from './gpus-flag'

/** One `--gpus` of a docker run, in any form. */
export interface GivenFlag {
  /** As written: `--gpus`, `--gpu`. */
  readonly name: string
  /** The whole argument that holds the flag. */
  readonly raw: string
  /** undefined where it is not known. */
  readonly value: string | undefined
  /** True for flag and value in one argument with a blank between them: Docker takes both for the flag's name. */
  readonly joined: boolean
}

export interface FlagVerdict {
  readonly message: keyof typeof GPUS_MESSAGES
  readonly data: Data
  /** Docker takes it and gives other GPUs than meant. */
  readonly soft: boolean
  readonly at: 'flag' | 'value'
  /** The value that was meant. */
  readonly meant: string | undefined
}

export const GPUS_MESSAGES = {
  joined:
    '"{text}" is one argument. docker run takes all of it for the name of a flag and stops: unknown flag: {text}. Write {meant}.',
  flag: '{name} is no flag of docker run, which stops: unknown flag: {name}. Write --gpus.',
  quotes:
    'The quotes in {value} reach Docker as they are: no shell takes them away. docker run stops at them. Write {meant}.',
  count: '{word} in --gpus {value} is taken for a count. docker run stops: invalid count ({word}). {todo}',
  both: 'In --gpus {value} the comma ends the device: {word} is a count to Docker, which stops: cannot set both Count and DeviceIDs on device request. {todo}',
  key: '--gpus {value} has the key {word}, which docker run refuses: unexpected key. Use device=, count=, driver= or capabilities=.',
  twice: '--gpus {value} has {word} twice. docker run stops: it can be specified only once. {todo}',
  default:
    '--gpus {value} names no GPU. Docker gives the container GPU 0 only, whatever the host has. Put all or device=… in front.',
  compute:
    '--gpus {value} asks for {capabilities} only. The container gets no CUDA: NVIDIA_DRIVER_CAPABILITIES lacks compute. Add compute to the capabilities.',
  cdi: '--gpus {value} names a CDI device. Docker injects none for --gpus: it only sets NVIDIA_VISIBLE_DEVICES={word}. Write "--device={word}".',
  novalue:
    '--gpus has no value: docker run takes what follows, {value}, for it and stops. Write --gpus all, or the GPUs as --gpus device=0.',
  empty:
    '--gpus has an empty value, and a word behind a blank does not belong to it. docker run stops: invalid argument "" for "--gpus" flag: EOF. Write --gpus=all.',
  driver:
    '--gpus {value} names the driver {word}, which no Docker Engine has. The container does not start: could not select device driver "{word}". Write driver=nvidia, or leave it out.',
  none: '--gpus {value} asks for no GPU. Docker starts the container without one. Write all, or drop the argument.',
} as const

/** What Docker does with the flag, where that is not what was meant. `shown` writes a value as the file must hold it. */
export function verdictOn(given: GivenFlag, shown: (value: string) => string): FlagVerdict | undefined {
  const { name, value, joined, raw } = given
  if (value === undefined) return undefined
  const meant = readGpusFlag(value).kind === 'request' ? value : meantGpusFlag(value)
  if (name !== '--gpus') return { message: 'flag', data: { name }, soft: false, at: 'flag', meant }
  if (!joined) return ofValue(value, shown)
  const data = { text: raw, meant: `--gpus=${shown(meant ?? value)}` }
  return { message: 'joined', data, soft: false, at: 'flag', meant }
}

function ofValue(value: string, shown: (value: string) => string): FlagVerdict | undefined {
  if (value === '') return { message: 'empty', data: {}, soft: false, at: 'flag', meant: undefined }
  if (isNoValue(value)) return { message: 'novalue', data: { value }, soft: false, at: 'value', meant: 'all' }
  const flag = readGpusFlag(value)
  const meant = meantGpusFlag(value)
  const at = { at: 'value', meant } as const
  if (flag.kind === 'refused') {
    const todo =
      meant === undefined ? 'Write all, a number, or the GPUs as "device=0,1" in quotes.' : `Write ${shown(meant)}.`
    return {
      message: flag.reason,
      data: { value, word: flag.word, meant: shown(meant ?? 'all'), todo },
      soft: false,
      ...at,
    }
  }
  if (flag.driver !== undefined && !DRIVERS.includes(flag.driver))
    return {
      message: 'driver',
      data: { value, word: flag.driver },
      soft: false,
      at: 'value',
      meant: value.replace(`driver=${flag.driver}`, 'driver=nvidia'),
    }
  const soft = softReason(flag)
  const data = { value, capabilities: flag.capabilities?.join(', ') ?? '', word: cdiName(flag) ?? '' }
  return (
    soft && {
      message: soft,
      data,
      soft: true,
      ...at,
      meant: soft === 'none' ? 'all' : soft === 'cdi' ? undefined : meant,
    }
  )
}

/** The next flag, or the image: the value was left out. */
const isNoValue = (value: string): boolean =>
  /^--?[a-z]/i.test(value) || /^(?!device|gpu|all)[\w.-]+[/:][\w./:@-]+$/i.test(value)

/** Device drivers that Docker Engine registers. */
const DRIVERS = ['', 'nvidia', 'cdi', 'amd']

type Request = Extract<ReturnType<typeof readGpusFlag>, { kind: 'request' }>

function softReason(flag: Request): 'none' | 'compute' | 'default' | 'cdi' | undefined {
  const { count, capabilities = [], countIsDefault } = flag
  if (cdiName(flag) !== undefined) return 'cdi'
  if (count === 0) return 'none'
  if (capabilities.length > 0 && capabilities.every((word) => word === 'utility')) return 'compute'
  return countIsDefault ? 'default' : undefined
}

const cdiName = ({ devices }: Request): string | undefined => devices?.find((id) => /^[\w.-]+\/[\w.-]+=/.test(id))
