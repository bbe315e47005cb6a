import type { Service } from '../../documents/compose/types'
import { dockerVersion, toolkitVersion } from '../../host/engine'
import type { Target } from '../../host/target'
import { isCdiDevice } from './gpu-access'
import { isBefore, isFrom } from './host-versions'
import { goesToNvidia } from './request-fix'

/** How a service gets its NVIDIA GPU. */
export type GpuPath = 'request' | 'runtime' | 'cdi'

export function gpuPath({ requests, runtime, devices }: Service): GpuPath | undefined {
  if (runtime?.value === 'nvidia') return 'runtime'
  if (requests.some(goesToNvidia)) return 'request'
  const cdi = devices.some((device) => isCdiDevice(device)) || requests.some(({ driver }) => driver?.value === 'cdi')
  return cdi ? 'cdi' : undefined
}

/**
 * Whether NVIDIA's legacy hook makes the container, which checks NVIDIA_REQUIRE_CUDA and opens devices behind runc's back.
 * Requests go through CDI from Engine 29.2 on where a spec is found; `runtime: nvidia` makes CDI by itself from toolkit 1.18 on.
 * @returns undefined where the target does not say it
 */
export function usesHook(path: GpuPath | undefined, target: Target): boolean | undefined {
  if (path === 'cdi') return false
  if (path === 'request') return isBefore(dockerVersion(target), '29.2') ? true : undefined
  const toolkit = toolkitVersion(target)
  if (path === undefined || toolkit === undefined) return undefined
  return !isFrom(toolkit, '1.18')
}
