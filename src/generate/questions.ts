import type { Facts } from '../facts'
import { frameworks } from '../frameworks'
import type { Target } from '../host/target'
import type { Workload } from '../workload'
import { type Impossible, isImpossible, type Plan } from './plan'
import type { Answer, Draft, Option, Question } from './question'
import { releasesOf } from './releases'
import { resolve } from './resolve'
import { frameworksInOrder, frameworkWords, type Scope, type Topic, topics } from './topics'

/** So many options a list has at most; a topic says what may be typed besides. */
const SHORT = 6

/**
 * What is still to be asked, in order, as if the default of every question were taken.
 * An answer may change the questions behind it: ask the first one, `answer`, and ask here again, until the list is empty.
 * @returns Impossible where what is said cannot be met, so that nothing is asked in vain
 */
export function questionsFor(draft: Draft, facts: Facts, target: Target = {}): readonly Question[] | Impossible {
  const planFor: PlanFor = (workload) => wholePlan(workload, facts, target)
  const { framework: id } = draft
  if (id === undefined) return whichFramework(draft, planFor)
  const plan = planFor({ ...draft, framework: id })
  if (isImpossible(plan)) return plan
  const framework = frameworks.find((one) => one.id === plan.framework.id)
  if (!framework) return []
  const scope = { framework, releases: releasesOf(framework, facts, plan.vendor, draft.image), plan, target, facts }
  const asked: Question[] = []
  let said: Workload = { ...draft, framework: id }
  for (const topic of topics) {
    const question = said[topic.id] === undefined ? questionOn(topic, { ...scope, said }, planFor) : undefined
    if (question) asked.push(question)
    if (question) said = { ...said, [question.id]: question.default }
  }
  return asked
}

type PlanFor = (workload: Workload) => Plan | Impossible

/** Where a wish needs another one beside it (`wiring: devices` a number of GPUs), the plan with both. */
function wholePlan(workload: Workload, facts: Facts, target: Target): Plan | Impossible {
  const plan = resolve(workload, facts, target)
  if (!isImpossible(plan) || !plan.nearest) return plan
  const nearest: Draft = plan.nearest
  const keeps = (Object.keys(workload) as (keyof Workload)[]).every((key) => nearest[key] === workload[key])
  return keeps ? resolve(plan.nearest, facts, target) : plan
}

/** Where none can be had, the sentence about the first one says why. */
function whichFramework(draft: Draft, planFor: PlanFor): readonly Question[] | Impossible {
  const found = frameworksInOrder.map(({ id }) => ({ value: id, plan: planFor({ ...draft, framework: id }) }))
  const options = found.flatMap(({ value, plan }) => (isImpossible(plan) ? [] : [{ value, ...frameworkWords(plan) }]))
  const [first] = options
  const refused = found.flatMap(({ plan }) => (isImpossible(plan) ? [plan] : []))[0]
  if (!first) return refused ?? []
  return [
    {
      id: 'framework',
      title: 'What shall run on the GPU?',
      many: false,
      options: options.map((option) => ({ ...option, isDefault: option === first })),
      default: first.value,
      other: undefined,
    },
  ]
}

/** @returns undefined where there is nothing to choose */
function questionOn(topic: Topic, scope: Scope, planFor: PlanFor): Question | undefined {
  const { id, many = false } = topic
  const usual = topic.usual(scope.plan, scope.framework)
  if (usual === undefined) return undefined
  const others = topic.values(scope).filter((value) => value !== usual)
  const options = optionsOf(topic, many ? others : [usual, ...others], scope, planFor)
  const other = topic.other?.(scope, options.length)
  if (options.length < (many || other ? 1 : 2)) return undefined
  const marked = options.map((option) => ({ ...option, isDefault: option.value === usual }))
  return { id, title: topic.title(scope.plan), many, options: marked, default: usual, other }
}

/** The values of which a plan can be made, not too many of them. */
function optionsOf(topic: Topic, values: readonly Answer[], scope: Scope, planFor: PlanFor): readonly Words[] {
  const options: Words[] = []
  for (const value of values) {
    if (options.length === (topic.most ?? SHORT)) break
    const plan = planFor({ ...scope.said, [topic.id]: value })
    if (!isImpossible(plan)) options.push({ value, ...topic.words(value as never, plan, scope) })
  }
  return options
}

type Words = Omit<Option, 'isDefault'>
