import type { Facts } from '../../facts'
import { compareVersions, versionPrefix } from '../../facts/versions'
import type { Target } from '../../host/target'
import { vendors } from '../../workload'
import { topic } from './topic'
import { because, builtWith, joined, releaseWords } from './words'

export const vendor = topic<string>({
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

export const version = topic<string>({
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

export const cuda = topic<string>({
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

export const python = topic<string>({
  id: 'python',
  title: () => 'Which Python?',
  usual: ({ workload }) => workload.python,
  values: ({ releases }) => newestFirst(releases.flatMap(({ pythons }) => pythons)),
  words: (value, plan, scope) => {
    const reason = value === scope.plan.workload.python ? because(plan, 'Python') : ''
    return { label: value, description: joined(plan.stages[0]?.from ?? '', reason) }
  },
})

/** All of them: a list that leaves some out would read as if there were no others. */
export const backends = topic<readonly string[]>({
  id: 'backends',
  many: true,
  most: 16,
  title: () => 'Which backends alone shall the image have, which a script then composes?',
  usual: (_, { parts }) => (parts ? [] : undefined),
  values: ({ framework, plan, facts }) =>
    (framework.parts?.backends(plan.framework.version, facts) ?? []).map((one) => [one]),
  words: ([value = ''], _, { framework }) => ({ label: value, description: framework.parts?.about(value) ?? '' }),
})

const newestFirst = (versions: readonly string[]): readonly string[] =>
  [...new Set(versions)].sort((a, b) => compareVersions(b, a))
