import type { Facts } from '../../../facts'
import type { Target } from '../../../host/target'
import {
  answer,
  concluded,
  type Draft,
  type Impossible,
  isImpossible,
  mistakesOf,
  type Question,
  questionsFor,
  typed,
  type Workload,
} from '../../../service/scaffold'
import { UsageError } from '../usage'

/** The questions of `new` on a terminal. What the flags say is not asked. */
export class Interview {
  readonly #past: Draft[] = []
  #draft: Draft

  /** @throws UsageError where a flag has a value that it cannot have */
  constructor(
    private readonly given: Draft,
    private readonly facts: Facts,
    private readonly target: Target,
  ) {
    const [mistake] = mistakesOf({ framework: 'pytorch', ...given })
    if (mistake) throw new UsageError(mistake.message)
    this.#draft = given
  }

  /** Asks until nothing is open. @returns undefined after Ctrl-C */
  async run(): Promise<Workload | Impossible | undefined> {
    for (;;) {
      const open = questionsFor(this.#draft, this.facts, this.target)
      if (isImpossible(open)) return open
      const [next] = open
      if (!next) return concluded(this.#draft, this.given, this.facts, this.target)
      if (!(await this.#put(next))) return undefined
    }
  }

  /** Forgets the last answer. @returns false where there is none */
  back(): boolean {
    const before = this.#past.pop()
    if (before) this.#draft = before
    return before !== undefined
  }

  async #put(question: Question): Promise<boolean> {
    const { ask } = await import('../ask')
    const reply = await ask(question, {
      back: this.#past.length > 0,
      refuse: (word) => {
        const said = this.#typed(question, word)
        return isImpossible(said) ? said.impossible : undefined
      },
    })
    if (reply === undefined) return false
    if (reply === 'back') return this.back()
    const said = 'typed' in reply ? this.#typed(question, reply.typed) : answer(this.#draft, question.id, reply.value)
    if (isImpossible(said)) return true
    this.#past.push(this.#draft)
    this.#draft = said
    return true
  }

  #typed({ id }: Question, word: string): Draft | Impossible {
    return typed(this.#draft, id, word, this.facts, this.target)
  }
}
