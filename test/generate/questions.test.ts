import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { facts } from '../../src/facts'
import type { Target } from '../../src/host/target'
import {
  type Answer,
  answer,
  concluded,
  type Draft,
  frameworks,
  isImpossible,
  type Option,
  type Question,
  questionsFor,
  scaffold,
  typed,
} from '../../src/service/scaffold'
import { project, refusal } from '../frameworks/support/project'

const TARGETS: readonly Target[] = [
  {},
  { driver: '550.54.15', gpus: ['RTX 4090'] },
  { driver: '570.86.15', gpus: ['RTX 5090', 'RTX 5090', 'RTX 5090'], compose: '2.24.0', engine: '24.0.7' },
  { engine: 'podman 5.2.0' },
  { platform: 'wsl2', driver: '560.35' },
]

/** The questions that are left, where what is said can be had. */
function open(draft: Draft, target: Target = {}): readonly Question[] {
  const found = questionsFor(draft, facts, target)
  if (isImpossible(found)) throw new Error(`${JSON.stringify(draft)}: ${found.impossible}`)
  return found
}

/** Answers one question after the other. @returns what is said at the end, and what was asked */
function interview(given: Draft, target: Target, choose: (question: Question, draft: Draft) => Answer) {
  const asked: Question[] = []
  let draft = given
  for (let [next] = open(draft, target); next; [next] = open(draft, target)) {
    asked.push(next)
    draft = answer(draft, next.id, choose(next, draft))
  }
  return { draft, asked, workload: concluded(draft, given, facts, target) }
}

const byDefault = (question: Question) => question.default

/** What the texts of the options are, as a wizard shows them. */
const shown = (draft: Draft, id: string, target: Target = {}) => {
  const question = open(draft, target).find((one) => one.id === id)
  return question?.options.map(({ label, isDefault }) => `${label}${isDefault ? ' (default)' : ''}`)
}

describe.each(frameworks.map(({ id }) => ({ id })))('$id', ({ id }) => {
  it('with the default of every question it is the project of no answer at all, reasons included', () => {
    for (const target of TARGETS) {
      const plain = scaffold({ framework: id }, facts, target)
      const found = questionsFor({ framework: id }, facts, target)
      expect(isImpossible(found)).toBe(isImpossible(plain))
      if (isImpossible(found)) continue
      const { workload, asked } = interview({ framework: id }, target, byDefault)
      expect(workload).toEqual({ framework: id })
      expect(scaffold(workload, facts, target)).toEqual(plain)
      expect(asked.map((question) => question.id)).toEqual(found.map((question) => question.id))
    }
  })

  it('every option can be had, says why, and one is the default', () => {
    for (const target of TARGETS) {
      if (isImpossible(questionsFor({ framework: id }, facts, target))) continue
      interview({ framework: id }, target, (question, draft) => {
        for (const option of question.options) expect(wrongWith(option, question, draft, target)).toBeUndefined()
        const defaults = question.options.filter(({ isDefault }) => isDefault).map(({ value }) => value)
        expect(defaults).toEqual(question.many ? [] : [question.default])
        expect(question.options.length).toBeLessThanOrEqual(question.id === 'backends' ? 12 : 6)
        return question.default
      })
    }
  })
})

function wrongWith({ value, description }: Option, { id }: Question, draft: Draft, target: Target): string | undefined {
  const made = scaffold({ framework: '', ...answer(draft, id, value) }, facts, target)
  if (isImpossible(made)) return `${id}: ${value}: ${made.impossible}`
  return description.trim() === '' ? `${id}: ${value} says nothing` : undefined
}

test('whatever is chosen can be had, and each question comes once', () => {
  const choices = fc.array(fc.nat(), { minLength: 12, maxLength: 12 })
  const property = fc.property(choices, fc.constantFrom(...TARGETS), (numbers, target) => {
    const rest = [...numbers]
    const { workload, asked, draft } = interview({}, target, ({ options }) => {
      const option = options[(rest.shift() ?? 0) % options.length]
      return option?.value as Answer
    })
    const made = scaffold(workload, facts, target)
    expect(isImpossible(made) ? made.impossible : undefined, JSON.stringify(draft)).toBeUndefined()
    expect(new Set(asked.map(({ id }) => id)).size).toBe(asked.length)
  })
  fc.assert(property, { numRuns: 40 })
})

test('the first question is the framework, what most come for first, and only what the wishes allow', () => {
  expect(shown({}, 'framework')?.slice(0, 3)).toEqual(['PyTorch (default)', 'vLLM', 'Ollama'])
  expect(open({}).map(({ id }) => id)).toEqual(['framework'])
  expect(open({})[0]?.options).toHaveLength(frameworks.length)
  expect(shown({ mode: 'notebook' }, 'framework')).toEqual(['PyTorch (default)', 'JupyterLab', 'JAX'])
  expect(shown({ mode: 'run' }, 'framework')).toEqual(['CUDA C++ (default)', 'Your own image'])
})

test('what is said is not asked, and what is chosen shapes the questions behind it', () => {
  expect(open({ framework: 'pytorch' }).map(({ id }) => id)).toEqual([
    'mode',
    'vendor',
    'version',
    'cuda',
    'python',
    'gpus',
    'wiring',
    'cpuFallback',
    'extras',
  ])
  expect(open({ framework: 'pytorch', mode: 'train', python: '3.12', gpus: 'none' }).map(({ id }) => id)).toEqual([
    'version',
    'extras',
  ])
  expect(open({ framework: 'tgi', vendor: 'nvidia', extras: [] }).map(({ id }) => id)).toEqual(['gpus', 'wiring'])
  expect(shown({ framework: 'pytorch', cuda: '11.8' }, 'version')).toEqual([
    '2.7.1 (default)',
    '2.6.0',
    '2.5.1',
    '2.4.1',
    '2.3.1',
    '2.2.2',
  ])
  expect(shown({ framework: 'pytorch', version: '2.7.1' }, 'cuda')).toEqual(['12.6 (default)', '12.8', '11.8'])
})

