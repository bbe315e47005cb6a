import type { ImageUse } from '../../documents/images'
import { versionPrefix } from '../../facts'
import { allGeForce, driverBranch } from '../../host/driver'
import { isPlatform } from '../../host/platform'
import { defineRule, type Report, type RuleContext, type RuleFix, type Severity } from '../../lint/rule'
import { addVariable } from '../support/add-variable'
import { branchOf, failsStartCheck, mayBeForwardCompat, programBranch, tagsForDriver } from '../support/cuda-driver'
import { isCuda } from '../support/cuda-image'
import { serviceSetsCheck, stageSetsCheck } from '../support/disable-require'
import { gpuPath, usesHook } from '../support/gpu-path'
import { retagTo } from '../support/image-retag'
import { type ImageUsers, usersOf } from '../support/image-users'
import { tritonNeed } from '../support/triton-driver'

export default defineRule({
  meta: {
    id: 'image/driver-too-old-for-cuda',
    kind: 'image',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    summary: 'The driver of the target must be new enough for the CUDA of an image.',
    why: 'NVIDIA images check the driver before the container starts, and CUDA programs refuse to run on a driver older than their CUDA allows.',
    messages: {
      start:
        '{image} does not start with the NVIDIA driver {driver} of the target: its start check wants CUDA {cuda}, which is driver {need} or later{others}. The NVIDIA hook stops with "unsatisfied condition: cuda>={cuda}, please update your driver". {todo}',
      program:
        '{image} holds CUDA {cuda}, whose programs need the NVIDIA driver {need} or later; the target has {driver}. They stop with "CUDA driver version is insufficient for CUDA runtime version". Use an image with an older CUDA, or update the driver.',
      triton:
        'The release notes of {image} (CUDA {cuda}) ask for the NVIDIA driver {need} or later{others}: the target has {driver}. The server may not start, or find no GPU. Use an older release, or update the driver.',
    },
    covers: ['driver-too-old-for-cuda', 'triton-tag-era-vs-driver'],
    sources: [
      'NVIDIA/nvidia-docker#1442',
      'NVIDIA/nvidia-container-toolkit#152',
      'MauriceNino/dashdot#1226',
      'CUDA release notes, minor version compatibility (2026-03)',
      'NVIDIA_REQUIRE_CUDA of the container-images/cuda Dockerfiles (mirror pdtgct/cuda @e3c1b680, 2025-12-15)',
      'triton-inference-server/server compatibility.md @e1db8a60',
    ],
    notes: [
      'Speaks only where the target names a driver. An nvidia/cuda image lets older driver branches pass on data-centre cards, and on GeForce cards only in the images of CUDA 11.5.0 to 12.4.1: where the target names no GPUs, or cards of another kind, such a branch is no finding.',
      'An error where the service surely starts through the hook (a device request on Engine before 29.2, runtime: nvidia with a toolkit before 1.18): the CDI mode has no such check. There, and on WSL2, only the minimum of the CUDA major counts.',
      'Silent for services that ask for no GPU, for Jetson, and where NVIDIA_DISABLE_REQUIRE or NVIDIA_REQUIRE_CUDA is set (see disable-require-misuse).',
    ],
  },
  *check(use, context) {
    const branch = driverBranch(context.target)
    if (branch === undefined || isPlatform(context.target, 'jetson')) return
    const known = context.facts.popularImage(use.reference.fullName, use.reference.tag)
    if (known?.vendor !== 'nvidia' || !use.reference.tag) return
    const users = usersOf(use, context)
    if (!users || users.services.some(serviceSetsCheck) || users.stages.some(stageSetsCheck)) return
    if (isCuda(use)) yield* ofCuda(use, branch, users, context)
    else if (known.framework === 'triton') yield* ofTriton(use, branch, context)
    else if (known.cuda) yield* ofProgram(use, known.cuda, branch, context)
  },
})

