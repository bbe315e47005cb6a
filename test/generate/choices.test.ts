import { describe, expect, it } from 'vitest'
import { facts } from '../../src/facts'
import { type Framework, filesOf, frameworks, isImpossible, type Plan, resolve } from '../../src/generate'
import { extras, modes, vendors, type Workload, wirings } from '../../src/workload'

/** Every value that a key of the schema is tried with. */
const CHOICES: Readonly<Record<Exclude<keyof Workload, 'framework' | 'version'>, readonly unknown[]>> = {
  mode: modes,
  cuda: ['11.8', '12', '12.6', '12.8', '13.0'],
  python: ['3.10', '3.11', '3.12', '3.13'],
  os: ['debian12', 'debian13', 'ubuntu20.04', 'ubuntu22.04', 'ubuntu24.04'],
  image: ['registry.example.com/team/app:1.2'],
  command: [['sleep', '1']],
  backends: [['python'], ['onnxruntime', 'tensorrt'], ['tensorflow']],
  repoagents: [['checksum']],
  vendor: vendors,
  gpus: ['none', 'all', 1, 2, ['1'], ['0', '3'], ['nvidia.com/gpu=0']],
  wiring: wirings,
  ports: [[], ['9000:9000']],
  mounts: [['./more:/more:ro']],
  nonRoot: [true, false],
  cpuFallback: [true, false],
  extras: [...extras.map((one) => [one]), [...extras]],
  name: ['app'],
}

const versionsOf = (framework: Framework): readonly string[] =>
  vendors
    .filter((vendor) => framework.vendors.includes(vendor))
    .flatMap((vendor) => framework.releases(facts, vendor).map(({ version }) => version))

/** What else is said beside the choice. */
const besides = ({ vendors: makes, cpu }: Framework): readonly Partial<Workload>[] => [
  {},
  ...makes.filter((make) => make !== 'nvidia').map((vendor) => ({ vendor })),
  ...(cpu ? ([{ gpus: 'none' }] as const) : []),
]

/** What is written, but for the comments and the README, which say what was wished. */
const essence = (plan: Plan): string =>
  filesOf(plan)
    .filter(({ path }) => path !== 'README.md')
    .map(({ path, text }) => `${path}\n${text.replace(/^\s*(?:#|\/\/).*\n/gm, '')}`)
    .join('\n')

/** A value that the default has anyway; what is not there is none. */
function isDefault(key: keyof Workload, value: unknown, plan: Plan): boolean {
  const had = plan.workload[key]
  const none = value === false || (Array.isArray(value) && value.length === 0)
  const prefix = key === 'cuda' && typeof had === 'string' && `${had}.`.startsWith(`${String(value)}.`)
  return prefix || JSON.stringify(had) === JSON.stringify(value) || (had === undefined && none && key !== 'nonRoot')
}

/** A build for a whole major says that a minor of it was wished; without a GPU its make chooses an image alone. */
const isSaid = (key: keyof Workload, { cuda = '', vendor, gpus }: Workload, { reasons }: Plan): boolean =>
  key === 'cuda'
    ? reasons.some(({ choice, because }) => choice === 'CUDA' && because.includes(`${cuda} was wished`))
    : key === 'vendor' && vendor !== 'nvidia' && gpus === 'none'

/** Whether a plan takes no notice of a choice; a refusal must be a whole sentence. */
function ignores(wish: Workload, key: keyof Workload, plain: Plan): boolean {
  const plan = resolve(wish, facts)
  if (!isImpossible(plan))
    return !isDefault(key, wish[key], plain) && essence(plan) === essence(plain) && !isSaid(key, wish, plan)
  expect(plan.impossible, JSON.stringify(wish)).toMatch(/\w.*\.$/)
  // What is said not to be there is not among what is said to be.
  const [, absent, there = ''] =
    /no build for (?:Python|CUDA) (\S+): there is one for (.*)\.$/.exec(plan.impossible) ?? []
  expect(there.split(/, | and /), JSON.stringify(wish)).not.toContain(absent)
  expect(plan.impossible, JSON.stringify(wish)).not.toMatch(/undefined| {2}|(?:for|on) \.|: \./)
  return false
}

describe.each(frameworks.map((framework) => ({ id: framework.id, framework })))('$id', ({ id, framework }) => {
  const choices = { version: versionsOf(framework), ...CHOICES }

  it.each(Object.keys(choices) as (keyof typeof choices)[])('heeds %s, or says why it cannot', (key) => {
    const ignored = besides(framework)
      .filter((beside) => !(key in beside))
      .flatMap((beside) => {
        const plain = resolve({ framework: id, ...beside }, facts)
        if (isImpossible(plain)) return []
        const wishes = choices[key].map((value): Workload => ({ framework: id, ...beside, [key]: value }))
        return wishes.filter((wish) => ignores(wish, key, plain))
      })
    expect(ignored).toEqual([])
  })
})
