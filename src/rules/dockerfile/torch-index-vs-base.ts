import { packageInstalls } from '../../documents/dockerfile/pip'
import type { PackageInstall } from '../../documents/dockerfile/pip-types'
import type { ShellCommand, Stage } from '../../documents/dockerfile/types'
import { compareVersions, isOf, majorOf } from '../../facts'
import { defineRule, type Report, type RuleContext, type RuleFix } from '../../lint/rule'
import { archListsOf } from '../support/arch-list'
import { addsCuda } from '../support/cuda-libraries'
import { type CudaBase, cudaBase } from '../support/cuda-stage'
import { otherBuild } from '../support/other-build'
import { mayInstall, packagesOf, relatedOf } from '../support/python-packages'
import { isPlaceholder, rebase } from '../support/root-image'
import { isRun } from '../support/runs'
import { cudaBuilds } from '../support/source-builds'
import { cudaOfBuild, type TorchWheel, torchWheel } from '../support/torch-wheel'

export default defineRule({
  meta: {
    id: 'dockerfile/torch-index-vs-base',
    kind: 'dockerfile',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['torch'],
    summary: 'CUDA extensions are compiled with the CUDA that PyTorch was built for.',
    why: 'PyTorch compares the two when it compiles an extension and stops where the majors differ.',
    messages: {
      major:
        '{torch} was built for CUDA {cuda}, and {image} compiles {extension} with CUDA {base}. PyTorch stops: "The detected CUDA version ({base}) mismatches the version that was used to compile PyTorch ({cuda})". Take both from one major.',
    },
    sources: ['pytorch/pytorch#31285', 'pytorch/pytorch#167244', 'NVIDIA/personaplex#23', 'ai-dynamo/nixl#758'],
    notes: [
      'Only where something surely compiles against PyTorch with the compiler of an nvidia/cuda -devel image. Without that the two do not meet: torch brings its own CUDA. Another minor of the same major is only a warning of PyTorch. Packages that look for ready-made wheels (flash-attn, causal-conv1d, mamba-ssm) do not count.',
    ],
  },
  *check(document, context) {
    if (!mayInstall(document, /torch/i)) return
    for (const stage of document.stages) {
      const base = isPlaceholder(stage) ? undefined : cudaBase(stage.rootImage, context.facts)
      if (base?.parsed.kind !== 'devel' || addsCuda(stage)) continue
      const extension = extensionOf(stage)
      const wheel = extension && torchOf(stage, context)
      if (wheel && majorOf(wheel.cuda ?? '') !== majorOf(base.minor))
        yield report(wheel, base, extension, stage, context)
    }
  },
})

/** The one torch of the stage, where its build is certain. */
function torchOf(stage: Stage, context: RuleContext): TorchWheel | undefined {
  const torches = packagesOf(stage, context).installed.filter(({ requirement }) => requirement.name === 'torch')
  const [one, ...more] = torches
  const wheel = one && more.length === 0 ? torchWheel(one, context.facts) : undefined
  return wheel?.cuda !== undefined && !one?.install.command.conditional && !one?.install.elsewhere ? wheel : undefined
}

/** What the stage surely compiles against the torch that is there. */
function extensionOf(stage: Stage): string | undefined {
  for (const run of stage.instructions.filter(isRun)) {
    const built = packageInstalls(run).flatMap((install) => (isCertain(install.command) ? namesOf(install) : []))
    if (built[0] !== undefined) return built[0]
    if (archListsOf(stage).length > 0 && run.commands.some((one) => isCertain(one) && isSetup(one)))
      return 'the extension'
  }
  return undefined
}

const isCertain = ({ conditional, failureIgnored }: ShellCommand): boolean => !conditional && !failureIgnored

/** Without build isolation the extension sees the torch of the image. */
const namesOf = (install: PackageInstall): readonly string[] =>
  install.flags.includes('--no-build-isolation')
    ? cudaBuilds(install).flatMap(({ name, url }) => (LOOKS.test(url ?? name) ? [] : (nameOf(url) ?? name)))
    : []

const LOOKS = /flash-att|causal-conv1d|mamba/i

const nameOf = (url: string | undefined): string | undefined =>
  url && /\/([\w-]+?)(?:\.git)?(?:[@#].*)?$/.exec(url)?.[1]

function isSetup({ name, args }: ShellCommand): boolean {
  const words = args.map(({ value }) => value)
  return (
    /^python[\d.]*$/.test(name ?? '') &&
    words[0] === 'setup.py' &&
    /^(?:install|develop|build_ext|bdist_wheel)$/.test(words[1] ?? '')
  )
}

function report(wheel: TorchWheel, base: CudaBase, extension: string, stage: Stage, context: RuleContext): Report {
  const { one, cuda = '', build, by } = wheel
  const { name, specifier } = one.requirement
  const torch = `${name}${specifier}${by === 'version' ? '' : ` (${build})`}`
  const data = { torch, cuda, image: stage.rootImage ?? '', base: base.minor, extension }
  const fixes = [...takeBuild(wheel, base, context), ...rebase(stage, context, tagsFor(cuda, base, context))]
  return { message: 'major', data, at: one.at, fixes, ...(one.file && relatedOf(one)) }
}

/** The build of the same torch for the CUDA of the base: the newest of its major that is not newer. */
function takeBuild(wheel: TorchWheel, { minor }: CudaBase, { facts }: RuleContext): readonly RuleFix[] {
  const version = wheel.one.requirement.pinned?.split('+')[0]
  const builds = Object.keys((version && facts.torch(version)?.wheels) || {}).filter((build) => {
    const cuda = cudaOfBuild(build)
    return cuda !== undefined && majorOf(cuda) === majorOf(minor)
  })
  const older = builds.filter((build) => compareVersions(cudaOfBuild(build) ?? '', minor) <= 0)
  const to = older.at(-1) ?? builds[0]
  const ops = to && wheel.by !== 'default' && !wheel.one.file ? otherBuild(wheel.one.install, wheel.build, to) : []
  return ops.length > 0 ? [{ title: `Take the build ${to}`, ops }] : []
}

/** The nearest base of the same flavour and OS with the CUDA of torch. */
function tagsFor(cuda: string, { tag, parsed }: CudaBase, { facts }: RuleContext): readonly string[] {
  const wished = tag.replace(parsed.version, `${cuda}.0`)
  const near = facts.nearestCudaImages(wished, 20).filter((image) => isOf(image.cuda, cuda) && image.os === parsed.os)
  return near.slice(0, 1).map((image) => image.tag)
}
