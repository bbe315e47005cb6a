import { isUtf8 } from 'node:buffer'
import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs'

/** Larger files are no file of a person. */
export const SIZE_LIMIT = 20 * 1024 * 1024

/** A file as it was read: the text, and the bytes to know it again. A byte order mark stays part of the text. */
export interface ReadText {
  readonly text: string
  readonly bytes: Buffer
}

/** Reads a regular file. @returns a sentence without the name where that is not possible */
export function readText(path: string): ReadText | string {
  try {
    // Opening a FIFO for reading would wait for a writer.
    const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    try {
      return readOpen(file)
    } finally {
      closeSync(file)
    }
  } catch (error) {
    return whyNot(error)
  }
}

function readOpen(file: number): ReadText | string {
  const stat = fstatSync(file)
  if (stat.isDirectory()) return 'is a folder, not a file.'
  if (!stat.isFile()) return 'is not a regular file and was not read.'
  if (stat.size > SIZE_LIMIT) return `is larger than ${SIZE_LIMIT / 1024 / 1024} MB and was not read.`
  return decode(readFileSync(file))
}

export function decode(bytes: Buffer): ReadText | string {
  if (bytes.includes(0)) return 'is not a text file (it has NUL bytes) and was not checked.'
  if (!isUtf8(bytes)) return 'is not UTF-8 text and was not checked.'
  return { text: bytes.toString('utf8'), bytes }
}

const SENTENCES: Readonly<Record<string, string>> = {
  ENOENT: 'There is no such file or folder.',
  EACCES: 'cannot be read: permission denied.',
  EPERM: 'cannot be read: permission denied.',
  EISDIR: 'is a folder, not a file.',
  ELOOP: 'is a link that leads back to itself.',
  ENOTDIR: 'There is no such file or folder.',
  ENXIO: 'is not a regular file and was not read.',
  ENAMETOOLONG: 'has too long a name.',
}

/** What a failed file operation means, in a sentence. */
export function whyNot(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  return (code && SENTENCES[code]) || `could not be used: ${message}`
}
