import { fstatSync, writeSync } from 'node:fs'
import { isatty } from 'node:tty'

export const STDOUT = 1
export const STDERR = 2

const closed = new Set<number>()

/**
 * Writes all of a text before it returns. The streams of `process` cost a good part of the start of a short run.
 * A reader that went away (`… | head -1`) ends the writing quietly.
 */
export function write(stream: number, text: string): void {
  const bytes = Buffer.from(text, 'utf8')
  for (let at = 0; at < bytes.length && !closed.has(stream); ) at += writeSome(stream, bytes, at)
}

function writeSome(stream: number, bytes: Buffer, at: number): number {
  try {
    return writeSync(stream, bytes, at)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EAGAIN') return pause()
    closed.add(stream)
    if (code !== 'EPIPE' && stream === STDOUT) throw error
    return 0
  }
}

/** The pipe is full: its reader gets ten milliseconds. */
function pause(): number {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10)
  return 0
}

export const say = (text: string): void => write(STDERR, `${text}\n`)

export function isTerminal(stream: number): boolean {
  try {
    return fstatSync(stream).isCharacterDevice() && isatty(stream)
  } catch {
    return false
  }
}

/** A flag stands before NO_COLOR, that before FORCE_COLOR, that before the terminal. */
export function wantsColor(flag: boolean | undefined, stream: number): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env
  if (flag !== undefined) return flag
  if (NO_COLOR) return false
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false'
  return TERM !== 'dumb' && isTerminal(stream)
}
