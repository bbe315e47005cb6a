import { NotQuick } from './not-quick'

/** A place in a YAML text that walks over what stands between its values. */
export class Cursor {
  at = 0

  constructor(readonly text: string) {}

  /** Over blanks, line ends, comments, and the commas of flow collections. */
  skip(): void {
    for (;;) {
      const char = this.text.charCodeAt(this.at)
      if (char === HASH) this.#skipLine()
      else if (isBlank(char) || char === LINE_FEED || char === RETURN || char === COMMA) this.at++
      else return
    }
  }

  skipBlanks(): void {
    while (isBlank(this.text.charCodeAt(this.at))) this.at++
  }

  /** The next thing must be one of these characters. */
  expect(chars: string): void {
    this.skip()
    if (this.at === this.text.length || !chars.includes(this.text.charAt(this.at))) throw new NotQuick()
  }

  pass(char: string): void {
    this.expect(char)
    this.at++
  }

  /** The next thing must stand there: then nothing was overlooked. */
  expectAt(offset: number): void {
    this.skip()
    if (this.at !== offset) throw new NotQuick()
  }

  /** Behind the `---` that may begin a document. */
  passDashes(): void {
    this.skip()
    const begins = this.at === 0 || this.text.charCodeAt(this.at - 1) === LINE_FEED
    if (begins && this.text.startsWith('---', this.at)) this.at += 3
  }

  #skipLine(): void {
    const end = this.text.indexOf('\n', this.at)
    this.at = end < 0 ? this.text.length : end
  }
}

/**
 * Where a block scalar (`|`, `>`) whose last line ends at `end` has its last line with content.
 * Lines with no more blanks than its `indent` have none.
 */
export function endOfContent(text: string, end: number, indent: number): number {
  let at = end
  for (let start = at; ; at = start) {
    start = text.lastIndexOf('\n', at - 2) + 1
    if (start === 0 || at - start - 1 > indent || /[^ \r\n]/.test(text.slice(start, at))) return at
  }
}

const LINE_FEED = 10
const RETURN = 13
const HASH = 35
const COMMA = 44
const isBlank = (char: number): boolean => char === 32 || char === 9
