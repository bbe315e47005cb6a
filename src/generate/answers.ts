import type { Facts } from '../facts'
import type { Target } from '../host/target'
import { asWorkload, gpusOf, mistakesOf, type Workload } from '../workload'
import { type Impossible, isImpossible, type Plan } from './plan'
import type { Answer, Draft, QuestionId } from './question'
import { questionsFor } from './questions'
import { resolve } from './resolve'

/** What is said after an answer. To go back a step, keep what was said before. */
export const answer = (draft: Draft, id: QuestionId, value: Answer): Draft => ({ ...draft, [id]: value })

/** The same for an answer that was typed, where a question has an `other`. @returns Impossible where it cannot be had */
export function typed(
  draft: Draft,
  id: QuestionId,
  text: string,
  facts: Facts,
  target: Target = {},
): Draft | Impossible {
  const word = text.trim()
  const said = answer(draft, id, id === 'gpus' ? gpusOf(word) : word)
  const [mistake] = mistakesOf(said)
  if (mistake) return { impossible: mistake.message, nearest: undefined }
  const open = questionsFor(said, facts, target)
  return isImpossible(open) ? open : said
}

/**
 * The workload at the end: an answer that is the default is no wish, so that the files say why it is as it is.
 * @param given what was said before the first question, which stays as it was said
 */
export function concluded(draft: Draft, given: Draft, facts: Facts, target: Target = {}): Workload {
  const open = (Object.keys(draft) as (keyof Workload)[]).filter((key) => given[key] === undefined).reverse()
  const workload = asWorkload(draft)
  const wanted = resolve(workload, facts, target)
  if (isImpossible(wanted)) return workload
  return open.reduce((kept, key) => {
    const { [key]: _, ...without } = kept
    const plan = key === 'framework' ? undefined : resolve(asWorkload(without), facts, target)
    return plan && !isImpossible(plan) && isSame(plan, wanted) ? asWorkload(without) : kept
  }, workload)
}

/** But for what says which wishes led there. */
const isSame = (a: Plan, b: Plan): boolean => essence(a) === essence(b)

const essence = ({ workload: _, reasons: __, sources: ___, ...plan }: Plan): string => JSON.stringify(plan)
