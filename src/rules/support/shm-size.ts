import type { Text } from '../../documents/text'

/** What a container has where nothing is said. */
export const DEFAULT_SHM = 64 * 1024 * 1024

export interface SizeDefect {
  readonly kind: 'suffix' | 'word' | 'negative' | 'default' | 'bytes'
  /** What was most likely meant; undefined where that is open. */
  readonly meant: string | undefined
}

const USUAL = /^[1-9]\d{0,6} ?[kmgt]i?b$|^[1-9]\d{0,6}[kmgt]$/i
const SIZE = /^(\d+(?:\.\d+)?) ?([kmgtp]?)(?:i?b)?$/i

/** Sizes as Docker reads them: `8gb` and `8GiB` are the same (measured). @returns undefined for what is no size, or not known */
export function bytesOf(text: string | undefined): number | undefined {
  const match = SIZE.exec(text?.trim() ?? '')
  return match ? Number(match[1]) * 1024 ** ' kmgtp'.indexOf(match[2]?.toLowerCase() || ' ') : undefined
}

/**
 * What is wrong with the form of a size such as shm_size.
 * Measured with Docker Engine 28.5.2 and Compose 2.40.3 (2026-11-22): `8Gi` and words are refused, -1 stops the engine,
 * 0 and 1e9 mean the default, a number alone is bytes.
 */
export function sizeDefect(size: Text | undefined): SizeDefect | undefined {
  const text = size?.value?.trim()
  if (!size || text === undefined || isNoSize(size.node.value) || USUAL.test(size.value ?? '')) return undefined
  const short = /^(\d+(?:\.\d+)?) ?([kmgtp])i$/i.exec(text)
  if (short) return { kind: 'suffix', meant: `${short[1]}${short[2]?.toLowerCase()}b` }
  const number = typeof size.node.value === 'number' ? size.node.value : undefined
  if (number !== undefined && number < 0) return { kind: 'negative', meant: undefined }
  if (number !== undefined && isExponent(text)) return { kind: 'default', meant: `${number}b` }
  if (number === undefined && isRefused(size.value ?? '')) return { kind: 'word', meant: undefined }
  const bytes = bytesOf(text)
  if (bytes === 0) return { kind: 'default', meant: undefined }
  return /^\d+$/.test(text) && bytes !== undefined && bytes < 1024 * 1024
    ? { kind: 'bytes', meant: meantBy(bytes) }
    : undefined
}

/** Neither a text nor a number: that is the schema's to say. */
const isNoSize = (value: unknown): boolean => value === null || typeof value === 'boolean'

/**
 * True where docker/go-units `RAMInBytes` certainly fails: no digit, a blank at the wrong place, less than 0, an unknown suffix.
 * Go knows more numbers than `8` and `1.5` (`1e3`, `1_000`): whatever may be one counts as one.
 */
function isRefused(text: string): boolean {
  if (/^-[\d.]*[1-9]/.test(text)) return true
  const last = text.search(/[\d. ][^\d. ]*$/)
  const number = text.slice(0, text[last] === ' ' ? last : last + 1)
  return !/^\+?[\da-fxp._+-]+$/i.test(number) || !/^(?:[kmgtp](?:i?b)?|b)?$/i.test(text.slice(last + 1))
}

const isExponent = (text: string): boolean => /^\d+(?:\.\d+)?e\+?\d+$/i.test(text)

/** A few of something are gigabytes; some hundreds or thousands are megabytes. */
function meantBy(count: number): string | undefined {
  if (count <= 64) return `${count}gb`
  return count >= 128 && count % 128 === 0 ? `${count}mb` : undefined
}
