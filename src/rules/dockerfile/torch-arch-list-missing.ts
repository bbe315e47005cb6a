import { packageInstalls } from '../../documents/dockerfile/pip'
import type { DockerfileDocument, RunInstruction, Stage } from '../../documents/dockerfile/types'
import { compareVersions, type Facts, majorOf } from '../../facts'
import { defineRule, type Report, type RuleContext, type RuleFix } from '../../lint/rule'
import { type ArchList, archListsOf, compilerOf, givenLists } from '../support/arch-list'
import { withArch, withoutArches, withPtx } from '../support/arch-list-edit'
import type { CudaBase } from '../support/cuda-stage'
import { cardsOf, runsOn, titleOf } from '../support/gpu-arch'
import { isRun } from '../support/runs'
import { asksForCards, cudaBuilds, variableOf } from '../support/source-builds'

export default defineRule({
  meta: {
    id: 'dockerfile/torch-arch-list-missing',
    kind: 'dockerfile',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['ARCH', 'git+', '.git'],
    summary: 'CUDA extensions are compiled for GPUs that are named, and that the compiler knows.',
    why: 'No GPU is there while an image is built: an extension that asks for the one at hand stops, and a list that the compiler does not know stops it too.',
    messages: {
      unknown:
        '{name} names {capability}, which the compiler of CUDA {cuda} ({image}) does not know. What is compiled for it stops: nvcc fatal: Unsupported gpu architecture. {todo}',
      missing:
        '{package} compiles for the GPUs that it finds, and docker build has none: PyTorch stops with "IndexError: list index out of range" in cpp_extension. Set TORCH_CUDA_ARCH_LIST to the compute capabilities of your GPUs.',
      card: '{name} has no code for {card} of the target: the extension stops there with "no kernel image is available". Add {capability}.',
      later:
        '{name} has no code for {card} of the target, and the compiler of CUDA {cuda} ({image}) cannot make any: the extension stops there with "no kernel image is available". {todo}',
    },
    sources: [
      'rahul-goel/fused-ssim#19',
      'pytorch/pytorch#28955',
      'SHI-Labs/NATTEN#96',
      'ml-research/rational_activations#15',
      'CUDA Toolkit release notes, architectures by release',
    ],
    notes: [
      'A list is judged against the CUDA of an nvidia/cuda -devel image, where nothing else brings a compiler. A missing list is told for packages that are known to compile for what they find, and to have no list of their own. The cards are those of the target.',
    ],
  },
  *check(document, context) {
    if (!/ARCH|git/.test(document.file.text)) return
    for (const stage of document.stages) {
      const base = compilerOf(stage, context.facts)
      if (!base) continue
      const lists = archListsOf(stage)
      const own = lists.filter((one) => isOwn(stage, one) && !isGiven(one, document, context))
      for (const list of [...own, ...givenLists(stage)]) yield* ofList(list, base, stage, context)
      if (lists.length === 0) for (const run of stage.instructions.filter(isRun)) yield* ofBuilds(run, base, context)
    }
  },
})

/** Where the list stands in a parent it is told once, with the parent. */
const isOwn = ({ instructions }: Stage, { at }: ArchList): boolean =>
  instructions.some(({ span }) => span.start <= at.start && at.start < span.end)

/** True where a compose service gives the list as a build argument. */
const isGiven = ({ name }: ArchList, document: DockerfileDocument, { project }: RuleContext): boolean =>
  project.buildersOf(document).some(({ build }) => build?.args.has(name))

function* ofList(list: ArchList, base: CudaBase, stage: Stage, context: RuleContext): Iterable<Report> {
  const { name, capabilities, at } = list
  const known = context.facts.architectures(base.minor)?.computeCapabilities
  if (!known) return
  const unknown = capabilities.filter((one) => !known.includes(one) && context.facts.gpu(one).length > 0)
  const [capability] = unknown
  if (capability !== undefined) {
    const todo = todoFor(capability, context)
    const data = { name, cuda: base.minor, image: stage.rootImage ?? '', capability, todo }
    yield { message: 'unknown', data, at, fixes: withoutArches(list, unknown) }
  } else yield* ofCards(list, base, stage, known, context)
}

