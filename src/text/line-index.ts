/** Line and column count from 1; a column is a UTF-16 unit. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** Turns offsets into lines and columns and back. CRLF, LF and a lone CR each end a line. */
export class LineIndex {
  readonly #starts: number[] = [0]

  constructor(readonly text: string) {
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i)
      if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) this.#starts.push(i + 1)
    }
  }

  get lineCount(): number {
    return this.#starts.length
  }

  positionAt(offset: number): Position {
    const at = Math.max(0, Math.min(offset, this.text.length))
    let low = 0
    let high = this.#starts.length
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((this.#starts[middle] as number) <= at) low = middle
      else high = middle
    }
    return { line: low + 1, column: at - (this.#starts[low] as number) + 1 }
  }

  /** Offset of the first unit of a line (from 1); past the end: the length of the text. */
  lineStart(line: number): number {
    return this.#starts[line - 1] ?? this.text.length
  }

  /** Offset behind the last unit of a line, its line ending excluded. */
  lineEnd(line: number): number {
    let end = line < this.#starts.length ? this.lineStart(line + 1) : this.text.length
    if (line >= this.#starts.length) return end
    if (this.text.charCodeAt(end - 1) === 10) end--
    if (this.text.charCodeAt(end - 1) === 13) end--
    return Math.max(end, this.lineStart(line))
  }

  offsetAt({ line, column }: Position): number {
    return Math.min(this.lineStart(line) + column - 1, this.text.length)
  }
}
