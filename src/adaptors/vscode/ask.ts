import { l10n, type QuickInputButton, QuickInputButtons, type QuickPick, type QuickPickItem, window } from 'vscode'

/** A row of a list. One without an answer is there for its sentence, and cannot be taken. */
export interface Choice<T> extends QuickPickItem {
  readonly answer?: T
}

/** A row that cannot be taken, with the reason. */
export const refusal = <T>(label: string, detail: string): Choice<T> => ({ label: `$(circle-slash) ${label}`, detail })

export const markOfDefault = () => ({ description: l10n.t('default') })

export interface Question<T> {
  readonly title: string
  readonly placeholder: string
  readonly choices: readonly Choice<T>[]
  /** The row in focus, where that is not the first. */
  readonly focus?: number
  /** Where any number of the choices may be taken: what they are together. */
  readonly together?: (answers: readonly T[]) => T
  /** What the words in the box stand for, where the list is not all that can be said. */
  readonly typed?: (words: string) => Promise<Choice<T>>
  /** A button, and what it answers. */
  readonly shortcut?: QuickInputButton & { readonly answer: T }
}

/** Where a question stands among those of a command. */
export interface Place {
  readonly step: number
  /** Missing where that is not known yet. */
  readonly of?: number
}

/** An answer, one step back, or nothing: the user left. */
export type Answer<T> = { readonly answer: T } | 'back' | undefined

let open: string | undefined

/** What the list asks that is open. */
export const asking = (): string | undefined => open

export function ask<T>(question: Question<T>, place: Place): Promise<Answer<T>> {
  const pick = draw(question, place)
  if (question.typed) readTyping(pick, question.choices, question.typed)
  return new Promise<Answer<T>>((done) => {
    pick.onDidAccept(() => {
      const answers = pick.selectedItems.flatMap(({ answer }) => (answer === undefined ? [] : [answer]))
      const answer = question.together ? question.together(answers) : answers[0]
      if (answer !== undefined) done({ answer })
    })
    pick.onDidTriggerButton((button) => {
      if (button === QuickInputButtons.Back) done('back')
      else if (question.shortcut) done(question.shortcut)
    })
    pick.onDidHide(() => done(undefined))
    pick.show()
    open = question.placeholder
  }).finally(() => {
    open = undefined
    pick.dispose()
  })
}

function draw<T>({ title, placeholder, choices, focus = 0, together, shortcut }: Question<T>, { step, of }: Place) {
  const pick = window.createQuickPick<Choice<T>>()
  const back = step > 1 ? [QuickInputButtons.Back] : []
  return Object.assign(pick, {
    ...{ title, placeholder, step, totalSteps: of, items: choices },
    ...{ matchOnDescription: true, matchOnDetail: true, ignoreFocusOut: true },
    activeItems: choices.slice(focus, focus + 1),
    canSelectMany: together !== undefined,
    buttons: shortcut ? [...back, shortcut] : back,
  })
}

/** What was typed stands in front of the list. */
function readTyping<T>(
  pick: QuickPick<Choice<T>>,
  choices: readonly Choice<T>[],
  typed: (words: string) => Promise<Choice<T>>,
): void {
  pick.onDidChangeValue(async (value) => {
    const choice = value.trim() === '' ? undefined : await typed(value.trim())
    // What was typed meanwhile has its own answer.
    if (pick.value === value) pick.items = choice ? [{ ...choice, alwaysShow: true }, ...choices] : choices
  })
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
