import type { ImageReference } from '../../documents/images'
import { driverBranch } from '../../host/driver'
import { isPlatform } from '../../host/platform'
import type { RuleContext } from '../../lint/rule'
import { distance } from '../../text/nearest'
import { mayBeForwardCompat, programBranch } from './cuda-driver'
import { cudaBase } from './cuda-stage'
import { isGoFalse, isGoTrue } from './disable-require'

export const DISABLE = 'NVIDIA_DISABLE_REQUIRE'

/** A name that is meant to be NVIDIA_DISABLE_REQUIRE and is not. */
export const isMisspelt = (name: string): boolean =>
  name !== DISABLE &&
  /^nvidia_/i.test(name) &&
  (/^NVIDIA_DISABLED?_REQUIRE/i.test(name) || distance(name.toUpperCase(), DISABLE, 2) <= 2)

/** A value that was meant to turn the check off and does not; an empty one, or a word for no, may be meant. */
export const isNoBoolean = (value: string): boolean =>
  value.trim() !== '' && !isGoTrue(value) && !isGoFalse(value) && !/^(?:no|off|none|disabled?)$/i.test(value)

/** What the programs of an nvidia/cuda image need where the driver of the target is older than its whole CUDA major. */
export function majorGap(reference: ImageReference | string | undefined, { facts, target }: RuleContext) {
  const image = typeof reference === 'object' ? `${reference.fullName}:${reference.tag ?? ''}` : reference
  const base = cudaBase(image, facts)
  const branch = base && !isPlatform(target, 'jetson') ? driverBranch(target) : undefined
  const need = base && programBranch(base.parsed.version, facts)
  if (!base || branch === undefined || need === undefined || branch >= need) return undefined
  if (mayBeForwardCompat(base.tag, branch, target, facts)) return undefined
  return { image: image ?? '', cuda: base.minor, need, driver: target.driver ?? '' }
}

/** The sentences that the rules for compose files and Dockerfiles share. */
export const messages = {
  misspelt:
    'The NVIDIA toolkit reads no variable {name}, so the driver check of the image stays on: a driver that is too old still stops the start with "unsatisfied condition". Write NVIDIA_DISABLE_REQUIRE.',
  value:
    'NVIDIA_DISABLE_REQUIRE is "{value}", which the NVIDIA toolkit does not take for true, so the driver check of the image stays on. Write true.',
  gap: 'NVIDIA_DISABLE_REQUIRE only turns the check off: {image} holds CUDA {cuda}, whose programs need the NVIDIA driver {need} or later, and the target has {driver}. They stop with "CUDA driver version is insufficient for CUDA runtime version". Use an image of an older CUDA, or update the driver.',
} as const

export const sources = [
  'NVIDIA/nvidia-container-toolkit#152',
  'NVIDIA/nvidia-container-toolkit internal/config/image (HasDisableRequire, strconv.ParseBool)',
  'NVIDIA toolkit docs "NVIDIA_DISABLE_REQUIRE"',
  'CUDA release notes, minor version compatibility (2026-03)',
] as const

export const notes = [
  'The gap is told only where the target names a driver older than the first one of the image’s CUDA major; within a major the variable is a fair way (minor version compatibility). Silent for branches that the image lets pass by forward compatibility, unless every GPU of the target is a GeForce.',
] as const
