import type { Facts } from '../../facts'
import { allGeForce, driverBranch } from '../../host/driver'
import { platformOf } from '../../host/platform'
import type { Target } from '../../host/target'
import type { Data } from '../../lint/rule'
import { branchOf } from './cuda-driver'

/** The directory of NVIDIA's forward-compatibility libraries: `/usr/local/cuda-12.4/compat`; with what CUDA it names. */
const DIRECTORY = /^\/usr\/local\/cuda(?:-(\d{1,2}(?:\.\d)?))?\/compat(?:\/lib(?:\.real)?)?\/*$/

export const isCompatDirectory = (directory: string): boolean => DIRECTORY.test(directory)

/** The CUDA of the directory, to the minor; that of the image where the directory does not name one. */
export function compatCuda(directory: string, base: string | undefined): string | undefined {
  const named = DIRECTORY.exec(directory)?.[1]
  return named?.includes('.') ? named : base
}

/**
 * What a message says of a target whose driver is older than this CUDA, and whose cards may not use it all the same.
 * WSL2 and Jetson have drivers of their own.
 */
export function refusedBy(cuda: string | undefined, facts: Facts, target: Target): Data | undefined {
  const platform = platformOf(target)?.name
  const branch = driverBranch(target)
  if (platform === 'wsl2' || platform === 'jetson' || branch === undefined || !allGeForce(target)) return undefined
  const need = cuda === undefined ? undefined : branchOf(cuda, facts)
  if (cuda === undefined || need === undefined || branch >= need) return undefined
  return { cuda, need, driver: target.driver ?? '', cards: [...new Set(target.gpus)].join(', ') }
}

/** The sentence that the rules for compose files and Dockerfiles share. */
export const PATH_MESSAGE =
  '{directory} on LD_LIBRARY_PATH puts the libcuda of CUDA {cuda} (driver {need}) before that of the driver {driver}. That is for data-centre cards: on the cards of the target ({cards}) CUDA stops with "Error 804: forward compatibility was attempted on non supported HW". Take the directory away, and use an image whose CUDA the driver knows.'

export const sources = [
  'NVIDIA/nvidia-docker#1515',
  'NVIDIA/nvidia-docker#1294',
  'oobabooga/textgen#4407',
  'microsoft/onnxruntime#21435',
  'Haidra-Org/horde-worker-reGen#349',
] as const

export const NOTE =
  'Speaks only where the target names a driver older than that CUDA, and each of its GPUs is a GeForce or TITAN. On data-centre cards the directory is the way to run a newer CUDA. A start check that is turned off in spite of a newer CUDA is told by disable-require-misuse.'
