import { isTerminal, STDERR, write } from './output'

const QUIET_FOR = 500
const EVERY = 100
const WIDTH = 70

/** A line on a terminal that says how far a long run is. It appears after half a second and is wiped at the end. */
export class Progress {
  readonly #on: boolean
  #next = performance.now() + QUIET_FOR
  #shown = false

  constructor(wanted: boolean) {
    this.#on = wanted && isTerminal(STDERR)
  }

  step(done: number, path: string): void {
    if (!this.#on || performance.now() < this.#next) return
    this.#next = performance.now() + EVERY
    this.#shown = true
    // biome-ignore lint/suspicious/noControlCharactersInRegex: a name must not steer the terminal
    const name = path.replace(/[\0-\x1f\x7f-\x9f]/g, '?').slice(-WIDTH)
    write(STDERR, `\r\x1b[K${done} files checked, now ${name}`)
  }

  end(): void {
    if (this.#shown) write(STDERR, '\r\x1b[K')
  }
}
