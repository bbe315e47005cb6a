import { QuickInputButtons, type QuickPickItem, window } from 'vscode'

/** A row of a list. One without an answer is there for its sentence, and cannot be taken. */
export interface Choice<T> extends QuickPickItem {
  readonly answer?: T
}

export interface Question<T> {
  readonly title: string
  readonly placeholder: string
  readonly choices: readonly Choice<T>[]
  /** What the words in the box stand for, where the list is not all that can be said. */
  typed?(words: string): Choice<T> | undefined
}

/** Where a question stands among those of a command. */
export interface Place {
  readonly step: number
  readonly of: number
}

/** An answer, one step back, or nothing: the user left. */
export type Answer<T> = { readonly answer: T } | 'back' | undefined

export function ask<T>(question: Question<T>, { step, of }: Place): Promise<Answer<T>> {
  const { title, placeholder, choices } = question
  const pick = window.createQuickPick<Choice<T>>()
  Object.assign(pick, { title, placeholder, step, totalSteps: of, items: choices })
  Object.assign(pick, { matchOnDescription: true, matchOnDetail: true, ignoreFocusOut: true })
  if (step > 1) pick.buttons = [QuickInputButtons.Back]
  if (question.typed)
    pick.onDidChangeValue((words) => {
      const typed = words.trim() === '' ? undefined : question.typed?.(words.trim())
      pick.items = typed ? [{ ...typed, alwaysShow: true }, ...choices] : choices
    })
  return new Promise<Answer<T>>((done) => {
    pick.onDidAccept(() => {
      const answer = pick.selectedItems[0]?.answer
      if (answer !== undefined) done({ answer })
    })
    pick.onDidTriggerButton(() => done('back'))
    pick.onDidHide(() => done(undefined))
    pick.show()
  }).finally(() => pick.dispose())
}

/** Asks until nothing is left to ask; each answer is a new state, and back is the one before. */
export async function walk<S>(
  first: S,
  next: (state: S, step: number) => Promise<Answer<S> | 'done'>,
): Promise<S | undefined> {
  const states = [first]
  for (;;) {
    const state = states.at(-1) as S
    const answer = await next(state, states.length)
    if (answer === 'done') return state
    if (answer === undefined) return undefined
    if (answer !== 'back') states.push(answer.answer)
    else if (states.length > 1) states.pop()
  }
}
