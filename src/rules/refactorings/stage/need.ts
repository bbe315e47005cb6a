import type { Stage } from '../../../documents/dockerfile/types'
import { type Facts, majorOf, versionPrefix } from '../../../facts'
import type { RuleContext } from '../../../lint/rule'
import { mayCarryCuda } from '../../support/cuda-libraries'
import { comesFromPypi } from '../../support/package-index'
import { type Installed, packagesOf } from '../../support/python-packages'
import { shownPackage } from '../../support/system-cuda'
import { torchWheel } from '../../support/torch-wheel'
import { type Nothing, present, refusal } from './outcome'

/** The CUDA that a package loads from the system. */
export interface Want {
  readonly package: string
  /** The lowest minor that serves. */
  readonly cuda: string
  /** Up to CUDA 10 no other minor serves. */
  readonly exact: boolean
  /** The lowest of its major; undefined: none is loaded. */
  readonly cudnn: string | undefined
  /** Libraries that are known to be loaded by name: `libcusolver.so.11`. */
  readonly loads: readonly string[]
}

/** What the Python packages of a stage load from the system: empty where nothing is known to; else why that is not to be said. */
export function wantsOf(stage: Stage, context: RuleContext): readonly Want[] | Nothing {
  const packages = packagesOf(stage, context)
  const installed = packages.installed.filter(({ applies }) => applies !== false)
  const carrier = installed.find((one) => bringsCuda(one, context.facts))
  if (carrier) return present(`${withExtras(carrier)} brings its own CUDA libraries along, and the image needs none.`)
  if (mayCarryCuda(packages))
    return refusal(
      'what it installs cannot be read whole, or may bring CUDA libraries along, so what it needs is not known.',
    )
  const loaders = installed.filter(isLoader)
  const wants = loaders.flatMap((one) => wantOf(one, context.facts) ?? [])
  const unknown = loaders.find((one) => !wants.some((want) => want.package === shownPackage(one)))
  return unknown ? refusal(`which CUDA ${shownPackage(unknown)} needs is not known${pinning(unknown)}.`) : wants
}

const withExtras = ({ requirement: { name, extras, specifier } }: Installed): string =>
  `${name}${extras.length > 0 ? `[${extras.join(',')}]` : ''}${specifier}`

const pinning = ({ requirement }: Installed): string =>
  requirement.pinned === undefined ? ': pin its version with ==' : ''

/** Wheels that surely hold CUDA libraries, or depend on wheels that do. */
function bringsCuda(one: Installed, facts: Facts): boolean {
  const { name, extras, pinned } = one.requirement
  if (name === 'torch' && torchWheel(one, facts)?.cuda !== undefined) return true
  if (name === 'vllm' || name === 'torch') return pinned === undefined && isPlain(one)
  if (name === 'tensorflow') return extras.includes('and-cuda')
  if (name === 'onnxruntime-gpu') return extras.includes('cuda') && extras.includes('cudnn')
  return name === 'jax' && extras.some((extra) => /^cuda\d+$/.test(extra))
}

/** PyPI's build of torch for Linux is the one for CUDA. */
const isPlain = ({ install, requirement }: Installed): boolean =>
  comesFromPypi(install) && install.extraIndexUrls.length === 0 && !install.indexUrl && !requirement.url

const LOADERS = /^(?:onnxruntime-gpu|tensorflow|tensorflow-gpu|ctranslate2|faster-whisper)$/

const isLoader = ({ requirement: { name } }: Installed): boolean => LOADERS.test(name)

/** As PyPI has them: other places have builds for another CUDA. */
function wantOf(one: Installed, facts: Facts): Want | undefined {
  const { name, pinned, extras, url } = one.requirement
  if (pinned === undefined || url || extras.length > 0 || one.install.tool === 'conda') return undefined
  const want = name === 'onnxruntime-gpu' ? onnxruntime(pinned, one, facts) : tensorflow(name, pinned, facts)
  return want && { ...want, package: shownPackage(one) }
}

type Libraries = Omit<Want, 'package'>

function tensorflow(name: string, pinned: string, facts: Facts): Libraries | undefined {
  const needs = /^tensorflow/.test(name) ? facts.tensorflowNeeds(pinned) : undefined
  return needs && { cuda: needs.cuda, exact: needs.exactMinor, cudnn: needs.cudnn, loads: needs.loads ?? [] }
}

/** Where the row says 12.x any minor serves, and 12.6 is the one of our own projects. */
const ANY_MINOR: Readonly<Record<number, string>> = { 12: '12.6' }

function onnxruntime(pinned: string, { install }: Installed, facts: Facts): Libraries | undefined {
  const row = comesFromPypi(install) ? facts.onnxruntimeGpu(pinned) : undefined
  if (!row) return undefined
  const cuda = /x$/.test(row.cuda.text) ? ANY_MINOR[row.cuda.major] : versionPrefix(row.cuda.text, 2)
  return cuda === undefined ? undefined : { cuda, exact: (majorOf(cuda) ?? 0) < 11, cudnn: row.cudnn, loads: [] }
}
