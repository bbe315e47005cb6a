import { LineIndex, type Position, type Span } from '../text'
import type { RunResult } from './types'

/** Lines and columns count from 1, offsets from 0; ends are excluded. */
export interface Range {
  readonly start: Position & { readonly offset: number }
  readonly end: Position & { readonly offset: number }
}

/** Looks up lines of the files of one run; each file is cut into lines once. */
export class Places {
  readonly #texts: ReadonlyMap<string, string>
  readonly #lines = new Map<string, LineIndex | undefined>()

  constructor(readonly run: RunResult) {
    // A run of thousands of files keeps no text of those without a finding, yet others may point there.
    this.#texts = new Map(run.files.flatMap(({ path, text }) => (text === '' ? [] : [[path, text]])))
  }

  lines(path: string): LineIndex | undefined {
    if (!this.#lines.has(path)) {
      const text = this.#texts.get(path) ?? this.run.textOf(path)
      this.#lines.set(path, text === undefined ? undefined : new LineIndex(text))
    }
    return this.#lines.get(path)
  }

  /** Undefined where the text of the file is not at hand. */
  range(path: string, { start, end }: Span): Range | undefined {
    const lines = this.lines(path)
    if (!lines) return undefined
    return { start: { ...lines.positionAt(start), offset: start }, end: { ...lines.positionAt(end), offset: end } }
  }

  /** `file:line:column`, or the file alone. */
  label(path: string, at: Span | undefined): string {
    const start = at && this.range(path, at)?.start
    return start ? `${path}:${start.line}:${start.column}` : path
  }
}
