import { compareVersions } from '../../facts'
import { defineRule, type Report, type RuleContext, type RuleFix } from '../../lint/rule'
import { type Card, cardsOf, lacksCode, titleOf } from '../support/gpu-arch'
import { otherBuild } from '../support/other-build'
import { mayInstall, packagesOf, relatedOf } from '../support/python-packages'
import { leavesOf } from '../support/stage-leaves'
import { cudaOfBuild, type TorchWheel, torchWheel } from '../support/torch-wheel'

export default defineRule({
  meta: {
    id: 'dockerfile/gpu-arch-not-in-wheel',
    kind: 'dockerfile',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['torch'],
    summary: 'PyTorch holds code for the GPUs of the target.',
    why: 'A wheel holds machine code for the generations that its CUDA knew: on others torch stops with "no kernel image is available for execution on the device".',
    messages: {
      new: '{torch} holds no code for {card}: its CUDA {cuda} is older than the card, which needs {minCuda} or later. Operators stop with "no kernel image is available for execution on the device". {todo}',
      old: '{torch} holds no code for {card}: builds for CUDA {cuda} start at newer cards. Operators stop with "no kernel image is available for execution on the device". {todo}',
    },
    sources: [
      'pytorch/pytorch#149845',
      'pytorch/pytorch#167244',
      'pytorch/pytorch#31285',
      'Comfy-Org/ComfyUI#10382',
      'pytorch/pytorch RELEASE.md, release matrix (2026-07-27)',
    ],
    notes: [
      'Speaks only where the target names GPUs that the table knows, and for builds that are certain: a version with +cuXXX, an index of PyTorch, or a pinned version from PyPI. Within a major of the compute capability the code of a lower minor runs.',
    ],
  },
  *check(document, context) {
    const cards = cardsOf(context.target, context.facts)
    if (cards.length === 0 || !mayInstall(document, /torch/i)) return
    const seen = new Set<number>()
    for (const stage of leavesOf(document)) {
      for (const one of packagesOf(stage, context).installed) {
        const wheel = seen.has(one.at.start) ? undefined : torchWheel(one, context.facts)
        const report = wheel && judge(wheel, cards, context)
        if (!report) continue
        seen.add(one.at.start)
        yield report
      }
    }
  },
})

function judge(wheel: TorchWheel, cards: readonly Card[], context: RuleContext): Report | undefined {
  const { cuda, one } = wheel
  const version = one.requirement.pinned?.split('+')[0]
  // Before 1.8 the wheels held PTX, which newer cards compile for themselves.
  if (!cuda || one.install.command.conditional || (version && compareVersions(version, '1.8') < 0)) return undefined
  for (const { name, capabilities } of cards) {
    const verdicts = capabilities.map((one_) =>
      lacksCode(cuda, one_, context.facts, compiledFor(version, cuda, context)),
    )
    const [verdict] = verdicts
    if (!verdict || verdicts.some((other) => other !== verdict)) continue
    return report(wheel, verdict, { name, capabilities }, context)
  }
  return undefined
}

/** What the wheel was compiled for, where its build list was read. */
const compiledFor = (version: string | undefined, cuda: string, { facts }: RuleContext) =>
  version === undefined
    ? undefined
    : facts.torchArchSupport(version, cuda)?.find(({ platform }) => platform.includes('x86_64'))?.computeCapabilities

function report(wheel: TorchWheel, verdict: 'too new' | 'too old', card: Card, context: RuleContext): Report {
  const { one, cuda = '', build } = wheel
  const minCuda = context.facts.gpu(card.capabilities[0] ?? '')[0]?.minCuda ?? ''
  const fitting = fittingBuild(wheel, card, context)
  const { name, specifier } = one.requirement
  const local = specifier.includes('+') ? '' : ` (${build})`
  const todo = fitting
    ? `Take the build ${fitting}.`
    : verdict === 'too new'
      ? `Take a torch that has a build for CUDA ${minCuda} or later.`
      : 'Take an older build.'
  const data = { torch: `${name}${specifier}${local}`, card: titleOf(card), cuda, minCuda, todo }
  const fixes = fitting ? takeBuild(wheel, fitting) : []
  return { message: verdict === 'too new' ? 'new' : 'old', data, at: one.at, fixes, ...(one.file && relatedOf(one)) }
}

/** The build of the same version for the nearest CUDA that has code for the card. */
function fittingBuild(
  { one, cuda = '' }: TorchWheel,
  { capabilities }: Card,
  context: RuleContext,
): string | undefined {
  const version = one.requirement.pinned?.split('+')[0]
  const wheels = (version && context.facts.torch(version)?.wheels) || {}
  const fitting = Object.keys(wheels).filter((build) => {
    const other = cudaOfBuild(build)
    const compiled = other && compiledFor(version, other, context)
    return (
      other && !capabilities.some((capability) => lacksCode(other, capability, context.facts, compiled || undefined))
    )
  })
  const nearest = (build: string) => Math.abs(Number(cudaOfBuild(build)) - Number(cuda))
  return fitting.sort((a, b) => nearest(a) - nearest(b))[0]
}

function takeBuild({ one, build, by }: TorchWheel, fitting: string): readonly RuleFix[] {
  const ops = by === 'default' || one.file ? [] : otherBuild(one.install, build, fitting)
  return ops.length > 0 ? [{ title: `Take the build ${fitting}`, ops }] : []
}
