import { isCancel, multiselect, note, select, text } from '@clack/prompts'
import type { Answer, Question } from '../../service/scaffold'

/** Asks for one of several on the terminal. @returns undefined after Ctrl-C */
export async function askOne(message: string, options: readonly string[]): Promise<string | undefined> {
  const answer = await select({ message, options: options.map((value) => ({ value, label: value })) })
  return isCancel(answer) ? undefined : answer
}

/** What a question may be answered with. */
export type Reply = { readonly value: Answer } | { readonly typed: string } | 'back'

export interface Asking {
  /** True where there is a question before this one. */
  readonly back: boolean
  /** Why a typed answer cannot be had. */
  readonly refuse: (typed: string) => string | undefined
}

/** Options are known by their place, since a value may be a list. */
const OTHER = 'other'
const BACK = 'back'

/** Puts one question of the wizard, the cursor on its default. @returns undefined after Ctrl-C */
export async function ask(question: Question, asking: Asking): Promise<Reply | undefined> {
  const places = question.many ? await askMany(question, asking) : await askSingle(question, asking)
  if (!places) return undefined
  if (places.includes(BACK)) return 'back'
  if (places.includes(OTHER)) return askText(question, asking)
  const values = places.map((place) => question.options[Number(place)]?.value)
  return { value: (question.many ? together(values) : values[0]) ?? question.default }
}

/** Options of a question for many are lists of one item each; the answer is one list. */
const together = (values: readonly (Answer | undefined)[]): readonly string[] =>
  values.flatMap((value) => (typeof value === 'object' ? value : []))

async function askSingle(question: Question, { back }: Asking): Promise<readonly string[] | undefined> {
  const answer = await select({
    message: question.title,
    options: [
      ...choices(question),
      ...(question.other ? [{ value: OTHER, label: 'other…', hint: question.other }] : []),
      ...(back ? [GO_BACK] : []),
    ],
  })
  return isCancel(answer) ? undefined : [answer]
}

async function askMany(question: Question, { back }: Asking): Promise<readonly string[] | undefined> {
  const answer = await multiselect({
    message: `${question.title} (space marks, Enter goes on; none is the default)`,
    options: [...choices(question), ...(back ? [GO_BACK] : [])],
    required: false,
  })
  return isCancel(answer) ? undefined : answer
}

const GO_BACK = { value: BACK, label: '← back', hint: 'the question before' }

const choices = ({ options }: Question) =>
  options.map(({ label, description, isDefault }, at) => ({
    value: String(at),
    label,
    hint: isDefault ? `default: ${description}` : description,
  }))

async function askText({ title, other = '' }: Question, { refuse }: Asking): Promise<Reply | undefined> {
  const typed = await text({
    message: `${title} Type ${other}`,
    validate: (word = '') => refuse(word),
  })
  return isCancel(typed) ? undefined : { typed }
}

/** A way to end the questions. */
export interface Ending {
  readonly value: 'yes' | 'beside' | 'over' | 'no' | 'back'
  readonly label: string
  readonly hint?: string
}

interface Closing {
  readonly title: string
  readonly lines: readonly string[]
  readonly message: string
  /** The ways to go on, the usual one first. */
  readonly ways: readonly Ending[]
}

/** Shows what is about to happen, and asks whether it shall. @returns undefined after Ctrl-C */
export async function askEnding({ title, lines, message, ways }: Closing): Promise<Ending['value'] | undefined> {
  note(lines.join('\n'), title)
  const options = [...ways, { value: 'back', label: '← back', hint: 'change an answer' } as const, NO]
  const answer = await select<Ending['value']>({ message, options })
  return isCancel(answer) ? undefined : answer
}

const NO: Ending = { value: 'no', label: 'no', hint: 'write nothing' }
