import { aptInstalls } from '../../documents/dockerfile/apt'
import { packageInstalls } from '../../documents/dockerfile/pip'
import type { PackageInstall } from '../../documents/dockerfile/pip-types'
import type { CopyInstruction, Instruction, RunInstruction, Stage } from '../../documents/dockerfile/types'
import { comesFromPypi } from './package-index'
import { isRun } from './runs'

const PACKAGES = /^(?:cuda(?:-|$)|libcudnn|libnvinfer|libnccl|nvidia-cuda-)/
const WHEELS = /^(?:tensorflow-gpu|onnxruntime-gpu|paddlepaddle-gpu|cupy-cuda\d+x?|mxnet-cu\d+|nvidia-cud\w+-cu\d+)$/

/** True where the stage surely gets CUDA software: packages, GPU wheels, copied CUDA libraries, or NVIDIA's own variables. */
export const installsGpuSoftware = (stage: Stage): boolean => stage.lineage.some(bringsGpu)

/** True where it installs wheels from PyPI that bring CUDA along on amd64, be it for the CPU. */
export const installsCudaWheels = (stage: Stage): boolean =>
  stage.lineage.some((one) => isRun(one) && packageInstalls(one).some(isCudaWheel))

function bringsGpu(instruction: Instruction): boolean {
  if ('sources' in instruction) return copiesCuda(instruction)
  if ('commands' in instruction) return instruction.keyword === 'RUN' && runsGpuInstall(instruction)
  if (instruction.keyword !== 'ENV' || !('declarations' in instruction)) return false
  return instruction.declarations.some(({ name }) => /^NVIDIA_(?:VISIBLE_DEVICES|DRIVER_CAPABILITIES)$/.test(name.raw))
}

const copiesCuda = ({ from, sources }: CopyInstruction): boolean =>
  from !== undefined && sources.some(({ value }) => value?.startsWith('/usr/local/cuda'))

const runsGpuInstall = (run: RunInstruction): boolean =>
  aptInstalls(run).some(({ packages }) => packages.some(({ value }) => value !== undefined && PACKAGES.test(value))) ||
  packageInstalls(run).some(isGpuWheel)

const isGpuWheel = ({ requirements, indexUrl, extraIndexUrls }: PackageInstall): boolean =>
  requirements.some(({ name, pinned }) => WHEELS.test(name) || /\+cu\d/.test(pinned ?? '')) ||
  [indexUrl, ...extraIndexUrls].some((url) => /\/whl\/cu\d+\/?$/.test(url?.value ?? ''))

function isCudaWheel(install: PackageInstall): boolean {
  const urls = [install.indexUrl, ...install.extraIndexUrls, ...install.findLinks].map((url) => url?.value ?? '')
  if (install.tool === 'conda' || !comesFromPypi(install) || urls.some((url) => /cpu|rocm|xpu/.test(url))) return false
  return install.requirements.some(
    ({ name, pinned = '', extras }) =>
      !/\+cpu/.test(pinned) &&
      (name === 'torch' || name === 'vllm' || (name === 'tensorflow' && extras.includes('and-cuda'))),
  )
}
