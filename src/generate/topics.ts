import type { Facts } from '../facts'
import { compareVersions, versionPrefix } from '../facts/versions'
import { frameworks } from '../frameworks'
import type { Framework, Release } from '../frameworks/types'
import type { Target } from '../host/target'
import { extras, type GpuWish, type Mode, vendors, type Workload, wirings } from '../workload'
import type { Plan } from './plan'
import type { Answer, QuestionId } from './question'

/** What the candidates of a topic come from. */
export interface Scope {
  readonly framework: Framework
  readonly releases: readonly Release[]
  /** What is said, with the defaults of the questions before. */
  readonly said: Workload
  /** Where every default is taken. */
  readonly plan: Plan
  readonly target: Target
  readonly facts: Facts
}

interface Words {
  readonly label: string
  readonly description: string
}

/** One thing that a wizard asks about. */
export interface Topic {
  readonly id: Exclude<QuestionId, 'framework'>
  readonly many?: true
  readonly title: (plan: Plan) => string
  /** The default; undefined where the plan has nothing of the kind. */
  readonly usual: (plan: Plan, framework: Framework) => Answer | undefined
  /** What else could be had, what most want first; not all of it can be. */
  readonly values: (scope: Scope) => readonly Answer[]
  /** @param plan the one that this answer gives */
  readonly words: (value: never, plan: Plan, scope: Scope) => Words
  /** What may be typed, where so many options are shown. */
  readonly other?: (scope: Scope, shown: number) => string | undefined
}

/** Keeps the value of a topic one type. */
const topic = <T extends Answer>(
  one: {
    readonly [K in keyof Topic]: K extends 'words' ? (value: T, plan: Plan, scope: Scope) => Words : Topic[K]
  },
): Topic => one as Topic

const because = (plan: Plan, choice: string): string =>
  plan.reasons.find((reason) => reason.choice === choice)?.because ?? ''

const joined = (...parts: readonly string[]): string => parts.filter(Boolean).join('; ')

const newestFirst = (versions: readonly string[]): readonly string[] =>
  [...new Set(versions)].sort((a, b) => compareVersions(b, a))

/**
 * What a new user most likely comes with first: models of one's own, then servers of language models, then the rest.
 * A judgement, not a figure, and no alphabet. A framework that is missing here comes last, with its modes.
 */
const PURPOSES: Readonly<Record<string, string>> = {
  pytorch: 'a model of your own: server, training or notebook',
  vllm: 'a language model behind an API like that of OpenAI',
  ollama: 'language models that are pulled by name',
  'llama.cpp': 'a language model from a GGUF file',
  tensorflow: 'a model of your own: server or training',
  jupyter: 'a notebook for packages of your own',
  triton: 'many models of several frameworks behind one server',
  onnxruntime: 'a server for a model in the ONNX format',
  jax: 'a model of your own: training or notebook',
  bentoml: 'a service around a model of your own',
  cuda: 'a program of your own in CUDA C++',
  'own-image': 'an image that is built already',
  tgi: 'a language model; no longer developed, vLLM is',
}

const place = ({ id }: Framework): number => [...Object.keys(PURPOSES), id].indexOf(id)

export const frameworksInOrder: readonly Framework[] = [...frameworks].sort((a, b) => place(a) - place(b))

export function frameworkWords(plan: Plan): Words {
  const { id, title } = plan.framework
  const modes = frameworks.find((one) => one.id === id)?.modes ?? []
  return { label: title, description: `${PURPOSES[id] ?? modes.join(', ')}; ${releaseWords(plan)}` }
}

const MODES: Readonly<Record<Mode, string>> = {
  serve: 'answers requests, and starts again when it ends',
  train: 'works through data once, and ends',
  notebook: 'JupyterLab in the browser',
  run: 'a program of your own',
}

/** There is nothing to choose from: an image of one's own is typed. */
const image = topic<string>({
  id: 'image',
  title: () => 'Which image?',
  usual: (plan, { ownImage }) => (ownImage ? plan.image : undefined),
  values: () => [],
  words: (value, _, { plan, framework }) => ({ label: value, description: because(plan, framework.title) }),
  other: () => 'an image with its tag, such as registry.example.com/team/app:1.2',
})

const mode = topic<Mode>({
  id: 'mode',
  title: () => 'What shall it do?',
  usual: (plan) => plan.mode,
  values: ({ framework }) => framework.modes,
  words: (value) => ({ label: value, description: MODES[value] }),
})

const vendor = topic<string>({
  id: 'vendor',
  title: () => 'Whose GPUs are they?',
  usual: ({ request, vendor: chosen }) => request && chosen,
  values: ({ framework, target, facts }) =>
    isNvidia(target, facts) ? [] : vendors.filter((one) => framework.vendors.includes(one)),
  words: (value, plan) => ({ label: value, description: releaseWords(plan) }),
})

/** The driver and the cards that the facts know are all of NVIDIA. */
const isNvidia = ({ driver, gpus: cards = [] }: Target, facts: Facts): boolean =>
  driver !== undefined || cards.some((card) => facts.gpu(card).length > 0)

