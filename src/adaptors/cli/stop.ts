import { setImmediate } from 'node:timers/promises'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Lets a repair that is on its way end before Ctrl-C takes effect, so that no temporary file stays behind.
 * The second signal ends the process at once: every file is whole even then.
 */
export class Stop {
  stopped = false
  readonly #on: boolean
  readonly #handle = () => {
    this.stopped = true
    this.end()
  }

  constructor(on: boolean) {
    this.#on = on
    if (on) for (const signal of SIGNALS) process.once(signal, this.#handle)
  }

  /** Signals arrive only between two turns of the event loop. */
  async asked(): Promise<boolean> {
    if (this.#on) await setImmediate()
    return this.stopped
  }

  end(): void {
    for (const signal of SIGNALS) process.off(signal, this.#handle)
  }
}
