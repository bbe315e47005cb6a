import { aptInstalls } from '../../documents/dockerfile/apt'
import type { Instruction, Stage } from '../../documents/dockerfile/types'
import type { Packages } from './python-packages'
import { isRun, textOf } from './runs'

/** Wheels that bring CUDA libraries along, which a program in the same environment may find before the system's. */
const CARRIERS =
  /^(?:torch|jax|jaxlib|cupy-cuda\d+x?|paddlepaddle-gpu|vllm|tensorrt|cudatoolkit|cuda-.*|cudnn|pytorch.*|libcu.*|nvidia-c\w+(?:-cu\d+)?|nvidia-.*)$/

/** True where something else than the system's libraries may serve, or it is not known what is installed. */
export const mayCarryCuda = ({ installed, complete }: Packages): boolean =>
  !complete ||
  installed.some(
    ({ requirement: { name, extras }, applies }) =>
      applies !== false && (CARRIERS.test(name) || extras.some((extra) => /^(?:and-cuda|cuda.*|cudnn)$/.test(extra))),
  )

const LIBRARY_COPY = /cuda|cudnn|cublas|\/usr\/(?:local\/)?lib|\/lib(?:64)?\/|^\/usr(?:\/local)?\/?$|^\/$/

/** True where CUDA libraries come from beside the base image: packages, archives, other images. */
export const addsCuda = ({ lineage }: Stage): boolean => lineage.some(bringsCuda)

function bringsCuda(instruction: Instruction): boolean {
  if ('sources' in instruction)
    return instruction.sources.some(
      ({ value, raw }) => LIBRARY_COPY.test(value ?? raw) && (instruction.from !== undefined || /cud/.test(raw)),
    )
  if (!isRun(instruction)) return false
  return (
    /cuda_[\d.]+|cuda-repo|cudnn-(?:linux|local|\d)|\.deb\b/.test(textOf(instruction)) ||
    installedNames(instruction).some((name) => /^(?:lib)?cu(?:da|blas)|\$/.test(name))
  )
}

const installedNames = (instruction: Instruction): readonly string[] =>
  isRun(instruction)
    ? aptInstalls(instruction).flatMap(({ packages }) => packages.map(({ value, raw }) => value ?? raw))
    : []

/** Majors of the cuDNN packages that are installed besides the base: `libcudnn8=8.9.7…`, `cudnn9-cuda-12`; NaN for one without a major. */
export const cudnnPackages = ({ lineage }: Stage): readonly number[] =>
  lineage.flatMap(installedNames).flatMap((name) => {
    const match = /^(?:lib)?cudnn(\d*)/.exec(name)
    return match ? [match[1] ? Number(match[1]) : Number.NaN] : []
  })
