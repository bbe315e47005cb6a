import type { Data, Severity } from '../../lint/rule'
import { meantIndexes, unquoted } from './visible-value'

const GOOD =
  /^\s*(?:\d+|-\d+|(?:GPU|MIG)-(?!\d{1,2}\s*(?:,|$))[^\s,]+)?\s*(?:,\s*(?:\d+|-\d+|(?:GPU|MIG)-[^\s,]+)?\s*)*$/
/** Longer texts are no list of devices, and not worth the time. */
const LONGEST = 1000
const OFF = /^(?:|none|void|null|false|no|off|cpu|nodevfiles)$/i
const PLACEHOLDER = /[<>{}$]|^(?:YOUR|MY)_|^[A-Z][A-Z_]*_[A-Z_]+$/

/** What is wrong with a value of CUDA_VISIBLE_DEVICES. */
export interface BadCudaDevices {
  readonly kind: 'word' | 'quotes' | 'list'
  /** As a message shows it. */
  readonly shown: string
  /** What was most likely meant; undefined where that is open. */
  readonly meant: string | undefined
}

/** @returns undefined for what CUDA reads, and for what hides the GPUs on purpose or is not known */
export function badCudaDevices(value: string): BadCudaDevices | undefined {
  if (value.length > LONGEST || GOOD.test(value) || PLACEHOLDER.test(value)) return undefined
  const bare = unquoted(value)
  if (OFF.test(bare.trim()) || bare.trim() === '-1') return undefined
  const parted = bare.split(/[\s,;]+/)
  const blanks = parted.length > 1 && parted.every((part) => /^\d+$/.test(part)) ? parted.join(',') : undefined
  const meant = blanks ?? (GOOD.test(bare) ? bare : meantIndexes(bare))
  if (bare !== value && GOOD.test(bare)) return { kind: 'quotes', shown: value, meant }
  return { kind: meant !== undefined && /^\d/.test(bare) ? 'list' : 'word', shown: bare, meant }
}

/** The indexes of a list such as `0,1`; undefined for UUIDs and other words. */
export function cudaIndexes(value: string): readonly number[] | undefined {
  const parts = value.split(',').map((part) => part.trim())
  return parts.every((part) => /^\d{1,3}$/.test(part)) ? parts.map(Number) : undefined
}

export const cudaDevicesMessages = {
  word: 'The value "{value}" of CUDA_VISIBLE_DEVICES hides every GPU: CUDA reads indexes and UUIDs only. The program fails with "No CUDA GPUs are available". Delete the variable to see every GPU of the container, or write indexes such as 0,1.',
  list: 'The value "{value}" of CUDA_VISIBLE_DEVICES is no list parted by commas. CUDA may take the first index alone, or none. Write {meant}.',
} as const

export interface CudaDevicesVerdict {
  readonly message: keyof typeof cudaDevicesMessages
  readonly data: Data
  readonly severity: Severity
  readonly meant: string | undefined
}

/** What to tell of a value that the container gets as it is written; quotes in it are a part of the value. */
export function judgeCudaDevices(value: string): CudaDevicesVerdict | undefined {
  const bad = badCudaDevices(value)
  if (!bad) return undefined
  const { shown, meant, kind } = bad
  const list = kind === 'list'
  const data = { value: kind === 'quotes' ? value : shown, meant: meant ?? '0,1' }
  return { message: list ? 'list' : 'word', data, severity: list ? 'warning' : 'error', meant }
}
