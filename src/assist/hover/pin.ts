import { packageInstalls } from '../../documents/dockerfile/pip'
import type { Requirement } from '../../documents/dockerfile/pip-types'
import type { RequirementText } from '../../documents/dockerfile/requirement'
import type { RunInstruction, Stage } from '../../documents/dockerfile/types'
import { compareVersions, type Facts, isOf, majorOf, type TensorflowNeeds } from '../../facts'
import type { RuleContext } from '../../lint/rule'
import { comesFromPypi } from '../../rules/support/package-index'
import { packagesOf } from '../../rules/support/python-packages'
import { isRun } from '../../rules/support/runs'
import { torchWheel } from '../../rules/support/torch-wheel'
import { type Base, baseOf, instructionAt } from '../cuda-in-sight'
import { touches } from '../touches'
import type { Hover } from '.'
import { page } from './page'

/** What a pinned package needs, and whether the stage that installs it has that. */
export function pinHover(context: RuleContext, offset: number): Hover | undefined {
  const { document, facts } = context
  const instruction = document.kind === 'dockerfile' ? instructionAt(document, offset) : undefined
  if (!instruction || !isRun(instruction)) return undefined
  const { install, requirement } = requirementAt(instruction, offset) ?? {}
  if (!install || !requirement?.pinned) return undefined
  const base = baseOf(instruction.stage, facts)
  const found =
    requirement.name === 'torch'
      ? torchPage(requirement, torchCuda(requirement, instruction.stage, context), base, facts)
      : PAGES[requirement.name]?.(requirement, comesFromPypi(install) ? base : undefined, facts)
  return found ? { span: requirement.span, markdown: found } : undefined
}

/** What a pinned package needs, where no stage is in sight. */
export const packagePage = (requirement: RequirementText, facts: Facts): string | undefined =>
  requirement.name === 'torch'
    ? torchPage(requirement, undefined, undefined, facts)
    : PAGES[requirement.name]?.(requirement, undefined, facts)

const requirementAt = (instruction: RunInstruction, offset: number) =>
  packageInstalls(instruction)
    .flatMap((install) => install.requirements.map((requirement) => ({ install, requirement })))
    .find(({ requirement }) => touches(requirement.span, offset))

/** @param base undefined also where the wheel is not that of PyPI, which the tables speak of */
type Page = (requirement: RequirementText, base: Base | undefined, facts: Facts) => string | undefined

const onnxruntimePage: Page = ({ pinned = '', extras }, base, facts) => {
  const needs = facts.onnxruntimeGpu(pinned)
  if (!needs) return undefined
  const brings = extras.includes('cuda') && extras.includes('cudnn')
  const points = [
    `The wheel of PyPI needs CUDA ${needs.cuda.text} and cuDNN ${needs.cudnn}${needs.secondHand ? ' (as quoted from the official page)' : ''}`,
    brings
      ? 'The extras `cuda` and `cudnn` bring both along'
      : verdict(base, { major: needs.cuda.major, cudnn: needs.cudnnMajor }),
  ]
  return page(`onnxruntime-gpu ${pinned}`, points, ['onnxruntime'], facts)
}

const tensorflowPage: Page = ({ name, pinned = '', extras }, base, facts) => {
  const needs = facts.tensorflowNeeds(pinned)
  const row = facts.tensorflow(pinned)
  if (!needs || (name === 'tensorflow-gpu' && row?.package !== name)) return undefined
  const brings = row?.extra !== undefined && extras.includes(row.extra)
  const points = [
    `Tested with CUDA ${needs.cuda} and cuDNN ${needs.cudnn}, on Python ${needs.python}`,
    brings ? `The extra \`${row.extra}\` brings both along` : verdict(base, tensorflowFit(needs)),
  ]
  return page(`${name} ${pinned}`, points, ['tensorflow'], facts)
}

const PAGES: Readonly<Record<string, Page | undefined>> = {
  'onnxruntime-gpu': onnxruntimePage,
  tensorflow: tensorflowPage,
  'tensorflow-gpu': tensorflowPage,
}

interface Need {
  readonly major: number
  /** The oldest minor that does; up to CUDA 10 the only one. */
  readonly from?: string
  readonly cudnn: number
}

const tensorflowFit = ({ cuda, cudaMajor, cudnnMajor }: TensorflowNeeds): Need => ({
  major: cudaMajor,
  from: cuda,
  cudnn: cudnnMajor,
})

/** What the base has of it. Libraries may also be installed on top, so a lack is told of the base alone. */
function verdict(base: Base | undefined, { major, from, cudnn }: Need): string | undefined {
  if (!base) return undefined
  const { cuda, cudnn: held } = base.known
  const has = `${base.image} has CUDA ${cuda}${held ? ` and cuDNN ${held}` : ''}`
  const isExact = major < 11 && from !== undefined
  if (majorOf(cuda) !== major || (isExact && !isOf(cuda, from))) return `Does not fit the base: ${has}`
  if (from && !isOf(cuda, from) && compareVersions(cuda, from) < 0) return `The base is older than that: ${has}`
  if (!held) return `The base fits in CUDA, and is not known to hold cuDNN: ${has}`
  return majorOf(held) === cudnn ? `Fits the base: ${has}` : `Does not fit the cuDNN of the base: ${has}`
}

/** The CUDA of the wheel that an instruction installs. */
function torchCuda({ span }: Requirement, stage: Stage | undefined, context: RuleContext): string | undefined {
  const one = stage && packagesOf(stage, context).installed.find(({ at, file }) => !file && at.start === span.start)
  return one && torchWheel(one, context.facts)?.cuda
}

function torchPage(
  { pinned = '' }: RequirementText,
  cuda: string | undefined,
  base: Base | undefined,
  facts: Facts,
): string | undefined {
  const row = facts.torch(pinned)
  if (!row) return undefined
  const builds = Object.keys(row.wheels).join(', ')
  const companions = [
    row.torchvision && `torchvision ${row.torchvision}`,
    row.torchaudio && `torchaudio ${row.torchaudio}`,
  ]
  const least = cuda && facts.minorVersionCompat(majorOf(cuda) ?? 0)?.minDriverLinux
  const points = [
    cuda &&
      `Here: the wheel for CUDA ${cuda}${row.cudnn?.[cuda] ? ` with cuDNN ${row.cudnn[cuda]}` : ''}, which brings both along`,
    least && `Driver ≥ ${least}`,
    base && `The base ${base.image} has CUDA ${base.known.cuda}, which the wheel does not use`,
    builds && `Known builds: ${builds}`,
    companions.some(Boolean) && `Goes with ${companions.filter(Boolean).join(' and ')}`,
    row.python && `Python ${row.python}`,
  ]
  return page(`torch ${pinned}`, points, ['pytorch'], facts)
}