test('what the target does not understand is not offered', () => {
  const pytorch = { framework: 'pytorch' }
  expect(shown(pytorch, 'wiring')).toEqual(['deploy (default)', 'gpus', 'runtime', 'cdi'])
  expect(shown({ ...pytorch, gpus: 1 }, 'wiring')).toContain('devices')
  expect(shown(pytorch, 'wiring', { compose: '2.24.0' })).toEqual(['deploy (default)', 'runtime'])
  expect(shown(pytorch, 'vendor', { gpus: ['RTX 4090'] })).toBeUndefined()
  expect(shown(pytorch, 'gpus', { gpus: ['RTX 4090'] })).toEqual(['all (default)', '1', 'none'])
  expect(shown(pytorch, 'version', { driver: '470.256.02' })?.[0]).toBe('2.7.1 (default)')
  expect(shown(pytorch, 'cuda', { driver: '470.256.02' })).toBeUndefined()
})

test('the reasons are those of the plan', () => {
  const question = (id: string) => open({ framework: 'pytorch' }).find((one) => one.id === id)
  const { plan } = project({ framework: 'pytorch' })
  const [version] = question('version')?.options ?? []
  expect(version?.description).toBe(plan.reasons[0]?.because)
  expect(question('version')?.options[1]?.description).toMatch(/^CUDA 1\d\.\d, Python 3\.\d+$/)
  expect(question('cuda')?.options[0]?.description).toMatch(/^needs driver 525\.60\.13 or later on the host/)
  expect(question('wiring')?.options[0]?.description).toContain('every engine from 19.03')
  expect(question('extras')?.options[1]?.description).toContain('Kubernetes has no word for all GPUs of a node')
})

test('an answer other than the default stays a wish; the defaults beside it stay defaults', () => {
  const { workload } = interview({ framework: 'pytorch' }, {}, (question) =>
    question.id === 'cuda' ? '12.6' : question.default,
  )
  // Without the version, CUDA 12.6 would bring another one.
  expect(workload).toEqual({ framework: 'pytorch', version: '2.11.0', cuda: '12.6' })
  const given = { framework: 'pytorch', gpus: 'all' } as const
  expect(interview(given, {}, byDefault).workload).toEqual(given)
})

test('other answers may be typed where a question says so', () => {
  const pytorch = { framework: 'pytorch' }
  const others = open(pytorch).flatMap(({ id, other }) => (other ? [`${id}: ${other}`] : []))
  expect(others).toEqual([
    'version: a version from 1.12.0 to 2.13.0, such as 2.12.1',
    'gpus: a number, or what names them: indexes (0,1), UUIDs (GPU-…) or CDI names (nvidia.com/gpu=0)',
  ])
  const said = (id: 'version' | 'gpus', text: string, target?: Target) => {
    const found = typed(pytorch, id, text, facts, target)
    return isImpossible(found) ? found.impossible : found[id]
  }
  expect(said('version', ' 2.5.0 ')).toBe('2.5.0')
  expect(said('version', '9.9')).toContain('know PyTorch 1.12.0 to 2.13.0, and not 9.9.')
  expect(said('version', 'new')).toContain('"version" is "new"')
  expect(said('gpus', '0,1')).toEqual(['0', '1'])
  expect(said('gpus', '3')).toBe(3)
  expect(said('gpus', '3', { gpus: ['RTX 4090'] })).toBe('3 GPUs are wished, and the target has one GPU (index 0).')
})

test('an image of one’s own is typed, and decides what is asked besides', () => {
  const own = { framework: 'own-image' }
  const ids = (draft: Draft) => open(draft).map(({ id }) => id)
  expect(ids(own)).toEqual(['image', 'mode', 'vendor', 'gpus', 'wiring', 'cpuFallback', 'extras'])
  expect(ids({ ...own, image: 'nvidia/cuda:12.4.1-base-ubuntu22.04' })).not.toContain('vendor')
  expect(open(own)[0]).toMatchObject({
    default: 'ubuntu:24.04',
    other: expect.stringContaining('an image with its tag'),
  })
  expect(typed(own, 'image', 'registry.example.com/app:1', facts)).toEqual({
    ...own,
    image: 'registry.example.com/app:1',
  })
  expect(typed(own, 'image', 'nvidia/cuda:latest', facts)).toMatchObject({
    impossible: expect.stringContaining('cannot be pulled'),
  })
  expect(shown({ ...own, image: 'vllm/vllm-openai:v0.30.0' }, 'gpus')).not.toContain('none')
})

test('what cannot be met is said before the first question', () => {
  const refused = (draft: Draft, target: Target = {}) => {
    const found = questionsFor(draft, facts, target)
    return isImpossible(found) ? found : undefined
  }
  expect(refused({ framework: 'pytrch' })?.impossible).toContain('There is no framework "pytrch"')
  expect(refused({ framework: 'pytorch', cuda: '9.2' })?.impossible).toBe(
    refusal({ framework: 'pytorch', cuda: '9.2' }).why,
  )
  expect(refused({}, { platform: 'jetson' })?.impossible).toContain('Jetson')
  // The number of GPUs that these nodes need is still to be asked.
  expect(open({ framework: 'ollama', vendor: 'nvidia', wiring: 'devices' })[0]).toMatchObject({
    id: 'gpus',
    default: 1,
  })
})