function* ofCuda(use: ImageUse, branch: number, users: ImageUsers, context: RuleContext): Iterable<Report> {
  const { facts, target } = context
  const tag = use.reference.tag ?? ''
  const severity = isPlatform(target, 'wsl2') ? undefined : hookSeverity(users, context)
  const cuda = versionPrefix(facts.parseCudaTag(tag)?.version ?? '', 2)
  if (severity && failsStartCheck(tag, branch, target, facts)) {
    const fixes = [
      ...retagTo(use, context, tagsForDriver(tag, branch, facts)),
      ...switchOff(cuda, branch, users, context),
    ]
    const data = { ...shownNeed(use, context), cuda, others: othersOf(tag, context), todo: todo(fixes) }
    yield { message: 'start', data, at: use.span, severity, fixes }
  } else if (!mayBeForwardCompat(tag, branch, target, facts)) yield* ofProgram(use, cuda, branch, context, users)
}

/** Undefined: the check is surely not made. */
function hookSeverity({ services }: ImageUsers, { target }: RuleContext): Severity | undefined {
  const hooks = services.map((service) => usesHook(gpuPath(service), target))
  if (hooks.length > 0 && hooks.every((hook) => hook === false)) return undefined
  return hooks.length > 0 && hooks.every((hook) => hook === true) ? 'error' : 'warning'
}

const shownNeed = (use: ImageUse, { facts, target }: RuleContext) => {
  const minor = versionPrefix(facts.parseCudaTag(use.reference.tag ?? '')?.version ?? '', 2)
  return { image: use.value, driver: target.driver ?? '', need: branchOf(minor, facts) ?? '' }
}

function othersOf(tag: string, { facts, target }: RuleContext): string {
  const image = facts.cudaImage(tag)
  const branches = ('cuda' in image && image.compatDriverBranches) || []
  if (branches.length === 0) return ''
  const branch = driverBranch(target) ?? 0
  const cards = branches.includes(branch) ? ', but not on GeForce cards' : ''
  return ` (or of the branches ${branches.join(', ')}${cards})`
}

/** Minor version compatibility: programs of the same major run, only the check is in the way. */
function switchOff(cuda: string, branch: number, users: ImageUsers, { facts }: RuleContext): readonly RuleFix[] {
  const [service, ...more] = users.services
  const min = programBranch(cuda, facts)
  if (!service || more.length > 0 || users.stages.length > 0 || min === undefined || branch < min) return []
  const op = addVariable(service, 'NVIDIA_DISABLE_REQUIRE', 'true')
  return op ? [{ title: 'Turn the check off (NVIDIA_DISABLE_REQUIRE=true)', ops: [op] }] : []
}

const todo = (fixes: readonly RuleFix[]): string => {
  const off = fixes.some(({ title }) => title.startsWith('Turn'))
  return `Use an image with an older CUDA, or update the driver${off ? '; programs of this CUDA major run on this driver too, where NVIDIA_DISABLE_REQUIRE=true turns the check off' : ''}.`
}

function* ofProgram(
  use: ImageUse,
  cuda: string,
  branch: number,
  context: RuleContext,
  users?: ImageUsers,
): Iterable<Report> {
  const min = programBranch(cuda, context.facts)
  if (min === undefined || branch >= min) return
  const { tag = '' } = use.reference
  const severity = context.document.kind === 'compose' ? 'error' : 'warning'
  const fixes = users ? retagTo(use, context, tagsForDriver(tag, branch, context.facts)) : []
  const data = { image: use.value, cuda, need: min, driver: context.target.driver ?? '' }
  yield { message: 'program', data, at: use.span, severity, fixes }
}

function* ofTriton(use: ImageUse, branch: number, { facts, target }: RuleContext): Iterable<Report> {
  const need = tritonNeed(use.reference.tag ?? '', facts)
  if (!need || branch >= need.branch) return
  const older = need.dataCenter.includes(branch)
  if (!allGeForce(target) && (older || need.dataCenter.length === 0)) return
  const others = older ? ', and take older branches on data-centre cards only' : ''
  const data = { image: use.value, cuda: need.cuda, need: need.branch, others, driver: target.driver ?? '' }
  yield { message: 'triton', data, at: use.span }
}