const builtWith = ({ cuda, workload }: Plan): string =>
  [cuda && `CUDA ${cuda}`, workload.python && `Python ${workload.python}`].filter(Boolean).join(', ')

const releaseWords = (plan: Plan): string => [plan.framework.version, builtWith(plan)].filter(Boolean).join(', ')

const version = topic<string>({
  id: 'version',
  title: ({ framework }) => `Which version of ${framework.title}?`,
  usual: ({ framework }) => framework.version,
  values: ({ releases }) => newestPatches(releases.map((release) => release.version)),
  words: (value, plan, scope) => {
    const chosen = plan.workload.version === scope.plan.workload.version
    const reason = chosen ? because(scope.plan, plan.framework.title) : builtWith(plan)
    return { label: value, description: joined(reason, because(plan, 'Doubt')) }
  },
  other: ({ releases }, shown) =>
    releases.length > shown
      ? `a version from ${releases.at(-1)?.version} to ${releases[0]?.version}, such as ${releases[1]?.version}`
      : undefined,
})

/** Of several patches the last one; the others may be typed. */
function newestPatches(versions: readonly string[]): readonly string[] {
  const minors = new Map<string, string>()
  for (const one of newestFirst(versions))
    if (!minors.has(versionPrefix(one, 2))) minors.set(versionPrefix(one, 2), one)
  return [...minors.values()]
}

const cuda = topic<string>({
  id: 'cuda',
  title: ({ framework }) => `For which CUDA shall ${framework.title} be built?`,
  usual: ({ request, cuda: chosen }) => request && chosen,
  values: ({ releases }) => newestFirst(releases.flatMap(({ builds }) => builds.flatMap(({ cuda: one }) => one ?? []))),
  words: (value, plan, { releases }) => {
    const builds = releases.find((one) => one.version === plan.framework.version)?.builds ?? []
    const preview = builds.some((build) => build.cuda === value && build.preview)
      ? 'its publisher calls it a preview'
      : ''
    return { label: value, description: joined(because(plan, 'CUDA'), preview, because(plan, 'Doubt')) }
  },
})

const python = topic<string>({
  id: 'python',
  title: () => 'Which Python?',
  usual: ({ workload }) => workload.python,
  values: ({ releases }) => newestFirst(releases.flatMap(({ pythons }) => pythons)),
  words: (value, plan, scope) => {
    const reason = value === scope.plan.workload.python ? because(plan, 'Python') : ''
    return { label: value, description: joined(plan.stages[0]?.from ?? '', reason) }
  },
})

const gpus = topic<GpuWish>({
  id: 'gpus',
  title: () => 'Which GPUs shall it get?',
  usual: ({ request }) => request?.gpus ?? 'none',
  values: () => ['all', 1, 2, 'none'],
  words: (value, _, { target }) => gpuWords(value, target.gpus ?? []),
  other: () => 'a number, or what names them: indexes (0,1), UUIDs (GPU-…) or CDI names (nvidia.com/gpu=0)',
})

function gpuWords(value: GpuWish, cards: readonly string[]): Words {
  if (value === 'none') return { label: 'none', description: 'no request: it runs on the CPU' }
  if (value === 'all')
    return { label: 'all', description: cards.length > 0 ? cards.join(', ') : 'every GPU of the host' }
  const first = value === 1 ? 'the first one' : `the first ${value}`
  return { label: String(value), description: `${first}: a count allots nothing, others may get the same` }
}

const wiring = topic<string>({
  id: 'wiring',
  title: () => 'How shall the compose file ask for the GPU?',
  usual: ({ request }) => request?.wiring,
  values: () => wirings,
  words: (value, plan) => ({ label: value, description: because(plan, 'Wiring') }),
})

const cpuFallback = topic<boolean>({
  id: 'cpuFallback',
  title: () => 'Shall it start on a host without a GPU too?',
  usual: ({ request }) => (request ? false : undefined),
  values: () => [false, true],
  words: (value) =>
    value
      ? { label: 'yes', description: 'a pair: compose.yaml starts without a GPU, compose.gpu.yaml adds it' }
      : { label: 'no', description: 'one file, docker-compose.yml, which needs its GPU' },
})

const OUTPUTS: Readonly<Record<(typeof extras)[number], string>> = {
  devcontainer: '.devcontainer/devcontainer.json opens the service in VS Code',
  kubernetes: 'manifests under k8s/ with a README of their own',
}

const more = topic<readonly (typeof extras)[number][]>({
  id: 'extras',
  many: true,
  title: () => 'Which files besides?',
  usual: () => [],
  values: () => extras.map((one) => [one]),
  words: ([value = 'devcontainer'], plan) => ({
    label: value,
    description: joined(OUTPUTS[value], plan.cluster?.gpu?.loss ?? ''),
  }),
})

/** In the order in which a wizard asks. */
export const topics: readonly Topic[] = [image, mode, vendor, version, cuda, python, gpus, wiring, cpuFallback, more]
