import { platformOf } from '../../host/platform'
import type { Target } from '../../host/target'

/**
 * The number of NVIDIA GPUs of the host, which the driver counts from 0.
 * @returns undefined where the target names none, or its platform counts in another way (WSL2, Jetson, several nodes)
 */
export function gpuCount(target: Target): number | undefined {
  const { gpus = [], platform } = target
  if (gpus.length === 0 || gpus.some((name) => OTHERS.test(name))) return undefined
  return platform === undefined || platformOf(target)?.name === 'linux' ? gpus.length : undefined
}

/** Cards of other makers, which NVIDIA's driver does not count, and Jetson modules. */
const OTHERS = /\b(?:amd|radeon|instinct|mi\d{2,3}x?|rx\s*\d{3,4}|intel|arc|jetson|orin|xavier|thor|tegra|mig)\b/i

/** `one GPU`, `2 GPUs`. */
export const shownGpus = (count: number): string => (count === 1 ? 'one GPU' : `${count} GPUs`)
