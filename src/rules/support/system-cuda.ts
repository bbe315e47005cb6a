import type { Stage } from '../../documents/dockerfile/types'
import { majorOf } from '../../facts'
import type { RuleContext, RuleFix } from '../../lint/rule'
import { addsCuda, cudnnPackages, mayCarryCuda } from './cuda-libraries'
import { type CudaBase, cudaBase } from './cuda-stage'
import { type Installed, packagesOf } from './python-packages'
import { isPlaceholder, rebase } from './root-image'

/** Packages that load the CUDA libraries and the cuDNN of the system, unless something brings them along. */
const LOADS = /^(?:onnxruntime-gpu|tensorflow|tensorflow-gpu|ctranslate2|faster-whisper)$/
export const LOADERS = /cupy-cuda|onnxruntime|tensorflow|ctranslate2|faster[-_]whisper/i

export interface SystemUser {
  readonly base: CudaBase
  readonly package: Installed
}

/** What a stage on nvidia/cuda installs that must find the libraries of the system; undefined where they may come from elsewhere. */
export function systemUser(stage: Stage, context: RuleContext): SystemUser | undefined {
  const base = isPlaceholder(stage) ? undefined : cudaBase(stage.rootImage, context.facts)
  if (!base || base.parsed.cudnn || base.parsed.flavor?.startsWith('tensorrt') || addsCuda(stage)) return undefined
  const packages = packagesOf(stage, context)
  if (mayCarryCuda(packages) || cudnnPackages(stage).length > 0) return undefined
  const user = packages.installed.find(({ requirement, applies, install }) => {
    const { name, extras, url } = requirement
    return applies !== false && !url && install.tool !== 'conda' && extras.length === 0 && LOADS.test(name)
  })
  return user && { base, package: user }
}

/** Its wheels load nvrtc and the libraries of the system at the first kernel; with the extra ctk they bring them along. */
const CUPY = /^cupy-cuda1\dx?$/

/** CuPy on the base flavour, where nothing else brings the libraries. */
export function cupyOnBase(stage: Stage, context: RuleContext): SystemUser | undefined {
  const base = isPlaceholder(stage) ? undefined : cudaBase(stage.rootImage, context.facts)
  if (base?.parsed.kind !== 'base' || addsCuda(stage)) return undefined
  const { installed, complete } = packagesOf(stage, context)
  const others = installed.filter(({ requirement }) => !CUPY.test(requirement.name))
  const user = installed.find(({ requirement, install, applies }) => {
    const { name, extras, url } = requirement
    return CUPY.test(name) && !url && extras.length === 0 && install.tool !== 'conda' && applies !== false
  })
  return user && !mayCarryCuda({ installed: others, complete }) ? { base, package: user } : undefined
}

/** The same image in the runtime flavour. */
export const withRuntime = (stage: Stage, { base }: SystemUser, context: RuleContext): readonly RuleFix[] =>
  rebase(stage, context, [`${base.parsed.version}-runtime-${base.parsed.os}`])

/** The same image with cuDNN, of the major that the package was built for. */
export function withCudnn(stage: Stage, { base, package: user }: SystemUser, context: RuleContext): readonly RuleFix[] {
  const { version, kind, os } = base.parsed
  const { name, specifier } = user.requirement
  const naming = context.facts.cudnnNaming(version)
  const wanted = context.facts.systemCudnnMajor(name, specifier, [])
  const flavours = Array.isArray(naming)
    ? naming.filter((one) => wanted === undefined || wanted === majorNamed(one))
    : []
  const flavour = kind === 'devel' ? 'devel' : 'runtime'
  return rebase(
    stage,
    context,
    flavours.map((cudnn) => `${version}-${cudnn}-${flavour}-${os}`),
  )
}

/** `cudnn8` says it; the plain `cudnn` is cuDNN 9 so far. */
const majorNamed = (flavour: string): number => majorOf(flavour.replace(/^cudnn/, '')) ?? 9

export const shownPackage = ({ requirement: { name, specifier } }: Installed): string => `${name}${specifier}`
