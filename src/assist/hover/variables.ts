import type { Facts } from '../../facts'
import type { Meaning } from './words'

/** NVIDIA container toolkit documentation, "Specialized Configurations with Docker" (cloud-native-docs @52dcb7b8, 2026-08-21). */
const POINTS: Readonly<Record<string, (facts: Facts) => readonly string[]>> = {
  NVIDIA_VISIBLE_DEVICES: () => [
    "The GPUs that NVIDIA's runtime puts into the container: indexes, `GPU-…` and `MIG-…` ids, or `all`; `none` gives the driver without a GPU, `void` or an empty value nothing.",
    'Read with `runtime: nvidia`; a device request sets it itself and overrides what stands here (Engine before 29.2).',
    'The program inside counts its GPUs from 0 again.',
  ],
  NVIDIA_DRIVER_CAPABILITIES: (facts) => [
    `The parts of the driver that are put into the container: ${facts.composeGpu().driverCapabilities.join(', ')}, parted by commas.`,
    `Without it: \`${facts.composeGpu().driverCapabilitiesDefault}\`. \`compute\` is CUDA, \`utility\` nvidia-smi and NVML, \`video\` the encoders and decoders, \`graphics\` OpenGL and Vulkan.`,
  ],
  NVIDIA_REQUIRE_CUDA: () => [
    'What the driver must offer for the container to start, such as `cuda>=12.4`: images of NVIDIA set it. Checked by the hook of the toolkit; the CDI mode has no such check.',
  ],
  NVIDIA_DISABLE_REQUIRE: () => [
    'Turns the start checks of `NVIDIA_REQUIRE_…` off. The programs still need a driver that runs their CUDA.',
  ],
  NVIDIA_MIG_CONFIG_DEVICES: () => ['Lets the container change the MIG slices of these GPUs.'],
  NVIDIA_MIG_MONITOR_DEVICES: () => ['Lets the container watch the MIG slices of these GPUs.'],
  NVIDIA_IMEX_CHANNELS: () => ['The IMEX channels that are put into the container.'],
}

export function meaningOfVariable(word: string, facts: Facts): Meaning | undefined {
  const points = Object.hasOwn(POINTS, word) ? POINTS[word]?.(facts) : undefined
  return points && { points, table: 'compose-gpu' }
}
