import type { Lookup } from './expand'

/** Variables of a running shell over those of the image; a subshell gets a layer of its own that goes away with it. */
export class ShellVariables {
  readonly #own = new Map<string, string | undefined>()
  #opaque = false

  constructor(
    readonly image: Lookup,
    readonly outer?: ShellVariables,
  ) {}

  /** `value` undefined: set to something that is not known. */
  set(name: string, value: string | undefined): void {
    this.#own.set(name, value)
  }

  /** After `source` or `eval` nobody knows what any variable is. */
  forgetAll(): void {
    this.#own.clear()
    this.#opaque = true
  }

  readonly lookup: Lookup = (name) => {
    for (let layer: ShellVariables | undefined = this; layer; layer = layer.outer) {
      if (layer.#own.has(name)) return layer.#own.get(name)
      if (layer.#opaque) return undefined
    }
    return this.image(name)
  }

  /** For `sh -c`: a script variable may or may not be exported to it. */
  child(): ShellVariables {
    return new ShellVariables((name) => (this.#mentions(name) ? undefined : this.image(name)))
  }

  subshell(): ShellVariables {
    return new ShellVariables(this.image, this)
  }

  #mentions(name: string): boolean {
    for (let layer: ShellVariables | undefined = this; layer; layer = layer.outer) {
      if (layer.#own.has(name) || layer.#opaque) return true
    }
    return false
  }
}
