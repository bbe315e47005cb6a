import { LineIndex } from '../text'

export const kinds = ['compose', 'dockerfile', 'kubernetes', 'devcontainer', 'bentofile', 'script'] as const
export type Kind = (typeof kinds)[number]

/** One text under its path. Paths use `/` on every system and are relative to the workspace root where the file lies below it. */
export class SourceFile {
  #lines: LineIndex | undefined
  #ended: string | undefined

  constructor(
    readonly path: string,
    readonly text: string,
  ) {}

  get lines(): LineIndex {
    this.#lines ??= new LineIndex(this.text)
    return this.#lines
  }

  /** How its lines end: as the first one does. */
  get eol(): string {
    return /\r\n|\n|\r/.exec(this.text)?.[0] ?? '\n'
  }

  /** The text with LF for each lone CR, offset by offset: who looks for line feeds finds every end of a line. */
  get textWithLf(): string {
    this.#ended ??= this.text.replace(/\r(?!\n)/g, '\n')
    return this.#ended
  }
}

/** What is wrong with a text as text (broken YAML, an unknown instruction, bytes that are no text): no rule's finding. */
export interface SyntaxProblem {
  readonly message: string
  readonly start: number
  readonly end: number
  /** True where it leaves no doubt of how the rest of the text is read. */
  readonly local?: boolean
}
