import { packageInstalls } from '../../documents/dockerfile/pip'
import type { Requirement } from '../../documents/dockerfile/pip-types'
import type { Instruction, RunInstruction, Stage } from '../../documents/dockerfile/types'
import type { Facts, TensorflowNeeds } from '../../facts'
import { admits } from './version-spec'

export interface TensorflowPin {
  readonly version: string
  readonly requirement: Requirement
  readonly instruction: RunInstruction
}

const runsOf = (instructions: readonly Instruction[]): readonly RunInstruction[] =>
  instructions.flatMap((one) => ('commands' in one && one.keyword === 'RUN' ? [one] : []))

/** The TensorFlow that pip installs with an exact version; conda's brings CUDA libraries of its own. */
export const tensorflowPins = (instructions: readonly Instruction[]): readonly TensorflowPin[] =>
  runsOf(instructions).flatMap((instruction) =>
    packageInstalls(instruction)
      .filter(({ tool, elsewhere }) => tool !== 'conda' && !elsewhere)
      .flatMap(({ requirements }) => requirements)
      .filter(({ name, pinned, extras }) => pinned && extras.length === 0 && /^tensorflow(?:-gpu)?$/.test(name))
      .map((requirement) => ({ version: requirement.pinned ?? '', requirement, instruction })),
  )

/** What each release needs that a requirement admits, oldest first; none where one of them is not known, or the end is open. */
export function tensorflowsOf({ pinned, specifier }: Requirement, facts: Facts): readonly TensorflowNeeds[] {
  const versions =
    pinned === undefined
      ? MINORS.filter((minor) => PATCHES.some((patch) => admits(specifier, `${minor}${patch}`)))
      : [pinned]
  const needs = versions.map((version) => facts.tensorflowNeeds(version))
  return needs.flatMap((one) => (one && !needs.includes(undefined) ? [one] : []))
}

const MINORS = [1, 2].flatMap((major) => Array.from({ length: 40 }, (_, minor) => `${major}.${minor}`))
const PATCHES = ['.0', '.1', '.4', '.9']

/** True where the stage installs another framework, and nothing that could be TensorFlow. */
export function usesOtherFramework(stage: Stage): boolean {
  const installs = runsOf(stage.lineage).flatMap(packageInstalls)
  const names = installs.flatMap(({ requirements }) => requirements.map(({ name }) => name))
  if (installs.some(({ requirementFiles }) => requirementFiles.length > 0)) return false
  return (
    names.some((name) => /^(?:torch|onnxruntime)/.test(name)) &&
    !names.some((name) => /tensorflow|keras|^tf-/.test(name))
  )
}

/** True where conda may bring CUDA libraries of its own. */
export const usesConda = (stage: Stage): boolean =>
  runsOf(stage.lineage).some(({ commands }) =>
    commands.some(({ name }) => /^(?:conda|mamba|micromamba)$/.test(name ?? '')),
  )