function todoFor(capability: string, { facts }: RuleContext): string {
  const [gpu] = facts.gpu(capability)
  return gpu?.lastCuda
    ? `Drop ${capability}, or take CUDA ${gpu.lastCuda} or older.`
    : `Drop ${capability}, or take CUDA ${gpu?.minCuda} or later.`
}

function* ofCards(
  list: ArchList,
  base: CudaBase,
  stage: Stage,
  known: readonly string[],
  { target, facts }: RuleContext,
): Iterable<Report> {
  if (!list.plain || list.name !== 'TORCH_CUDA_ARCH_LIST') return
  const left = cardsOf(target, facts).find(
    ({ capabilities }) => capabilities.length === 1 && !serves(list, capabilities[0]),
  )
  const [capability] = left?.capabilities ?? []
  if (!left || capability === undefined) return
  const data = { name: list.name, card: titleOf(left), capability, cuda: base.minor, image: stage.rootImage ?? '' }
  if (known.includes(capability)) yield { message: 'card', data, at: list.at, fixes: withArch(list, capability) }
  else yield { message: 'later', ...laterOrOlder(list, data, facts), at: list.at }
}

/** Newer cards compile PTX for themselves; for older ones there is none. */
function laterOrOlder(list: ArchList, data: { readonly capability: string }, facts: Facts) {
  const [gpu] = facts.gpu(data.capability)
  const isNewer = list.capabilities.every((one) => compareVersions(one, data.capability) < 0)
  const todo = isNewer
    ? `Take CUDA ${gpu?.minCuda} or later, or keep PTX in the list, which newer cards compile for themselves.`
    : `Take CUDA ${gpu?.lastCuda} or older.`
  return { data: { ...data, todo }, fixes: isNewer ? withPtx(list) : [] }
}

const serves = ({ capabilities, ptx }: ArchList, capability = ''): boolean =>
  runsOn(capabilities, capability) || (ptx && capabilities.some((one) => compareVersions(one, capability) <= 0))

function* ofBuilds(run: RunInstruction, base: CudaBase, context: RuleContext): Iterable<Report> {
  for (const install of packageInstalls(run).filter(({ command }) => !command.conditional && !command.failureIgnored)) {
    if (variableOf(install.command, 'TORCH_CUDA_ARCH_LIST') !== undefined) continue
    const found = cudaBuilds(install).find(({ url }) => asksForCards(url))
    if (!found) continue
    const name = /\/([\w-]+?)(?:\.git)?(?:[@#].*)?$/.exec(found.url ?? '')?.[1] ?? found.name
    yield { message: 'missing', data: { package: name }, at: found.span, fixes: setList(run, base, context) }
    return
  }
}

/** The cards of the target, else every generation from Volta on that the compiler knows. */
function setList(run: RunInstruction, base: CudaBase, { target, facts }: RuleContext): readonly RuleFix[] {
  const known = facts.architectures(base.minor)?.computeCapabilities ?? []
  const asked = cardsOf(target, facts).flatMap(({ capabilities }) => capabilities)
  const embedded = (one: string) => facts.gpu(one)[0]?.embedded === true
  const usual = known.filter((one) => (majorOf(one) ?? 0) >= 7 && !embedded(one))
  const list = [...new Set(asked.length > 0 ? asked.filter((one) => known.includes(one)) : usual)].sort(compareVersions)
  if (list.length === 0) return []
  const line = `ENV TORCH_CUDA_ARCH_LIST="${list.join(' ')}+PTX"`
  const op = { op: 'insert-lines', file: run.file, before: run.span, lines: [line] } as const
  return [{ title: 'Set TORCH_CUDA_ARCH_LIST', ops: [op] }]
}
