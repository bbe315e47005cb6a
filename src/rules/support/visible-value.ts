import { firstIndexes } from './request-fix'

const ID = /^(?:\d{1,3}(?::\d{1,2})?|(?:GPU|MIG)-(?!\d{1,2}$)\S+|\/\S*|\S*=\S*)$/
const PLACEHOLDER = /[<>{}]|\$|^(?:YOUR|MY)_|^[A-Z][A-Z_]*_[A-Z_]+$/
const EVERY = /^(?:all|true|yes|on|enabled?|any|auto|every|everything|gpus?|nvidia|cuda|\*)$/i
const NOTHING = /^(?:none|void|false|no|off|disabled?|cpu|null|-1)$/i

/** What is wrong with a value of NVIDIA_VISIBLE_DEVICES. */
export interface BadValue {
  readonly kind: 'quotes' | 'blanks' | 'word'
  /** What was most likely meant; undefined where that is open. */
  readonly meant: string | undefined
}

/** The sentences that the rules for compose files, Dockerfiles and manifests share. */
export const visibleMessages = {
  blanks:
    'The value "{value}" of NVIDIA_VISIBLE_DEVICES is one single name for the NVIDIA runtime, which only cuts at commas. There is no such device. Write {meant}.',
  word: 'The value "{value}" of NVIDIA_VISIBLE_DEVICES names no device. The NVIDIA runtime takes all, none, void (each in lower case), or a list of indexes, UUIDs or CDI names parted by commas. Write one of these.',
} as const

/** The same for values whose quotes nothing takes away. */
export const quotedMessage =
  'The value {value} of NVIDIA_VISIBLE_DEVICES has quotes in it, and the NVIDIA runtime looks for a device of that name. Write {meant} without them.'

export const visibleSummary = 'NVIDIA_VISIBLE_DEVICES holds all, none, void, or a list of indexes, UUIDs or CDI names.'

export const visibleWhy =
  'The NVIDIA runtime compares the value letter by letter: another word is a device that does not exist.'

export const visibleSources = [
  'NVIDIA toolkit docs "GPU Enumeration" (2026-08)',
  'NVIDIA/nvidia-container-toolkit internal/config/image/cuda_image.go',
  'bluek8s/kubedirector#517',
]

/** The toolkit cuts at commas, trims the parts and compares them letter by letter (its internal/config/image/cuda_image.go). */
export function badVisibleDevices(value: string): BadValue | undefined {
  if (PLACEHOLDER.test(value) || isGood(value)) return undefined
  const bare = unquoted(value)
  if (bare !== value) return isGood(bare) ? { kind: 'quotes', meant: bare } : badVisibleDevices(bare)
  const parted = value.trim().split(/[\s,;]+/)
  if (parted.length > 1 && parted.every((part) => ID.test(part))) return { kind: 'blanks', meant: parted.join(',') }
  return { kind: 'word', meant: meantDevices(value) }
}

const isGood = (value: string): boolean =>
  parts(value).every((part) => ID.test(part) || part === '' || part === 'all' || part === 'none' || part === 'void')

const parts = (value: string): readonly string[] => value.split(',').map((part) => part.trim())

/** Quotes that a list item keeps: `- NAME="0"`. */
export const unquoted = (value: string): string => value.trim().replace(/^(["'])(.*)\1$/, '$2')

function meantDevices(value: string): string | undefined {
  if (EVERY.test(value)) return 'all'
  if (NOTHING.test(value)) return /^none$/i.test(value) ? 'none' : 'void'
  return UUIDS.test(value) ? value.replace(/\b(?:gpu|mig)-/gi, (prefix) => prefix.toUpperCase()) : meantIndexes(value)
}

/** The prefix of a UUID in small letters: the driver compares it as it is. */
const UUIDS = /^(?:(?:gpu|mig)-[\da-f]{8}-[\da-f-]+,?)+$/i

/** `GPU0`, `cuda:0,cuda:1`, `device=0`, `0-3` as indexes. */
export function meantIndexes(value: string): string | undefined {
  const found = parts(value).map((part) => {
    const range = /^(\d{1,2})\s*(?:-|\.\.)\s*(\d{1,2})$/.exec(part)
    if (range) return indexesBetween(Number(range[1]), Number(range[2]))
    return /^(?:\/dev\/)?(?:gpus?|cuda|nvidia|devices?|card|id)?[-_:= ]*(\d{1,3})$/i.exec(part)?.[1]
  })
  return found.length > 0 && !found.includes(undefined) ? found.join(',') : undefined
}

const indexesBetween = (from: number, to: number): string | undefined =>
  to > from
    ? firstIndexes(to + 1)
        .slice(from)
        .join(',')
    : undefined
