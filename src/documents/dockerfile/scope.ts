import type { Lookup } from './expand'

/** A variable as one instruction left it. */
interface Entry {
  readonly at: number
  readonly env: boolean
  /** undefined: not known; null: an ARG without a default, unset unless the build gives it a value. */
  readonly value: string | null | undefined
}

/** Set by BuildKit itself for each platform; https://docs.docker.com/reference/dockerfile/#automatic-platform-args-in-the-global-scope */
const PLATFORM = /^(?:TARGET|BUILD)(?:PLATFORM|OS|ARCH|VARIANT)$/
/** Usable without ARG; https://docs.docker.com/reference/dockerfile/#predefined-args */
const PREDEFINED = /^(?:HTTPS?|FTP|NO|ALL)_PROXY$/i

const isAutomatic = (name: string): boolean => PLATFORM.test(name) || PREDEFINED.test(name)

/** A chain of stages longer than this is no real file; its far end is not asked, so that a lookup stays cheap. */
const LONGEST_CHAIN = 100

/**
 * The variables of a stage as a history: an instruction is asked for by its number, so nothing is copied per instruction.
 * A child sees the ENVs and the ARGs of its parents as they stood at the parent's end (BuildKit hands on the parent's whole state).
 */
export class Scope {
  readonly #history = new Map<string, Entry[]>()
  readonly #depth: number

  constructor(
    readonly parent: Scope | undefined,
    /** The ARGs before the first FROM: seen by FROM lines, and by an ARG that has no default of its own. */
    readonly globals: Scope | undefined,
  ) {
    this.#depth = parent ? parent.#depth + 1 : 0
  }

  declareEnv(name: string, value: string | undefined, at: number): void {
    this.#push(name, { at, env: true, value })
  }

  /** Docker's pages let an ENV win over an ARG of its name, BuildKit the later one: where they differ the value is not known. */
  declareArg(name: string, given: string | null | undefined, at: number): void {
    const value = given === null ? this.#withoutDefault(name, at) : given
    const seen = this.#find(name, at)
    if (value === null && seen) return
    this.#push(
      name,
      seen?.env ? { at, env: true, value: seen.value === value ? value : undefined } : { at, env: false, value },
    )
  }

  #withoutDefault(name: string, at: number): string | null | undefined {
    const found = this.globals ? this.globals.#find(name, at) : undefined
    if (found) return found.value
    return isAutomatic(name) ? undefined : null
  }

  /** For expansions: what the variable is before instruction `at`. */
  lookup(at: number, inherits: boolean): Lookup {
    return (name) => {
      const found = this.#find(name, at)
      if (found) return found.value
      // The image under a stage may set any variable; a FROM line has no image under it.
      return inherits || isAutomatic(name) ? undefined : null
    }
  }

  /** For rules: undefined where nothing declares it, null where its value is not known. */
  variable(name: string, at: number): string | null | undefined {
    const found = this.#find(name, at)
    if (found) return found.value ?? null
    return isAutomatic(name) ? null : undefined
  }

  #push(name: string, entry: Entry): void {
    const entries = this.#history.get(name)
    if (entries) entries.push(entry)
    else this.#history.set(name, [entry])
  }

  #find(name: string, at: number): Entry | undefined {
    if (this.#depth > LONGEST_CHAIN) return { at, env: true, value: undefined }
    const own = lastBefore(this.#history.get(name), at)
    return own ?? (this.parent ? this.parent.#find(name, at) : undefined)
  }
}

function lastBefore(entries: readonly Entry[] | undefined, at: number): Entry | undefined {
  if (!entries) return undefined
  let low = 0
  let high = entries.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((entries[middle] as Entry).at < at) low = middle + 1
    else high = middle
  }
  return entries[low - 1]
}
