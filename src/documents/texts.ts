/** Pairs of letters of ASCII, one byte each. */
const PAIRS = 128 * 128

/** Texts that are asked for many words, most of which they do not hold. */
export class Texts {
  readonly #pairs = new Uint8Array(PAIRS)

  constructor(readonly texts: readonly string[]) {
    for (const text of texts) this.#note(text)
  }

  /** True where one of the texts holds the word as it is. */
  includes(word: string): boolean {
    return this.#mayHold(word) && this.texts.some((text) => text.includes(word))
  }

  #note(text: string): void {
    let before = 0
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at) & 127
      this.#pairs[before * 128 + code] = 1
      before = code
    }
  }

  /** Cheap to ask: false where two letters of the word stand beside each other nowhere. */
  #mayHold(word: string): boolean {
    for (let at = 1; at < word.length; at++) {
      const pair = (word.charCodeAt(at - 1) & 127) * 128 + (word.charCodeAt(at) & 127)
      if (this.#pairs[pair] === 0) return false
    }
    return true
  }
}
